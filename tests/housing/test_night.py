"""The night register: ticks at the door that come late, twice, from two devices; corrections."""

import datetime as dt
import json

import pytest
import time_machine
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.housing import rules_nights
from lgnet.housing.actions import night_refusals
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.register import Tick, mark_night, retract_arrival
from lgnet.housing.actions.stays import end_stay, record_arrival
from lgnet.housing.enums import EndReason, OccupancyKind
from lgnet.housing.enums_house import Presence
from lgnet.housing.models import NightMark, Occupancy
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY, night_of
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import Organisation
from lgnet.people.actions.person_cards import issue_card
from tests import budget
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person
from tests.pages import page, send

pytestmark = pytest.mark.django_db
NIGHT = dt.date(2026, 3, 3)


def at(day, hour, minute=0):
    moment = dt.datetime(2026, 3, day, hour, minute, tzinfo=ITALY)
    return time_machine.travel(moment, tick=False)


def moment(day, hour, minute=0):
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=ITALY)


def tick(stay, presence, when, id=None):
    return Tick(id or uuid7(), stay.pk, Presence(presence), when)


def kind_of(stay):
    return Occupancy.objects.get(stay=stay).kind


# Rules.


def test_hours_of_the_night():
    late = rules_nights.late_from
    hours = {"check_in_until": dt.time(22), "curfew": dt.time(0, 30)}
    assert late(night=NIGHT, is_expected=True, **hours) == moment(3, 22)
    assert late(night=NIGHT, is_expected=False, **hours) == moment(4, 0, 30)
    none = {"check_in_until": None, "curfew": None}
    assert late(night=NIGHT, is_expected=False, **none) is None
    # The clock leaps from 2 to 3 on 29 March 2026, and shows 2 to 3 twice on 25 October.
    leap = rules_nights.moment_in(dt.date(2026, 3, 28), dt.time(2, 30))
    assert leap.astimezone(ITALY).time() == dt.time(3, 30)
    twice = rules_nights.moment_in(dt.date(2026, 10, 24), dt.time(2, 30))
    assert twice == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    lengths = [
        (end - begin).total_seconds() / 3600
        for begin, end in (
            [one.astimezone(dt.UTC) for one in rules_nights.bounds_of(dt.date(2026, m, d))]
            for m, d in ((3, 28), (10, 24), (3, 3))
        )
    ]
    assert lengths == [23, 25, 24]


def test_a_tick_tells_its_time_on_a_clock_that_goes_wrong():
    now = moment(3, 22)
    right = rules_nights.tick_moment(
        marked_at=moment(3, 21), sent_at=now - dt.timedelta(seconds=3), now=now
    )
    assert right == moment(3, 21)
    days_ahead = dt.timedelta(days=3)
    wrong = rules_nights.tick_moment(
        marked_at=moment(3, 21) + days_ahead, sent_at=now + days_ahead, now=now
    )
    assert wrong == moment(3, 21)
    never_later = rules_nights.tick_moment(marked_at=moment(3, 23), sent_at=now, now=now)
    assert never_later == now


def test_coming_back_in_words():
    day = dt.date(2026, 6, 30)
    group = rules_nights.return_group
    assert group(left_on=day, started_on=day) == 30
    assert group(left_on=day, started_on=day + dt.timedelta(days=30)) == 30
    assert group(left_on=day, started_on=day + dt.timedelta(days=31)) == 180
    assert group(left_on=day, started_on=day + dt.timedelta(days=181)) is None
    assert group(left_on=None, started_on=day) is None
    left = rules_nights.has_left
    days = {"started_on": day, "ended_on": day + dt.timedelta(days=2)}
    assert left(reason=EndReason.LEFT_UNTOLD, **days)
    assert not left(reason=EndReason.OTHER_STRUCTURE, **days)
    assert not left(reason=EndReason.LEFT_UNTOLD, started_on=day, ended_on=day)


# Ticks.


@pytest.fixture
def by(in_torino):
    return make_user()


@pytest.fixture
def house(by):
    return make_structure(check_in_until=dt.time(22), curfew=dt.time(23))


