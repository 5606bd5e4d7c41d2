"""Closures, seasons, rooms: nobody is moved, and what is closed is nobody's."""

import datetime as dt

import pytest

from lgnet.housing.actions.closures import change_closure_end, close_places
from lgnet.housing.actions.houses import add_house, change_house, house_version
from lgnet.housing.actions.placing import give_place, give_places
from lgnet.housing.actions.refusals import PlaceClosed
from lgnet.housing.actions.rooms import (
    add_places,
    add_unit,
    change_place,
    remove_place,
    remove_unit,
)
from lgnet.housing.actions.seasons import SeasonDates, set_seasons
from lgnet.housing.actions.stays import end_stay
from lgnet.housing.actions.upkeep import write_rules
from lgnet.housing.actions.upkeep_refusals import (
    AlreadyClosed,
    FollowsSeasons,
    HouseChangedMeanwhile,
    KindFixed,
    MustMove,
    NightPassed,
    NothingToClose,
    RulesNeedAnotherLanguage,
    SeasonsOverlap,
    WasUsed,
    WrongCell,
)
from lgnet.housing.enums import ClosureReason, OccupancyKind, PlaceState, StructureKind
from lgnet.housing.models import Closure, Occupancy, Place, Season, Unit
from lgnet.housing.queries.history import occupancy_by_day, places_by_day
from lgnet.housing.queries.places import free_places_on, places_on, usable_places
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.enums import Measure
from lgnet.monitoring.queries import counts_of_now
from tests.factories.housing import make_hold, make_places, make_request, make_stay, make_structure
from tests.factories.network import make_compartment, make_organisation, make_user

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def close(places, *, first=None, until=None, **options):
    return close_places(
        **{
            "id": uuid7(),
            "house": places[0].unit.structure,
            "places": places,
            "reason": ClosureReason.PESTS,
            "from_on": first or tonight(),
            "until_on": until,
            "by": make_user(),
            **options,
        }
    )


def nights_of(place):
    """Return kind and nights of a place, in order, as far as they are of no person."""
    rows = Occupancy.objects.filter(place=place, person__isnull=True).order_by("nights", "id")
    return [(row.kind, row.nights.lower, row.nights.upper) for row in rows]


def test_a_place_with_people_is_not_closed_and_nobody_is_moved(in_torino):
    night = tonight()
    taken, held, over, free, shut = make_places(5)
    stay, hold = make_stay(place=taken), make_hold(places=[held])
    ran_over = make_stay(place=over, started_on=night - 250 * DAY)
    before = set(Occupancy.objects.values_list("place", "nights"))
    with pytest.raises(MustMove) as refused:
        close([taken, held, over, free])
    told = {row.place_id: (row.person_id, row.state) for row in refused.value.rows}
    assert told == {
        taken.pk: (stay.person_id, PlaceState.EXPECTED),
        held.pk: (hold.request.person_id, PlaceState.HELD),
        over.pk: (ran_over.person_id, PlaceState.TO_CHECK),
    }
    assert set(Occupancy.objects.values_list("place", "nights")) == before
    first = close([shut], until=night + 3 * DAY)
    with pytest.raises(AlreadyClosed):
        close([free, shut], first=night + DAY)
    with pytest.raises(NightPassed):
        close([free], first=night - DAY)
    closure = close([taken, held, over, free, shut], only_free=True)
    assert nights_of(free) == [(OccupancyKind.CLOSURE, night, None)]
    assert Occupancy.objects.filter(closure=closure).count() == 1
    with pytest.raises(NothingToClose):
        close([taken, shut], only_free=True)
    with pytest.raises(PlaceClosed):
        give_place(request=make_request(), place=free, by=make_user())
    # Sent twice it is done once; nights after the closure are free, and lifting gives all back.
    assert close([shut], id=first.pk).pk == first.pk
    later = make_request(from_on=night + 3 * DAY)
    give_place(request=later, place=shut, by=make_user())
    with pytest.raises(MustMove):
        change_closure_end(closure=first, until_on=night + 9 * DAY, by=make_user())
    assert change_closure_end(closure=first, until_on=night, by=make_user()) is None
    assert nights_of(shut) == []


