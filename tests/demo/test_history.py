"""The demo's two years: repeatable, seasonal, and within the rules of the house."""

import datetime as dt
import statistics
from collections import Counter, defaultdict
from itertools import pairwise
from uuid import RFC_4122, uuid4

import pytest

from lgnet.cases.enums import CaseState
from lgnet.demo import seasons
from lgnet.demo.evening import evening_of
from lgnet.demo.network import city_cells
from lgnet.demo.profiles import PROFILES, neighbourhoods, shares
from lgnet.demo.terms import Hands, extensions_of, warnings_of
from lgnet.housing.enums import EndReason, RequestState, StructureKind
from lgnet.housing.rules import due_on
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.nights import ITALY, night_of
from lgnet.people.enums import BirthPrecision, Script
from lgnet.people.rules import ADULT_AT, age_on

TODAY = dt.date(2026, 2, 20)
TORINO = "L219"
PEOPLE = 1200


@pytest.fixture(scope="module")
def cells():
    return city_cells(code=TORINO, people=PEOPLE, seed=5, reference=TODAY)


@pytest.fixture(scope="module")
def stays(cells):
    return [stay for cell in cells for stay in cell.housing.stays]


@pytest.fixture(scope="module")
def encounters(cells):
    return [encounter for cell in cells for encounter in cell.encounters]


def test_same_seed_and_day_give_the_same_everything():
    first = city_cells(code="A944", people=80, seed=5, reference=TODAY)
    again = city_cells(code="A944", people=80, seed=5, reference=TODAY)
    assert repr(first[0].encounters) == repr(again[0].encounters)
    assert [stay.id for stay in first[0].housing.stays] == [
        stay.id for stay in again[0].housing.stays
    ]
    assert repr(first[0].cases) == repr(again[0].cases)


def test_another_seed_gives_others():
    first = city_cells(code="A944", people=80, seed=5, reference=TODAY)
    other = city_cells(code="A944", people=80, seed=6, reference=TODAY)
    assert {person.id for person in first[0].people}.isdisjoint(
        person.id for person in other[0].people
    )


def test_identifiers_are_version_7_and_sort_by_moment(cells):
    for cell in cells:
        made = [encounter.id for encounter in cell.encounters]
        assert all(item.version == 7 and item.variant == RFC_4122 for item in made)
        moments = [encounter.happened_at for encounter in sorted(cell.encounters, key=by_id)]
        milliseconds = [int(moment.timestamp() * 1000) for moment in moments]
        assert milliseconds == sorted(milliseconds)


def by_id(row):
    return row.id


def test_counts_are_as_asked(cells):
    assert sum(len(cell.people) for cell in cells) == PEOPLE
    assert sum(shares(10_000).values()) == 10_000
    assert set(shares(16).values()) == {1}
    assert shares(10_000)["H501"] > shares(10_000)["G942"] > 50
    with pytest.raises(ValueError, match="at least 16"):
        shares(15)


def test_every_city_has_its_neighbourhoods_and_two_have_many():
    by_city = neighbourhoods()
    assert set(by_city) == {profile.name for profile in PROFILES.values()}
    assert all(len(names) >= 5 for names in by_city.values())
    assert "Barriera di Milano" in by_city["Torino"]


def test_no_place_and_no_person_is_taken_twice(stays):
    for key in (lambda stay: stay.place.id, lambda stay: stay.person.id):
        taken = defaultdict(list)
        for stay in stays:
            taken[key(stay)].append((stay.started_on, stay.ended_on or dt.date.max))
        for spans in taken.values():
            spans.sort()
            for (_, ended), (started, _) in pairwise(spans):
                assert ended <= started


def test_stays_lie_within_the_nights_their_place_is_open(stays):
    for stay in stays:
        assert stay.started_on >= stay.place.available_from
        last = stay.place.available_until
        assert last is None or (stay.ended_on or TODAY) <= last
        assert stay.ended_on is None or stay.ended_on > stay.started_on
        assert night_of(stay.given_at) == stay.started_on


def test_six_months_hold_over_transfers_in_capped_houses(stays):
    capped = defaultdict(list)
    for stay in stays:
        assert (stay.due_on is not None) == stay.structure.is_capped
        if stay.structure.is_capped:
            capped[stay.person.id].append(stay)
    transferred = 0
    overlooked = []
    for chain in capped.values():
        chain.sort(key=lambda stay: stay.started_on)
        transferred += len(chain) > 1
        first = chain[0].started_on
        latest = due_on(months=6, counts_from=first)
        for stay in chain:
            assert stay.due_on == min(latest, stay.place.available_until or latest)
            if stay.ended_on is None and stay.due_on <= TODAY:
                overlooked.append(stay)
            else:
                assert (stay.ended_on or TODAY + dt.timedelta(days=1)) <= latest
        for before, after in pairwise(chain):
            assert before.end_reason == EndReason.OTHER_STRUCTURE
            assert before.ended_on == after.started_on
    assert transferred > 10
    # One stands over its limit, so that the lists of those have somebody to name.
    assert len(overlooked) == 1
    assert TODAY - overlooked[0].due_on <= dt.timedelta(days=14)
    at_term = [stay for stay in stays if stay.end_reason == EndReason.TERM_REACHED]
    assert at_term
    assert all(stay.ended_on == stay.due_on for stay in at_term if stay.ended_on < TODAY)