def test_ticks_come_late_twice_and_from_two_devices(by, house):
    """Present at nine, absent at half past on another phone that sends first: the later counts."""
    with at(3, 19):
        expected, living = (
            make_stay(place=place, by=by) for place in make_places(2, structure=house)
        )
        record_arrival(stay=living, by=by)
        other = make_stay(by=by)
    first = tick(expected, "present", moment(3, 21))
    late = tick(living, "absent", moment(3, 21, 30))
    stranger = tick(other, "present", moment(3, 21))
    with at(3, 22):
        done = mark_night(structure=house, night=NIGHT, ticks=[late], by=by)
        done = mark_night(
            structure=house,
            night=NIGHT,
            ticks=[first, tick(living, "present", moment(3, 21)), stranger],
            by=by,
        )
        assert len(done.saved) == 2 and list(done.refused) == [stranger.id]
        before = AuditEvent.objects.count()
        mark_night(structure=house, night=NIGHT, ticks=[first, late], by=by)
        assert AuditEvent.objects.count() == before
    marks = dict(NightMark.objects.order_by().values_list("stay_id", "presence"))
    assert marks == {expected.pk: "present", living.pk: "absent"}
    assert kind_of(expected) == OccupancyKind.STAY and kind_of(other) == OccupancyKind.BOOKING
    expected.refresh_from_db()
    assert (expected.arrived_at, expected.arrived_by) == (moment(3, 21), by)
    assert NightMark.objects.get(stay=expected).pk == first.id
    # In the morning, after the night has turned, the phone is back in the network.
    with at(4, 7):
        more = tick(living, "present", moment(3, 23))
        mark_night(structure=house, night=NIGHT, ticks=[more], by=by)
        assert NightMark.objects.get(stay=living).presence == Presence.PRESENT
    with at(5, 7), pytest.raises(night_refusals.NightClosed):
        mark_night(structure=house, night=NIGHT, ticks=[more], by=by)
    with at(5, 7):
        fixed = tick(living, "on_leave", moment(5, 7))
        mark_night(structure=house, night=NIGHT, ticks=[fixed], by=by, is_correction=True)
        told = AuditEvent.objects.get(verb="housing.night_corrected").detail
        assert (told["before"], told["presence"]) == ("present", "on_leave")
        with pytest.raises(night_refusals.NightClosed):
            mark_night(
                structure=house, night=dt.date(2026, 3, 6), ticks=[], by=by, is_correction=True
            )


def test_a_slip_of_the_finger_is_no_arrival(by, house):
    with at(3, 21):
        stay = make_stay(place=make_places(1, structure=house)[0], by=by)
        mark_night(
            structure=house, night=NIGHT, ticks=[tick(stay, "present", moment(3, 21))], by=by
        )
    with at(3, 21, 5):
        slip = tick(stay, "absent", moment(3, 21, 5))
        mark_night(structure=house, night=NIGHT, ticks=[slip], by=by)
        stay.refresh_from_db()
        assert stay.arrived_at is None and kind_of(stay) == OccupancyKind.BOOKING
        mark_night(
            structure=house, night=NIGHT, ticks=[tick(stay, "present", moment(3, 21, 6))], by=by
        )
    with at(3, 23):
        out = tick(stay, "absent", moment(3, 23))
        mark_night(structure=house, night=NIGHT, ticks=[out], by=by)
        stay.refresh_from_db()
        assert stay.arrived_at == moment(3, 21, 6), "they came, and went out again"
    with at(4, 7), pytest.raises(night_refusals.HasNotArrived):
        retract_arrival(stay=stay, by=by)


def test_nobody_arrives_before_their_first_night(by):
    with at(3, 21):
        later = make_request(by=by, from_on=dt.date(2026, 3, 9))
        stay = give_place(request=later, place=make_places()[0], by=by)
        with pytest.raises(night_refusals.NotYetExpected):
            record_arrival(stay=stay, by=by)


def test_who_left_is_not_ticked(by, house):
    with at(3, 20):
        stay = make_stay(place=make_places(1, structure=house)[0], by=by)
        end_stay(stay=stay, on=NIGHT, reason=EndReason.NEVER_CAME, by=by)
        one = tick(stay, "present", moment(3, 20))
        done = mark_night(structure=house, night=NIGHT, ticks=[one], by=by)
    assert list(done.refused) == [one.id] and not NightMark.objects.exists()


# Screens.


def sent(client, house, ticks, status=200, night=NIGHT):
    data = {
        "house": house.pk,
        "night": night.isoformat(),
        "sent_at": moment(3, 22, 5).isoformat(),
        "ticks": ticks if isinstance(ticks, str) else json.dumps(ticks),
    }
    return send(client, reverse("housing:check_in_send"), data, status).json()