def test_figures_add_up_where_places_are_closed(in_torino):
    night = tonight()
    places = make_places(7)
    make_stay(place=places[0])
    make_hold(places=[places[1]])
    make_stay(place=places[2], started_on=night - 250 * DAY)
    close([places[3]])
    close([places[4]], first=night + DAY)
    now = counts_of_now(dt.datetime.now(tz=dt.UTC))
    held = 1
    assert now[Measure.PLACES] == 6
    assert now[Measure.FREE_TONIGHT] == 3
    assert now[Measure.PLACES] == (now[Measure.OCCUPIED_TONIGHT] + now[Measure.FREE_TONIGHT] + held)
    assert usable_places(night + DAY).count() == 5


def winter(night):
    return [SeasonDates("Inverno", night + 10 * DAY, night + 100 * DAY)]


def test_seasonal_places_are_open_in_the_season_only(in_torino):
    night = tonight()
    house, by = make_structure(), make_user()
    unit = add_unit(
        id=uuid7(),
        house=house,
        name="Dormitorio",
        kind="room",
        count=3,
        available_from=night - 50 * DAY,
        is_seasonal=True,
        by=by,
    )
    one, two, three = Place.objects.filter(unit=unit).order_by("label")
    shut = OccupancyKind.CLOSURE
    assert nights_of(one) == [(shut, night, None)]
    set_seasons(house=house, seasons=winter(night), by=by)
    between = [(shut, night, night + 10 * DAY), (shut, night + 100 * DAY, None)]
    assert [nights_of(place) for place in (one, two, three)] == [between] * 3
    with pytest.raises(FollowsSeasons):
        change_closure_end(closure=Closure.objects.first(), until_on=night + DAY, by=by)
    # A night over the season's end is refused by the database: the stay ends with the season.
    stay = give_place(request=make_request(from_on=night + 12 * DAY), place=one, by=by)
    assert stay.due_on == night + 100 * DAY
    with pytest.raises(MustMove) as refused:
        set_seasons(
            house=house, seasons=[SeasonDates("Breve", night + 10 * DAY, night + 50 * DAY)], by=by
        )
    assert [row.person_id for row in refused.value.rows] == [stay.person_id]
    assert Season.objects.get().name == "Inverno" and nights_of(one) == between
    with pytest.raises(SeasonsOverlap):
        set_seasons(house=house, seasons=[*winter(night), *winter(night + 89 * DAY)], by=by)
    # Repairs over the edge of the season have their nights; the season takes them back after.
    repairs = close([two], first=night + 95 * DAY, until=night + 110 * DAY)
    assert nights_of(two) == [
        (shut, night, night + 10 * DAY),
        (shut, night + 95 * DAY, night + 110 * DAY),
        (shut, night + 110 * DAY, None),
    ]
    set_seasons(
        house=house,
        seasons=[*winter(night), SeasonDates("Dopo", night + 200 * DAY, night + 300 * DAY)],
        by=by,
    )
    change_closure_end(closure=repairs, until_on=night + 97 * DAY, by=by)
    ends = [(shut, night + 100 * DAY, night + 200 * DAY), (shut, night + 300 * DAY, None)]
    assert nights_of(two) == [between[0], (shut, night + 95 * DAY, night + 97 * DAY), *ends]
    # A place that is no longer seasonal is open all year.
    told = {"label": "3", "is_low": None, "available_from": night, "available_until": None}
    change_place(place=three, is_seasonal=False, by=by, **told)
    assert nights_of(three) == []
    count = Closure.objects.count()
    set_seasons(
        house=house,
        seasons=[*winter(night), SeasonDates("Dopo", night + 200 * DAY, night + 300 * DAY)],
        by=by,
    )
    assert Closure.objects.count() == count == 4


def test_what_lies_before_tonight_stays_when_seasons_change(in_torino, time_machine):
    night, house, by = tonight(), make_structure(), make_user()
    place = make_places(1, structure=house)[0]
    time_machine.move_to(dt.datetime.combine(night - 20 * DAY, dt.time(20), tzinfo=dt.UTC))
    told = {"label": "1", "is_low": None, "available_until": None}
    told["available_from"] = place.available_from
    change_place(place=place, is_seasonal=True, by=by, **told)
    time_machine.move_to(dt.datetime.combine(night, dt.time(20), tzinfo=dt.UTC))
    set_seasons(house=house, seasons=[SeasonDates("Ora", night, night + 9 * DAY)], by=by)
    shut = OccupancyKind.CLOSURE
    past, ahead = (shut, night - 20 * DAY, night), (shut, night + 9 * DAY, None)
    assert nights_of(place) == [past, ahead]
    set_seasons(house=house, seasons=[], by=by)
    assert nights_of(place) == [past, (shut, night, None)]