def test_some_move_on_into_houses_without_a_cap(stays):
    kinds = Counter(stay.structure.kind for stay in stays)
    assert set(kinds) == set(StructureKind)
    first = {stay.person.id for stay in stays if stay.structure.is_capped}
    later = {stay.person.id for stay in stays if not stay.structure.is_capped}
    assert later <= first


def test_the_refuge_lives_in_its_own_compartment(cells):
    open_cell, refuge = cells
    assert open_cell.compartment_id == OPEN_COMPARTMENT != refuge.compartment_id
    assert {house.kind for house in refuge.structures} == {StructureKind.PROTECTED_REFUGE}
    assert StructureKind.PROTECTED_REFUGE not in {house.kind for house in open_cell.structures}
    assert all(party.head.is_woman for party in refuge.parties)
    assert {encounter.setting for encounter in refuge.encounters} == {seasons.DESK}
    assert {person.id for person in refuge.people}.isdisjoint(
        person.id for person in open_cell.people
    )


def test_tonight_most_emergency_places_are_taken_and_some_are_free(cells):
    open_cell = cells[0]
    emergency = [
        place
        for house in open_cell.structures
        if house.kind == StructureKind.EMERGENCY
        for unit in house.units
        for place in unit.places
        if place.available_from <= TODAY
        and (place.available_until is None or place.available_until > TODAY)
    ]
    taken = {stay.place.id for stay in open_cell.housing.stays if stay.ended_on is None}
    share = sum(place.id in taken for place in emergency) / len(emergency)
    assert 0.75 <= share < 1


def test_winter_opens_more_places_and_they_are_used(cells, stays):
    winter = [
        place
        for house in cells[0].structures
        for unit in house.units
        for place in unit.places
        if place.available_until is not None
    ]
    assert {place.available_from.month for place in winter} <= {11}
    ids = {place.id for place in winter}
    assert sum(stay.place.id in ids for stay in stays) > len(ids) / 2


def test_families_stay_together_and_minors_are_never_alone(cells, stays):
    unit_of = {
        place.id: unit.id
        for cell in cells
        for house in cell.structures
        for unit in house.units
        for place in unit.places
    }
    spells = [spell for cell in cells for each in cell.housing.spells.values() for spell in each]
    families = [spell for spell in spells if spell.party.is_family]
    assert len(families) > 10
    for spell in families:
        assert len({unit_of[stay.place.id] for stay in spell.stays}) == 1
        assert len(spell.stays) == len(spell.party.people)
    parties = [party for cell in cells for party in cell.parties]
    minors = 0
    for party in parties:
        ages = [age_on(birth_date=person.born, day=party.met_on) for person in party.people]
        assert ages[0] >= ADULT_AT
        minors += sum(age < ADULT_AT for age in ages)
        family_names = {
            name.text
            for person in party.people
            for name in person.names
            if name.kind == "family" and name.script == Script.LATIN
        }
        assert len(family_names) <= 2  # one word, in one or two spellings
    assert 0.02 < minors / PEOPLE < 0.15


def test_seasons_weekends_and_hours_show(encounters):
    street = [item for item in encounters if item.setting == seasons.STREET]
    desk = [item for item in encounters if item.setting == seasons.DESK]
    assert 0.25 < len(street) / len(encounters) < 0.75
    weekdays = Counter(item.happened_on.weekday() for item in street)
    assert weekdays[6] < 0.6 * weekdays[1]
    winter = sum(item.happened_on.month in (12, 1) for item in street)
    summer = sum(item.happened_on.month in (7, 8) for item in street)
    assert winter > 1.3 * summer
    for item in street:
        clock = item.happened_at.astimezone(ITALY).time()
        assert clock >= dt.time(20, 30) or clock <= dt.time(0, 46)
        assert night_of(item.happened_at) == item.happened_on
    for item in desk:
        assert item.happened_on.weekday() < 5
        assert not seasons.is_holiday(item.happened_on)
        assert dt.time(9) <= item.happened_at.astimezone(ITALY).time() <= dt.time(17)


