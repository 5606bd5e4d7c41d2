"""Giving a place and ending a stay: the promises, and the refusals in words."""

import datetime as dt

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange

from lgnet.audit.models import AuditEvent
from lgnet.housing import queries
from lgnet.housing.actions import placing, refusals
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.stays import end_stay, reopen_stay
from lgnet.housing.enums import EndReason, PlaceState, RequestState, StructureKind
from lgnet.housing.models import Occupancy, PlacementRequest, Stay
from lgnet.kernel.answers import Answer
from lgnet.kernel.nights import ITALY, tonight
from lgnet.people.enums import BirthPrecision
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
DAY = dt.date


@pytest.fixture
def by(in_torino):
    return make_user()


def at(year, month, day, hour=20, minute=0):
    moment = dt.datetime(year, month, day, hour, minute, tzinfo=ITALY)
    return time_machine.travel(moment, tick=False)


def nights_of(stay):
    found = Occupancy.objects.filter(stay=stay).order_by("nights")
    return [(one.nights.lower, one.nights.upper) for one in found]


def test_a_place_for_six_months(by):
    with at(2026, 8, 31):
        request = make_request(by=by)
        stay = give_place(request=request, place=make_places()[0], by=by)
    assert (stay.started_on, stay.due_on) == (DAY(2026, 8, 31), DAY(2027, 2, 28))
    assert nights_of(stay) == [(DAY(2026, 8, 31), DAY(2027, 2, 28))]
    request.refresh_from_db()
    assert (request.state, request.answered_by) == (RequestState.PLACED, by)
    assert AuditEvent.objects.get(verb="housing.place_given").target_id == str(stay.pk)


def test_housing_first_has_no_end(by):
    flat = make_places(structure=make_structure(StructureKind.HOUSING_FIRST))[0]
    stay = give_place(request=make_request(by=by), place=flat, by=by)
    assert stay.due_on is None
    assert nights_of(stay) == [(tonight(), None)]


def test_a_winter_place_ends_with_the_winter(by):
    with at(2026, 1, 10):
        place = make_places(available_until=DAY(2026, 3, 31))[0]
        stay = give_place(request=make_request(by=by), place=place, by=by)
    assert stay.due_on == DAY(2026, 3, 31)


@pytest.mark.parametrize(
    ("moment", "first_night"),
    [
        ((2026, 3, 29, 1, 30), DAY(2026, 3, 28)),  # the clocks go forward this night
        ((2026, 3, 29, 4, 30), DAY(2026, 3, 28)),
        ((2026, 10, 25, 2, 30), DAY(2026, 10, 24)),  # the clocks go back this night
        ((2026, 10, 25, 6, 0), DAY(2026, 10, 25)),
        ((2026, 1, 1, 2, 0), DAY(2025, 12, 31)),
    ],
)
def test_at_two_in_the_morning_the_night_is_still_that_of_the_day_before(by, moment, first_night):
    with at(*moment):
        stay = give_place(
            request=make_request(by=by, from_on=tonight()), place=make_places()[0], by=by
        )
    assert stay.started_on == first_night


def test_giving_twice_is_giving_once(by):
    request, place = make_request(by=by), make_places()[0]
    first = give_place(request=request, place=place, by=by)
    stale = PlacementRequest(id=request.pk, person=request.person, from_on=request.from_on)
    assert give_place(request=stale, place=place, by=by).pk == first.pk
    assert Stay.objects.count() == Occupancy.objects.count() == 1
    with pytest.raises(refusals.RequestAnswered):
        give_place(request=request, place=make_places()[0], by=by)


def test_a_taken_place_names_the_nearest_free_one(by):
    house = make_structure()
    room = make_places(2, structure=house)
    make_places(3, structure=make_structure(name="Aaa prima di tutte"))
    make_places(1, structure=house)
    make_stay(place=room[0], by=by)
    with pytest.raises(refusals.PlaceTaken) as refused:
        give_place(request=make_request(by=by), place=room[0], by=by)
    assert refused.value.next_place == room[1]
    assert room[1].unit.name in str(refused.value)
    make_stay(place=room[1], by=by)
    with pytest.raises(refusals.PlaceTaken) as refused:
        give_place(request=make_request(by=by), place=room[0], by=by)
    assert refused.value.next_place.unit.structure == house


def test_a_taken_place_and_nothing_else_free(by):
    place = make_places()[0]
    make_stay(place=place, by=by)
    with pytest.raises(refusals.PlaceTaken) as refused:
        give_place(request=make_request(by=by), place=place, by=by)
    assert refused.value.next_place is None