def test_a_place_added_to_a_unit_taken_whole_is_taken_too(in_torino):
    night, by = tonight(), make_user()
    first, second = make_places(2)
    asked = make_request()
    stay = give_places(request=asked, beds={asked.person_id: first}, whole_unit=True, by=by)[0]
    form = uuid7()
    options = {"id": form, "unit": first.unit, "count": 2, "available_from": night, "by": by}
    new = add_places(**options)
    assert [place.label for place in new] == ["3", "4"]
    assert add_places(**options) == new
    for place in (second, *new):
        assert nights_of(place) == [(OccupancyKind.BLOCK, night, stay.due_on)]
    assert not free_places_on(night).filter(unit=first.unit).exists()
    end_stay(stay=stay, on=night, reason="own_home", by=by)
    assert free_places_on(night).filter(unit=first.unit).count() == 4
    # Nor does a new place open a unit that is closed whole.
    close([first, second, *new], until=night + 5 * DAY)
    late = add_places(**{**options, "id": uuid7(), "count": 1})[0]
    assert nights_of(late) == [(OccupancyKind.CLOSURE, night, night + 5 * DAY)]


def test_what_was_used_is_closed_and_not_taken_away(in_torino):
    night, by = tonight(), make_user()
    used, unused = make_places(2)
    stay = make_stay(place=used)
    close([unused])
    remove_place(place=unused, by=by)
    assert not Place.objects.filter(pk=unused.pk).exists()
    with pytest.raises(WasUsed):
        remove_place(place=used, by=by)
    told = {"label": "1", "is_low": True, "is_seasonal": False}
    told["available_from"] = used.available_from
    with pytest.raises(MustMove):
        change_place(place=used, available_until=night + 5 * DAY, by=by, **told)
    end_stay(stay=stay, on=night, reason="never_came", by=by)
    with pytest.raises(WasUsed):
        remove_unit(unit=used.unit, by=by)
    change_place(place=used, available_until=night + 5 * DAY, by=by, **told)
    empty = add_unit(
        id=uuid7(),
        house=used.unit.structure,
        name="Vuota",
        kind="flat",
        count=2,
        available_from=night,
        by=by,
    )
    remove_unit(unit=empty, by=by)
    assert not Unit.objects.filter(pk=empty.pk).exists()


def facts_of(house, **changes):
    facts = {"name": house.name, "kind": house.kind, "organisation": house.organisation}
    facts |= {"opened_on": house.opened_on, "closed_on": house.closed_on}
    return {**facts, **changes}


def test_a_house_in_use_keeps_its_kind_and_stays_open(in_torino):
    night, by = tonight(), make_user()
    place = make_places()[0]
    house, stay = place.unit.structure, make_stay(place=place)
    house.refresh_from_db()
    version = house_version(house)
    for refusal, changes in (
        (KindFixed, {"kind": StructureKind.TRANSITIONAL}),
        (WrongCell, {"kind": StructureKind.PROTECTED_REFUGE}),
        (MustMove, {"closed_on": night + 5 * DAY}),
        (MustMove, {"opened_on": night + 5 * DAY}),
    ):
        with pytest.raises(refusal):
            change_house(house=house, facts=facts_of(house, **changes), version=version, by=by)
    change_house(house=house, facts=facts_of(house, name="Casa Nuova"), version=version, by=by)
    with pytest.raises(HouseChangedMeanwhile):
        change_house(house=house, facts=facts_of(house, name="Altra"), version=version, by=by)
    house.refresh_from_db()
    end_stay(stay=stay, on=night, reason="own_home", by=by)
    facts = facts_of(house, kind=StructureKind.TRANSITIONAL, closed_on=night + DAY)
    changed = change_house(house=house, facts=facts, version=house_version(house), by=by)
    assert changed.kind == StructureKind.TRANSITIONAL