def test_cold_nights_are_busier_than_other_winter_nights(encounters):
    season = seasons.Season(seed=5, reference=TODAY, city=TORINO, is_northern=True)
    nights = Counter(item.happened_on for item in encounters if item.setting == seasons.STREET)
    winter = [season.day(number) for number in range(season.days)]
    winter = [day for day in winter if day.month in (12, 1, 2) and day.weekday() < 5]
    cold = statistics.mean(nights[day] for day in winter if day in season.cold)
    other = statistics.mean(nights[day] for day in winter if day not in season.cold)
    assert cold > 1.2 * other


def test_nothing_happens_today_or_later(cells, encounters, stays):
    end = seasons.local(TODAY, 0)
    moments = [item.recorded_at for item in encounters] + [stay.given_at for stay in stays]
    for cell in cells:
        moments += [item.closed_at for item in cell.cases if item.closed_at]
        moments += [item.answered_at for item in cell.housing.requests if item.answered_at]
        moments += [person.created_at for person in cell.people]
    assert max(moments) < end
    assert max(stay.started_on for stay in stays) < TODAY
    assert all(item.recorded_at >= item.happened_at for item in encounters)


def test_missing_answers_and_birth_precisions_come_in_every_kind(cells):
    people = cells[0].people
    for field in ("sex_answer", "birth_answer", "citizenship_answer", "language_answer"):
        assert {getattr(person, field) for person in people} == set(Answer), field
    precisions = Counter(person.birth_precision for person in people if person.birth_precision)
    assert set(precisions) == set(BirthPrecision)
    exact = [person for person in people if person.birth_precision == BirthPrecision.EXACT]
    placeholders = [p for p in exact if (p.birth_date.month, p.birth_date.day) == (1, 1)]
    assert 0.05 < len(placeholders) / len(exact) < 0.3
    for person in people:
        if person.birth_precision in (BirthPrecision.YEAR, BirthPrecision.ESTIMATED):
            assert (person.birth_date.month, person.birth_date.day) == (1, 1)


def test_people_have_names_in_several_scripts_and_spellings(cells):
    scripts = Counter(name.script for person in cells[0].people for name in person.names)
    assert len(scripts) >= 8
    assert all(person.known_as for person in cells[0].people)
    full = sum(name.kind == "full" for person in cells[0].people for name in person.names)
    assert full > 100


def test_requests_end_in_every_way_with_reasons(cells):
    requests = [request for cell in cells for request in cell.housing.requests]
    assert {request.state for request in requests} == set(RequestState)
    for request in requests:
        assert (request.state == RequestState.OPEN) == (request.answered_at is None)
        assert (request.state == RequestState.REFUSED) == (request.refusal_reason is not None)
        assert request.answered_at is None or request.answered_at >= request.asked_at
    open_now = Counter(r.person.id for r in requests if r.state == RequestState.OPEN)
    assert set(open_now.values()) == {1}


def test_cases_open_after_the_first_meeting_and_close_after_opening(cells):
    for cell in cells:
        met = {party.head.id: party.met_at for party in cell.parties}
        assert len({case.person.id for case in cell.cases}) == len(cell.cases)
        for case in cell.cases:
            assert case.opened_at > met[case.person.id]
            assert (case.state == CaseState.CLOSED) == (case.outcome is not None)
            assert case.closed_at is None or case.closed_at > case.opened_at
    states = Counter(case.state for case in cells[0].cases)
    assert min(states.values()) > 20


def test_the_evening_fills_the_board_and_gives_nothing_twice():
    cell = city_cells(code=TORINO, people=PEOPLE, seed=5, reference=TODAY)[0]
    now = dt.datetime.combine(TODAY, dt.time(21), tzinfo=ITALY)
    evening = evening_of(cell, keeper=uuid4(), reference=TODAY, now=now)
    assert evening.night == TODAY
    assert len(evening.holds) >= 2
    assert all(hold.made_at <= now < hold.expires_at for hold in evening.holds)
    expected = [stay for stay in cell.housing.stays if stay.is_expected]
    assert len({stay.request.id for stay in expected}) == 2
    held = {row.place_id for row in evening.nights}
    given = {stay.place.id for stay in cell.housing.stays if stay.ended_on is None}
    assert len(held) == len(evening.nights) and not held & given
    # Of another day the evening is told as of 20.
    early = city_cells(code=TORINO, people=80, seed=5, reference=TODAY)[0]
    later = now + dt.timedelta(days=200)
    assert evening_of(early, keeper=uuid4(), reference=TODAY, now=later).now.hour == 19


def test_every_list_of_terms_names_somebody(cells):
    stays = cells[0].housing.stays
    warned = Counter(one.day for one in warnings_of(stays, night=TODAY, keeper=uuid4()))
    assert {120, 150, 170} <= set(warned)
    hands = Hands(asker=uuid4(), decider=uuid4())
    asked = [one.state for _, one in extensions_of(stays, night=TODAY, hands=hands)]
    assert {"asked", "approved", "refused"} <= set(asked)
