"""What I did on a day: rules, lines that are written once, what is refused, taking back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lgnet.accounts.models import User
from lgnet.directory.models import Service
from lgnet.encounters.actions.policy import set_policy
from lgnet.encounters.actions.services import (
    NotTheirs,
    WrittenOtherwise,
    set_minutes,
    take_service_back,
    write_activity,
    write_service,
)
from lgnet.encounters.enums import NeedKind
from lgnet.encounters.enums_services import GivenPlace
from lgnet.encounters.models import Encounter, Need, NeedAnswer, ServiceGiven
from lgnet.encounters.rules_services import (
    DayRefused,
    check_day,
    minutes_of_day,
    moment_on,
    span_of,
)
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import night_of, tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.encounters.pages import ENGLISH, page, person_in
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.network import make_user
from tests.factories.people import make_person

URL = reverse("encounters:day_work")
DAY = dt.date(2026, 3, 29)


def test_a_day_to_come_and_one_too_long_ago_are_refused():
    check_day(DAY, today=DAY, late_days=1)
    check_day(DAY, today=DAY + dt.timedelta(days=1), late_days=1)
    with pytest.raises(DayRefused, match="future"):
        check_day(DAY + dt.timedelta(days=1), today=DAY, late_days=1)
    with pytest.raises(DayRefused, match="too_late"):
        check_day(DAY, today=DAY + dt.timedelta(days=2), late_days=1)


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)),
    st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC)),
)
def test_the_moment_of_a_contact_lies_on_its_day(day, now):
    begins, ends = span_of(day)
    assert begins <= moment_on(day, now=now) < ends
    assert night_of(moment_on(day, now=now)) == day


def test_minutes_of_a_group_count_once():
    one = uuid7()
    assert minutes_of_day([(None, 20), (None, 20), (one, 60), (one, 60), (None, None)]) == 100


@pytest.fixture
def by(in_torino):
    return make_user()


@pytest.fixture
def food(db):
    return Service.objects.get(code="food")


def write(by, food, **told):
    first = {"id": uuid7(), "by": by, "day": tonight(), "service": food, "place": GivenPlace.DESK}
    told = first | told
    told.setdefault("person", None)
    return write_service(**(told | {"person": told["person"] or make_person("Amina")}))


def test_a_line_becomes_a_contact_with_its_service(by, food):
    made = write(by, food, minutes=25, place=GivenPlace.HOME)
    met = Encounter.objects.get()
    assert (made.encounter, met.person.known_as, met.recorded_by) == (met, "Amina", by)
    assert (made.minutes, made.place, made.given_to, made.given_by) == (25, "home", "one", by)


def test_the_same_line_twice_writes_once_and_otherwise_is_refused(by, food):
    told = {"id": uuid7(), "person": make_person("Amina"), "minutes": 10}
    assert write(by, food, **told) == write(by, food, **told)
    with pytest.raises(WrittenOtherwise):
        write(by, food, **told | {"minutes": 15})
    with pytest.raises(WrittenOtherwise):
        write(by, food, **told | {"person": make_person("Bilal")})
    with pytest.raises(WrittenOtherwise):
        write(by, food, **told | {"day": tonight() - dt.timedelta(days=1)})
    assert ServiceGiven.objects.get().minutes == 10


def test_it_joins_what_was_recorded_that_day_and_answers_what_waits(by, food):
    person = make_person("Amina")
    met = make_encounter(
        person=person, recorded_by=by, setting="desk", happened_at=timezone.now(), needs=()
    )
    Need.objects.create(encounter=met, kind=NeedKind.FOOD)
    first = write(by, food, person=person)
    assert first.encounter == met
    assert NeedAnswer.objects.get().service == food
    # A contact holds a service once: the second time that day is a contact of its own.
    assert write(by, food, person=person).encounter != met
    take_service_back(given_id=first.pk, by=by)
    assert not NeedAnswer.objects.exists()
    assert Encounter.objects.count() == 2


def test_it_joins_nothing_of_a_colleague_or_of_another_day(by, food):
    person = make_person("Amina")
    make_encounter(person=person, recorded_by=make_user(), setting="desk")
    yesterday = timezone.now() - dt.timedelta(days=1)
    make_encounter(person=person, recorded_by=by, setting="desk", happened_at=yesterday)
    write(by, food, person=person)
    assert Encounter.objects.count() == 3


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 961}, "minutes"),
        ({"group_size": 1}, "group_size"),
        ({"place": "moon"}, "place"),
        ({"day": tonight() + dt.timedelta(days=2)}, "day"),
        ({"day": tonight() - dt.timedelta(days=40)}, "day"),
    ],
)
def test_what_cannot_be_is_refused(by, food, told, field):
    with pytest.raises(ValidationError) as refused:
        write(by, food, **told)
    assert set(refused.value.message_dict) == {field}
    assert not Encounter.objects.exists()


def test_a_city_decides_how_late_a_day_is_written(by, food):
    set_policy(by=by, late_days=60)
    write(by, food, day=tonight() - dt.timedelta(days=40))
    assert night_of(Encounter.objects.get().happened_at) == tonight() - dt.timedelta(days=40)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 0},
        {"minutes": 961},
        {"place": "moon"},
        {"given_to": "group"},
        {"given_to": "group", "group_size": 1},
        {"given_to": "one", "group_size": 4},
        {"given_to": "", "activity_id": uuid7()},
    ],
)
def test_the_database_holds_it_too(by, food, wrong):
    met = make_encounter()
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceGiven.objects.create(encounter=met, service=food, **wrong)
    ServiceGiven.objects.create(encounter=met, service=food)


def test_an_activity_is_one_service_for_each_written_once(by, food):
    people = [make_person("Amina"), make_person("Bilal")]
    told = {
        "id": uuid7(), "by": by, "day": tonight(), "people": people, "service": food,
        "place": GivenPlace.ELSEWHERE, "minutes": 90, "group_size": 7,
    }  # fmt: skip
    write_activity(**told)
    write_activity(**told)
    rows = ServiceGiven.objects.order_by("pk")
    assert {row.encounter.person for row in rows} == set(people)
    assert {(row.activity_id, row.group_size, row.given_to) for row in rows} == {
        (told["id"], 7, "group")
    }
    with pytest.raises(ValidationError):
        write_activity(**told | {"id": uuid7(), "group_size": 1})


def test_what_was_taken_back_goes_with_its_contact_and_colleagues_do_not(by, food):
    made = write(by, food)
    with pytest.raises(NotTheirs):
        take_service_back(given_id=made.pk, by=make_user())
    take_service_back(given_id=made.pk, by=by)
    assert not Encounter.objects.exists()
    with pytest.raises(ServiceGiven.DoesNotExist):
        take_service_back(given_id=made.pk, by=by)


# The page


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


def line(pk, person="", service="food", minutes="", place="desk", group=""):
    return {
        f"{pk}-person": str(getattr(person, "pk", person)), f"{pk}-service": service,
        f"{pk}-minutes": minutes, f"{pk}-place": place, f"{pk}-group_size": group,
    }  # fmt: skip


def send(client, *lines, do="save", status=302, **more):
    ids = [next(iter(one)).rpartition("-")[0] for one in lines]
    data = {"day": tonight().isoformat(), "line": ids, "do": do, "activity-place": "desk"}
    for one in lines:
        data |= one
    answer = client.post(URL, data | more, headers=ENGLISH)
    assert answer.status_code == status, answer.content.decode()
    return answer


def kept(torino):
    with scope(city_id=torino.pk):
        return list(ServiceGiven.objects.order_by("pk").values_list("pk", "minutes"))


def test_good_lines_are_saved_and_bad_ones_come_back_with_why(worker, torino):
    person = person_in(torino, "Amina")
    good, bad, empty = uuid7(), uuid7(), uuid7()
    lines = [
        line(good, person, minutes="20"),
        line(bad, person, minutes="2000"),
        line(empty, service=""),
    ]
    answer = send(worker, *lines, status=422, known=[person.pk]).content.decode()
    assert "1 line is saved." in answer
    assert "less than or equal to 960" in answer
    assert f'value="{bad}"' in answer
    assert f'name="line" value="{good}"' not in answer
    assert 'value="2000"' in answer
    assert kept(torino) == [(good, 20)]
    send(
        worker,
        line(good, person, minutes="20"),
        line(bad, person, minutes="200"),
        known=[person.pk],
    )
    assert kept(torino) == [(good, 20), (bad, 200)]
    shown = page(worker, URL)
    assert "220 minutes in all." in shown


def test_a_line_saved_otherwise_says_so(worker, torino):
    person, pk = person_in(torino, "Amina"), uuid7()
    send(worker, line(pk, person, minutes="20"), known=[person.pk])
    answer = send(worker, line(pk, person, minutes="30"), known=[person.pk], status=422)
    assert "This line is saved already, with other words" in answer.content.decode()
    assert kept(torino) == [(pk, 20)]


def test_another_line_and_a_search_lose_nothing_and_check_nothing(worker, torino):
    person, pk = person_in(torino, "Amina"), uuid7()
    typed = line(pk, minutes="17")
    answer = send(worker, typed, do="add", status=200).content.decode()
    assert answer.count('name="line"') == 3  # typed, new, and the one that keys copy
    assert 'value="17"' in answer
    assert "lg-field-wrong" not in answer
    answer = send(worker, typed, do="find", q="Amina", status=200).content.decode()
    assert "1 person found" in answer
    assert str(person.pk) in answer
    assert 'value="17"' in answer
    answer = send(worker, typed, do="find", q="Zzyzx", status=200).content.decode()
    assert "Nobody found" in answer


def test_own_cases_and_who_was_seen_are_offered_once(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    user = User.objects.get(pk=client.session["_auth_user_id"])
    with scope(city_id=torino.pk):
        mine, seen = make_person("Amina"), make_person("Bilal")
        other = make_person("Chiara")
        make_case(mine, responsible=user)
        make_encounter(person=seen, recorded_by=user)
        make_encounter(person=mine, recorded_by=user)
    shown = page(client, URL)
    assert "Seen on this day" in shown
    assert str(mine.pk) in shown
    assert str(seen.pk) in shown
    assert str(other.pk) not in shown


def test_nothing_and_wrong_days_are_refused_with_words(worker, torino):
    person = person_in(torino, "Amina")
    assert "Write at least one line." in send(worker, status=422).content.decode()
    tomorrow = (tonight() + dt.timedelta(days=2)).isoformat()
    told = line(uuid7(), person, minutes="19")
    answer = send(worker, told, known=[person.pk], day=tomorrow, status=422).content.decode()
    assert "still to come" in answer
    assert 'value="19"' in answer
    long_ago = (tonight() - dt.timedelta(days=60)).isoformat()
    answer = send(worker, told, known=[person.pk], day=long_ago, status=422).content.decode()
    assert "up to 31 days later" in answer
    assert kept(torino) == []


def test_a_group_is_written_in_one_go(worker, torino):
    people = [person_in(torino, name) for name in ("Amina", "Bilal")]
    pks = [str(one.pk) for one in people]
    told = {
        "activity-id": str(uuid7()), "activity-people": pks, "activity-service": "food",
        "activity-minutes": "60", "activity-group_size": "", "known": pks,
    }  # fmt: skip
    send(worker, **told)
    send(worker, **told)
    assert [minutes for _pk, minutes in kept(torino)] == [60, 60]
    assert "60 minutes in all." in page(worker, URL)
    alone = told | {"activity-id": str(uuid7()), "activity-people": pks[:1]}
    assert "two or more" in send(worker, status=422, **alone).content.decode()


def test_a_line_is_taken_back_by_who_wrote_it(worker, sign_in, torino):
    person, pk = person_in(torino, "Amina"), uuid7()
    send(worker, line(pk, person), known=[person.pk])
    back = reverse("encounters:day_work_back", args=[pk])
    colleague = sign_in(Role.DESK_OPERATOR, torino)
    colleague.post(back, {"day": tonight().isoformat()})
    assert len(kept(torino)) == 1


def test_ten_more_lines_written_add_no_query(worker, torino):
    person = person_in(torino, "Amina")
    send(worker, line(uuid7(), person), known=[person.pk])
    page(worker, URL)
    with CaptureQueriesContext(connection) as few:
        page(worker, URL)
    for _number in range(10):
        send(worker, line(uuid7(), person), known=[person.pk])
    with CaptureQueriesContext(connection) as many:
        page(worker, URL)
    assert len(many) == len(few)


def test_minutes_are_noted_later_and_a_stale_page_is_told(worker, torino):
    user = User.objects.get(pk=worker.session["_auth_user_id"])
    with scope(city_id=torino.pk):
        food = Service.objects.get(code="food")
        # As before there were minutes: without a name it was who recorded the contact.
        given = ServiceGiven.objects.create(
            encounter=make_encounter(recorded_by=user), service=food
        )
    address = reverse("encounters:day_work_minutes", args=[given.pk])

    def save(minutes, was, status=302):
        told = {"day": tonight().isoformat(), "minutes": minutes, "was": was}
        answer = worker.post(address, told, headers=ENGLISH)
        assert answer.status_code == status
        return answer.content.decode()

    save("15", "")
    save("15", "")
    stale = save("40", "", status=409)
    assert "they are now 15, not saved is 40" in stale
    assert "From 1 to 960" in save("5000", "15", status=422)
    assert kept(torino) == [(given.pk, 15)]
    save("", "15")
    assert kept(torino) == [(given.pk, None)]


def test_minutes_of_an_activity_change_together_and_only_its_own(by, food):
    told = {
        "id": uuid7(), "by": by, "day": tonight(), "service": food, "place": GivenPlace.DESK,
        "people": [make_person("Amina"), make_person("Bilal")], "minutes": 90, "group_size": 2,
    }  # fmt: skip
    first = write_activity(**told)[0]
    write(by, food, minutes=5)
    set_minutes(given_id=first.pk, minutes=60, was=90, by=by)
    assert sorted(ServiceGiven.objects.values_list("minutes", flat=True)) == [5, 60, 60]
    with pytest.raises(NotTheirs):
        set_minutes(given_id=first.pk, minutes=1, was=60, by=make_user())