def test_a_place_over_its_time_is_refused_until_the_stay_is_ended(by):
    house = make_structure()
    over, other = make_places(2, structure=house)
    with at(2026, 8, 1):
        stay = make_stay(place=over, started_on=DAY(2026, 1, 1), by=by)
        request = make_request(by=by, from_on=DAY(2026, 9, 1))
        assert list(queries.places_to_check(tonight())) == [over]
        assert list(queries.free_places_on(tonight())) == [other]
        assert list(queries.free_places(tonight())) == [other]
        with pytest.raises(refusals.PlaceToCheck) as refused:
            give_place(request=request, place=over, by=by)
        assert refused.value.next_place == other
        assert over.unit.name in str(refused.value)
        assert Stay.objects.count() == 1
        end_stay(stay=stay, on=DAY(2026, 7, 20), reason=EndReason.TERM_REACHED, by=by)
        assert not queries.places_to_check(tonight()).exists()
        assert set(queries.free_places_on(tonight())) == {over, other}
        give_place(request=request, place=over, by=by)


def test_what_is_not_to_check(by):
    """A stay whose limit comes tomorrow, and a place that had someone else since."""
    due, again = make_places(2)
    with at(2026, 1, 1):
        make_stay(place=due, by=by)
        make_stay(place=again, started_on=DAY(2025, 6, 1), by=by)
        request = make_request(by=by, from_on=DAY(2026, 7, 1))
        give_place(request=request, place=due, by=by)
    with at(2025, 11, 30):
        later = give_place(
            request=make_request(by=by, from_on=DAY(2025, 12, 1)), place=again, by=by
        )
    with at(2026, 1, 2):
        end_stay(stay=later, on=DAY(2026, 1, 2), reason=EndReason.OTHER, by=by)
        assert not queries.places_to_check(DAY(2026, 1, 2)).exists()
        assert not queries.places_to_check(DAY(2026, 6, 30)).exists()
    states = {one.pk: one.state for one in queries.places_on(DAY(2026, 7, 1))}
    assert states == {due.pk: PlaceState.EXPECTED, again.pk: PlaceState.FREE}


def test_one_person_has_one_place_a_night(by):
    person = make_person()
    stay = make_stay(person=person, by=by)
    with pytest.raises(refusals.PersonHasPlace) as refused:
        give_place(request=make_request(person, by=by), place=make_places()[0], by=by)
    assert refused.value.stay == stay
    assert stay.structure.name in str(refused.value)


@pytest.mark.parametrize(
    "dates",
    [
        {"available_from": DAY(2026, 6, 2)},
        {"available_until": DAY(2026, 6, 1)},
        {"structure": {"opened_on": DAY(2026, 6, 2)}},
        {"structure": {"closed_on": DAY(2026, 6, 1)}},
    ],
)
def test_a_closed_place_is_refused(by, dates):
    dates = dict(dates)
    structure = make_structure(**dates.pop("structure", {}))
    place = make_places(structure=structure, **dates)[0]
    with at(2026, 6, 1), pytest.raises(refusals.PlaceClosed):
        give_place(request=make_request(by=by), place=place, by=by)


def test_a_minor_alone_is_refused_in_words(by):
    child = make_person(
        birth_date=dt.date.today() - dt.timedelta(days=365 * 12),
        birth_precision=BirthPrecision.EXACT,
        birth_answer=Answer.KNOWN,
    )
    request, place = make_request(child, by=by), make_places()[0]
    with pytest.raises(refusals.MinorAlone):
        give_place(request=request, place=place, by=by)
    assert Occupancy.objects.count() == 0
    give_place(request=request, place=place, by=by, is_accompanied=True)
    event = AuditEvent.objects.get(verb="housing.place_given")
    assert event.detail["is_accompanied"] is True


def test_ending_frees_the_later_nights(by):
    place = make_places()[0]
    stay = make_stay(place=place, started_on=DAY(2026, 5, 1), by=by)
    with at(2026, 5, 20):
        ended, before = end_stay(stay=stay, on=DAY(2026, 5, 18), reason=EndReason.OWN_HOME, by=by)
        assert nights_of(ended) == [(DAY(2026, 5, 1), DAY(2026, 5, 18))]
        assert [(one.first, one.end) for one in before] == [(DAY(2026, 5, 1), DAY(2026, 11, 1))]
        make_stay(place=place, by=by)