def test_a_refuge_is_made_inside_its_compartment_and_nothing_else_is(torino):
    organisation, refuge = make_organisation(torino), make_compartment(torino)
    facts = {"name": "Casa", "organisation": organisation, "opened_on": tonight()}
    inside = {"city_id": torino.pk, "compartment_id": refuge.pk}
    for cell, kind, is_right in (
        ({"city_id": torino.pk}, StructureKind.EMERGENCY, True),
        ({"city_id": torino.pk}, StructureKind.PROTECTED_REFUGE, False),
        (inside, StructureKind.PROTECTED_REFUGE, True),
        (inside, StructureKind.EMERGENCY, False),
    ):
        with scope(**cell):
            options = {"id": uuid7(), "facts": {**facts, "kind": kind}, "by": make_user()}
            if is_right:
                house = add_house(**options)
                assert add_house(**options) == house
            else:
                with pytest.raises(WrongCell):
                    add_house(**options)


def test_the_history_is_what_a_count_by_hand_says(in_torino):
    night = tonight()
    house = make_structure(opened_on=night - 40 * DAY)
    places = make_places(6, structure=house, available_from=night - 30 * DAY)
    other = make_places(2)
    make_stay(place=places[0], started_on=night - 20 * DAY)
    gone = make_stay(place=places[1], started_on=night - 25 * DAY)
    end_stay(stay=gone, on=night - 3 * DAY, reason="own_home", by=make_user())
    Occupancy.objects.filter(stay=gone).update(kind=OccupancyKind.STAY)
    make_hold(places=[places[2]])
    close([places[3]], first=night + DAY, until=night + 4 * DAY)
    asked = make_request(from_on=night + 2 * DAY)
    give_places(request=asked, beds={asked.person_id: other[0]}, whole_unit=True, by=make_user())
    Place.objects.filter(pk=places[5].pk).update(available_until=night - 10 * DAY)
    first, end = night - 45 * DAY, night + 30 * DAY
    state_of = {
        PlaceState.TAKEN: "taken",
        PlaceState.EXPECTED: "expected",
        PlaceState.HELD: "held",
        PlaceState.BLOCKED: "blocked",
        PlaceState.FREE: "free",
    }
    by_day = occupancy_by_day(first, end)
    assert [day.night for day in by_day] == [first + n * DAY for n in range(75)]
    for day in by_day:
        counted = dict.fromkeys([*state_of.values(), "closed"], 0)
        for place in places_on(day.night).filter(pk__in=usable_places(day.night)):
            counted[state_of[place.state]] += 1
        shut = Occupancy.objects.filter(kind=OccupancyKind.CLOSURE, nights__contains=day.night)
        counted["closed"] = shut.count()
        assert {name: getattr(day, name) for name in counted} == counted, day
    of_house = occupancy_by_day(first, end, house=house)
    rows = places_by_day(house, first, end)
    assert [row.label for row in rows] == ["1", "2", "3", "4", "5", "6"]
    for number, day in enumerate(of_house):
        letters = [row.letters[number] for row in rows]
        assert [letters.count(one) for one in "SEHBCF"] == [
            *(day.taken, day.expected, day.held, day.blocked, day.closed, day.free)
        ]
    assert of_house[-29].rate == 0 and of_house[25].rate == 17


def test_two_years_of_a_city_come_from_one_query(in_torino, django_assert_num_queries):
    make_stay()
    with django_assert_num_queries(1):
        assert len(occupancy_by_day(tonight() - 730 * DAY, tonight())) == 730


def test_versions_of_the_rules_count_for_the_house(in_torino):
    house, by = make_structure(), make_user()

    def write(language, text, *, is_translation=False):
        options = {"house": house, "language": language, "is_translation": is_translation}
        return write_rules(text=text, by=by, **options).version

    assert write("ita", "Silenzio") == 1
    assert write("ara", "الهدوء", is_translation=True) == 1
    assert write("ara", "الهدوء") == 1
    with pytest.raises(RulesNeedAnotherLanguage):
        write("ara", "هدوء", is_translation=True)
    assert write("ita", "Silenzio dopo le 23") == 2
    assert write("ara", "الهدوء بعد ٢٣", is_translation=True) == 2
