"""The clock on the pages: warned, told, extended by a second person, refused with a reason."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import formats

from lgnet.housing.actions.extensions import approve_extension, ask_extension, refuse_extension
from lgnet.housing.actions.refusals import TermSpent
from lgnet.housing.actions.stays import end_stay
from lgnet.housing.actions.term_refusals import NextInTheWay, OwnExtension, WrongUntil
from lgnet.housing.actions.warnings import give_warnings
from lgnet.housing.jobs_terms import warn_everywhere
from lgnet.housing.models import Extension, Occupancy, Stay, StayWarning
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import add_months, tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from tests.budget import MOST_A_PAGE, count
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_member, make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def ask(stay, by, days=60, **fields):
    options = {"reason": "papers", "exit_plan": "A room with a cousin, from May."}
    until = add_months(stay.clock_started_on, 6) + days * DAY
    return ask_extension(id=uuid7(), stay=stay, until=until, by=by, **options | fields)


def until_of(stay):
    rows = Occupancy.objects.filter(stay=stay).order_by("nights")
    return Stay.objects.get(pk=stay.pk).due_on, rows.last().nights.upper


def page(client, name, pk, **data):
    address = reverse(f"housing:{name}", args=[pk])
    return client.post(address, data) if data else client.get(address)


def told(client, torino):
    with scope(city_id=torino.pk, user_id=client.user.pk):
        return list(Notice.objects.order_by("made_at", "id").values_list("kind", flat=True))


def test_from_the_first_warning_to_a_longer_stay(torino, sign_in):
    worker = sign_in(Role.CASE_MANAGER, torino)
    coordinator = sign_in(Role.HOUSING_COORDINATOR, torino)
    manager = sign_in(Role.CITY_MANAGER, torino)
    with scope(city_id=torino.pk):
        stay = make_stay(
            started_on=tonight() - 151 * DAY,
            by=worker.user,
            person=make_person(language="ara", language_answer="known"),
        )
        due = stay.due_on
    assert warn_everywhere() == 1, "of day 120 and 150 the last is given"
    assert warn_everywhere() == 0
    for client in (worker, coordinator):
        assert told(client, torino) == ["housing.term_near"]

    # Told in plain words, without a house.
    body = page(coordinator, "stay_detail", stay.pk).content.decode()
    assert re.search(r'<progress max="18\d" value="151"', body)
    letter = page(worker, "stay_letter", stay.pk)
    assert 'lang="ar" dir="rtl"' in letter.content.decode()
    assert stay.structure.name not in letter.content.decode()
    assert "Torino" not in letter.content.decode()
    assert page(worker, "stay_told", stay.pk, on="1")["Location"].endswith(f"{stay.person_id}/")
    with scope(city_id=torino.pk):
        assert StayWarning.objects.get(stay=stay).told_by == worker.user

    # Asked with a plan, by the worker; who asks does not decide.
    address = reverse("housing:stay_extend", args=[stay.pk])
    until = due + 60 * DAY
    typed = {"id": uuid7(), "until": until.isoformat(), "reason": "papers", "exit_plan": "A room."}
    assert worker.post(address, typed | {"exit_plan": " "}).status_code == 422
    assert worker.post(address, typed | {"until": due.isoformat()}).status_code == 422
    far = add_months(due, 6) + DAY
    assert worker.post(address, typed | {"until": far.isoformat()}).status_code == 422
    for _twice in range(2):
        assert worker.post(address, typed).status_code == 302
    assert worker.post(address, typed | {"id": uuid7()}).status_code == 409
    with scope(city_id=torino.pk):
        extension = Extension.objects.get()
    assert told(manager, torino) == ["housing.extension_asked"]
    for client in (coordinator, manager):
        assert count(client, reverse("housing:extensions")) <= MOST_A_PAGE
        assert count(client, reverse("housing:extension", args=[extension.pk])) <= MOST_A_PAGE
    for name in ("stay_detail", "stay_extend", "stay_letter"):
        sent = count(coordinator, reverse(f"housing:{name}", args=[stay.pk]))
        assert sent <= MOST_A_PAGE, name

    # Refused with words, taken back, then approved: the nights follow at once.
    refused = {"refusal": "plan_missing", "refusal_note": "Who pays the rent?"}
    assert page(manager, "extension_refuse", extension.pk, refusal="other").status_code == 422
    assert page(manager, "extension_refuse", extension.pk, **refused).status_code == 302
    assert "Who pays the rent?" in page(coordinator, "stay_detail", stay.pk).content.decode()
    offer = re.search(r"/undo/[\w-]+/", manager.get(reverse("ui:home")).content.decode())
    assert manager.post(offer[0]).status_code == 302
    assert page(manager, "extension_approve", extension.pk, x="1").status_code == 302
    with scope(city_id=torino.pk):
        assert until_of(stay) == (until, until)
        assert give_warnings(night=tonight()) == 0, "the new end is far"
        assert give_warnings(night=until - 20 * DAY) == 1, "and is warned of again"
    assert told(worker, torino)[-2:] == ["housing.extension_approved", "housing.term_near"]
    assert page(manager, "extension_refuse", extension.pk, **refused).status_code == 409


def test_who_has_the_place_next_is_named_and_the_stay_lasts_until_then(torino, sign_in):
    decider = sign_in(Role.HOUSING_COORDINATOR, torino)
    with scope(city_id=torino.pk):
        asker = make_user()
        place = make_places()[0]
        stay = make_stay(place=place, started_on=tonight() - 170 * DAY)
        due = stay.due_on
        with_next = make_request(make_person(known_as="Ifeoma"), from_on=due + 10 * DAY)
        make_stay_from(with_next, place)
        extension = ask(stay, asker)
        with pytest.raises(OwnExtension):
            approve_extension(extension=extension, by=asker)
        with pytest.raises(NextInTheWay) as clash:
            approve_extension(extension=extension, by=decider.user)
        assert clash.value.night == due + 10 * DAY
    answer = page(decider, "extension_approve", extension.pk, x="1")
    assert answer.status_code == 409 and "Ifeoma" in answer.content.decode()
    night = (due + 10 * DAY).isoformat()
    assert page(decider, "extension_approve", extension.pk, until=night).status_code == 302
    with scope(city_id=torino.pk):
        assert until_of(stay) == (due + 10 * DAY, due + 10 * DAY)
        assert Extension.objects.get().until_on == due + 10 * DAY


def make_stay_from(request, place):
    from lgnet.housing.actions.placing import give_place

    return give_place(request=request, place=place, by=make_user())


def test_the_rest_in_another_place_and_longer_once_it_is_free(torino, sign_in):
    decider = sign_in(Role.HOUSING_COORDINATOR, torino)
    with scope(city_id=torino.pk):
        place = make_places()[0]
        stay = make_stay(place=place, started_on=tonight() - 170 * DAY)
        due = stay.due_on
        following = make_stay_from(make_request(from_on=due), place)
        extension = ask(stay, make_user(), days=30)
    assert page(decider, "extension_approve", extension.pk, is_elsewhere="on").status_code == 302
    with scope(city_id=torino.pk):
        assert until_of(stay) == (due, due), "not one night more is free here"
        end_stay(stay=following, on=following.started_on, reason="never_came", by=decider.user)
    assert page(decider, "stay_longer", stay.pk, x="1").status_code == 302
    with scope(city_id=torino.pk):
        assert until_of(stay) == (due + 30 * DAY, due + 30 * DAY)


def test_who_comes_back_after_the_term_sleeps_again_with_an_extension(in_torino):
    from tests.housing.terms import programme_line

    structure = make_structure(funding_line=programme_line())
    first = make_stay(place=make_places(structure=structure)[0], started_on=tonight() - 190 * DAY)
    end_stay(stay=first, on=tonight() - 8 * DAY, reason="left_untold", by=make_user())
    place = make_places(structure=structure)[0]
    again = make_request(first.person)
    with pytest.raises(TermSpent):
        make_stay_from(again, place)
    first.refresh_from_db()
    with pytest.raises(WrongUntil):
        ask(first, make_user(), days=1)
    until = tonight() + 40 * DAY
    extension = ask_extension(
        id=uuid7(), stay=first, until=until, reason="papers", exit_plan="A room.", by=make_user()
    )
    approve_extension(extension=extension, by=make_user())
    second = make_stay_from(again, place)
    assert (second.clock_started_on, second.due_on) == (first.clock_started_on, until)


def test_a_later_stay_is_not_longer_while_an_earlier_one_that_counts_was_not_ended(in_torino):
    """The earlier was recorded afterwards, far enough before; then nobody said that they left."""
    from tests.housing.terms import programme_line

    structure = make_structure(funding_line=programme_line())
    person = make_person()
    asked = make_request(person, from_on=tonight() + 60 * DAY)
    later = make_stay_from(asked, make_places(structure=structure)[0])
    place = make_places(structure=structure)[0]
    earlier = make_stay(person=person, place=place, started_on=tonight() - 190 * DAY)
    extension = ask(later, make_user(), days=30)
    with pytest.raises(TermSpent) as refused:
        approve_extension(extension=extension, by=make_user())
    assert str(refused.value).count(formats.date_format(earlier.started_on, "SHORT_DATE_FORMAT"))
    later.refresh_from_db()
    due = later.due_on
    end_stay(stay=earlier, on=earlier.due_on, reason="left_untold", by=make_user())
    approve_extension(extension=extension, by=make_user())
    assert until_of(later) == (due + 30 * DAY, due + 30 * DAY)


def test_a_refuge_decides_by_itself_and_nobody_outside_hears(torino, sign_in):
    outside = sign_in(Role.HOUSING_COORDINATOR, torino)
    inside = sign_in(Role.REFUGE_COORDINATOR, torino)
    cell = inside.member.compartment_id
    second = make_member(role=Role.REFUGE_COORDINATOR, city=torino, compartment_id=cell)
    with scope(city_id=torino.pk, compartment_id=cell):
        structure = make_structure(kind="protected_refuge")
        stay = make_stay(
            place=make_places(structure=structure)[0], started_on=tonight() - 121 * DAY
        )
        extension = ask(stay, second.user)
    assert warn_everywhere() == 1
    assert told(outside, torino) == []
    assert page(outside, "extension", extension.pk).status_code == 404
    assert page(inside, "extension", extension.pk).status_code == 200
    assert structure.name not in page(inside, "stay_letter", stay.pk).content.decode()
    with scope(city_id=torino.pk, compartment_id=cell):
        refuse_extension(extension=extension, reason="other", note="Not yet.", by=inside.user)


def test_the_lists_name_days_over_and_what_was_asked(torino, sign_in):
    coordinator = sign_in(Role.HOUSING_COORDINATOR, torino)
    with scope(city_id=torino.pk):
        late = make_stay(started_on=tonight() - 190 * DAY)
        ask(late, make_user())
        make_stay(started_on=tonight() - 170 * DAY)
    over = (tonight() - late.due_on).days
    body = coordinator.get(reverse("housing:stays") + "?show=overdue").content.decode()
    assert re.search(rf"\b{over} (giorni|days|day)", body)
    assert reverse("housing:stay_detail", args=[late.pk]) in body
    assert coordinator.get(reverse("housing:stays") + "?show=soon").status_code == 200
    assert warn_everywhere() == 1
    kinds = told(coordinator, torino)
    assert kinds.count("housing.term_near") == 1
    assert kinds.count("housing.term_over") == (1 if over < 7 else 0)