def test_ended_the_same_day_takes_no_night(by):
    place = make_places()[0]
    with at(2026, 5, 1):
        stay = make_stay(place=place, by=by)
        ended, before = end_stay(stay=stay, on=DAY(2026, 5, 1), reason=EndReason.LEFT_UNTOLD, by=by)
        assert nights_of(ended) == []
        reopen_stay(stay=stay, nights=before, by=by)
        assert nights_of(stay) == [(DAY(2026, 5, 1), DAY(2026, 11, 1))]


def test_a_stay_that_never_began_ends_on_its_first_day(by):
    with at(2026, 5, 1):
        stay = give_place(
            request=make_request(by=by, from_on=DAY(2026, 6, 1)), place=make_places()[0], by=by
        )
        assert stay.started_on == DAY(2026, 6, 1)
        end_stay(stay=stay, on=DAY(2026, 6, 1), reason=EndReason.OTHER, by=by)
        assert nights_of(stay) == []


@pytest.mark.parametrize("on", [DAY(2026, 4, 30), DAY(2026, 5, 21)])
def test_a_wrong_day_is_refused(by, on):
    stay = make_stay(started_on=DAY(2026, 5, 1), by=by)
    with at(2026, 5, 20), pytest.raises(refusals.WrongDay):
        end_stay(stay=stay, on=on, reason=EndReason.OTHER, by=by)


def test_ending_after_the_time_limit_keeps_the_nights(by):
    stay = make_stay(started_on=DAY(2026, 1, 1), by=by)
    with at(2026, 8, 1):
        end_stay(stay=stay, on=DAY(2026, 8, 1), reason=EndReason.TERM_REACHED, by=by)
    assert nights_of(stay) == [(DAY(2026, 1, 1), DAY(2026, 7, 1))]


def test_ending_twice(by):
    stay = make_stay(started_on=DAY(2026, 5, 1), by=by)
    with at(2026, 5, 20):
        end_stay(stay=stay, on=DAY(2026, 5, 18), reason=EndReason.OTHER, by=by)
        again, before = end_stay(stay=stay, on=DAY(2026, 5, 18), reason=EndReason.OTHER, by=by)
        assert before == [] and again.ended_on == DAY(2026, 5, 18)
        with pytest.raises(refusals.StayEnded):
            end_stay(stay=stay, on=DAY(2026, 5, 19), reason=EndReason.OTHER, by=by)


def test_reopening_gives_the_nights_back(by):
    stay = make_stay(started_on=DAY(2026, 5, 1), by=by)
    with at(2026, 5, 20):
        _, before = end_stay(stay=stay, on=DAY(2026, 5, 18), reason=EndReason.OTHER, by=by)
        reopened = reopen_stay(stay=stay, nights=before, by=by)
    assert reopened.ended_on is None and reopened.end_reason is None
    assert nights_of(stay) == [(DAY(2026, 5, 1), DAY(2026, 11, 1))]


def test_reopening_after_the_place_was_given_again_says_so(by):
    place = make_places()[0]
    stay = make_stay(place=place, started_on=DAY(2026, 5, 1), by=by)
    with at(2026, 5, 20):
        _, before = end_stay(stay=stay, on=DAY(2026, 5, 18), reason=EndReason.OTHER, by=by)
        make_stay(place=place, by=by)
        with pytest.raises(refusals.NightsGivenAgain):
            reopen_stay(stay=stay, nights=before, by=by)
    stay.refresh_from_db()
    assert stay.ended_on == DAY(2026, 5, 18)
    assert nights_of(stay) == [(DAY(2026, 5, 1), DAY(2026, 5, 18))]


def test_a_writer_without_our_locks_cannot_double_book(by, monkeypatch):
    """The exclusion constraint alone, and a clear refusal out of it."""
    place, person = make_places()[0], make_person()
    make_stay(place=place, by=by)
    monkeypatch.setattr(placing, "locking", lambda **_: ("SELECT 1", ()))
    checks = []
    real = placing.check_clashes

    def blind_once(*arguments, **named):
        checks.append(1)
        if len(checks) > 1:
            real(*arguments, **named)

    monkeypatch.setattr(placing, "check_clashes", blind_once)
    with pytest.raises(refusals.PlaceTaken):
        give_place(request=make_request(person, by=by), place=place, by=by)
    assert Occupancy.objects.filter(nights__overlap=DateRange(tonight(), None)).count() == 1