def test_the_door_sees_who_sleeps_here_and_nothing_else(torino, sign_in):
    """A volunteer of a joint organisation: names and places, no link; of another: no house."""
    volunteer = sign_in(Role.CHECK_IN_VOLUNTEER, torino)
    outsider = sign_in(Role.CHECK_IN_VOLUNTEER, torino)
    Organisation.objects.filter(pk=outsider.member.organisation_id).update(is_joint=False)
    with scope(city_id=torino.pk, user_id=volunteer.user.pk), at(3, 19):
        house = make_structure(
            name="Casa Aurora", check_in_until=dt.time(21), curfew=dt.time(23, 30)
        )
        amina, bruno = make_person("Amina أمينة"), make_person("Bruno")
        places = make_places(2, structure=house)
        expected = make_stay(place=places[0], person=amina)
        living = make_stay(place=places[1], person=bruno, started_on=dt.date(2026, 3, 1))
        Occupancy.objects.filter(stay=living).update(kind=OccupancyKind.STAY)
        card = issue_card(person_id=bruno.pk, by=volunteer.user)
        nobody = issue_card(person_id=make_person().pk, by=volunteer.user)
    door = reverse("housing:check_in")
    with at(3, 22):
        seen = page(volunteer, f"{door}?house={house.pk}")
        assert "<bdi>Amina أمينة</bdi>" in seen and "Expected" in seen
        assert "/people/" not in seen and "/stays/" not in seen and "Night sheet" not in seen
        late = seen.split('data-late-of="')[1:]
        hidden = {one[:36]: " hidden>" in one.split("<a")[0] for one in late}
        assert hidden == {str(expected.pk): False, str(living.pk): True}
        assert "No house here tonight" in page(outsider, door)
        page(outsider, f"{door}?house={house.pk}", 404)
        for name in ("register", "night_sheet", "incidents"):
            page(volunteer, reverse(f"housing:{name}"), 403)

        # Without a script: one button, one tick.
        data = {"house": house.pk, "night": "2026-03-03", "mark": f"{expected.pk}:present"}
        send(volunteer, reverse("housing:check_in_tick"), data)
        # By card: the guest of this house; anybody else's is nobody's.
        scan = reverse("housing:check_in_scan")
        other = send(volunteer, scan, {"house": house.pk, "code": nobody.code})
        assert other.url == f"{door}?house={house.pk}"
        send(volunteer, scan, {"house": house.pk, "code": card.code})
        with scope(city_id=torino.pk):
            marks = dict(NightMark.objects.order_by().values_list("stay_id", "presence"))
            assert marks == {expected.pk: "present", living.pk: "present"}
            assert kind_of(expected) == OccupancyKind.STAY

    with at(3, 22, 5):
        # By script: as often as it takes, and what cannot be read is said, not dropped.
        key = str(uuid7())
        one = {
            "id": key,
            "stay": str(living.pk),
            "presence": "absent",
            "at": moment(3, 22, 4).isoformat(),
        }
        broken = {"id": "7", "stay": "x", "presence": "gone", "at": "now"}
        for _ in range(2):
            told = sent(volunteer, house, [one, broken, 5])
            assert told["saved"] == [key] and list(told["refused"]) == ["7"]
            assert told["marks"] == {str(expected.pk): "present", str(living.pk): "absent"}
        for nonsense in ("", "{}", "[" * 100_000):
            sent(volunteer, house, nonsense, 422)
        two_days = sent(volunteer, house, [one], night=dt.date(2026, 3, 1))
        assert list(two_days["refused"]) == [key]


def test_the_register_at_the_desk_and_the_sheet(torino, sign_in):
    coordinator = sign_in(Role.HOUSING_COORDINATOR, torino)
    with scope(city_id=torino.pk, user_id=coordinator.user.pk), at(2, 19):
        house = make_structure(name="Casa Aurora")
        places = make_places(3, structure=house)
        stay = make_stay(place=places[0], person=make_person("Amina"))
        record_arrival(stay=stay, by=coordinator.user)
    address = f"{reverse('housing:register')}?house={house.pk}"
    with at(4, 9):
        assert "Amina" in page(coordinator, f"{address}&night=2026-03-02")
        assert "Nobody had a place here" in page(coordinator, f"{address}&night=2026-03-01")
        for night in ("2026-03-05", "tomorrow", "2026-02-30"):
            page(coordinator, f"{address}&night={night}", 404)
        data = {"house": house.pk, "night": "2026-03-02", "mark": f"{stay.pk}:absent"}
        send(coordinator, reverse("housing:register_mark"), data)
        with scope(city_id=torino.pk):
            mark = NightMark.objects.get()
            assert (mark.night, mark.presence) == (dt.date(2026, 3, 2), "absent")
            assert night_of(mark.marked_at) == dt.date(2026, 3, 4)
        sheet = page(coordinator, f"{reverse('housing:night_sheet')}?house={house.pk}")
        assert sheet.count("hs-box-mark") == 3 and sheet.count("Free") == 2
        assert "Amina" in sheet

        few = [
            budget.count(coordinator, address),
            budget.count(coordinator, reverse("housing:stays")),
        ]
        with scope(city_id=torino.pk, user_id=coordinator.user.pk):
            for place in places[1:]:
                make_stay(place=place)
        many = [
            budget.count(coordinator, address),
            budget.count(coordinator, reverse("housing:stays")),
        ]
        assert few == many and max(many) <= budget.MOST_A_PAGE
