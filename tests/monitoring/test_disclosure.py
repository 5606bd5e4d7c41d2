"""Nothing hidden can be worked out: judged by a reader who tries every table that fits."""

import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lgnet.monitoring import disclosure, rules
from lgnet.monitoring.disclosure import Relations, hidden_cells
from lgnet.monitoring.enums import Measure, Period
from lgnet.monitoring.publication import (
    TOTAL,
    Counts,
    is_unpublished,
    publish,
    relations,
    with_rests,
)
from tests.monitoring.reader import Reader

counts = st.integers(0, 9)


@st.composite
def places_tables(draw):
    """Cities with places = taken + free, and their totals."""
    rows = [f"city {number}" for number in range(draw(st.integers(1, 3)))]
    values, found = {}, Relations()
    for row in rows:
        taken, free = draw(counts), draw(counts)
        values |= {(row, "taken"): taken, (row, "free"): free, (row, "places"): taken + free}
    for column in ("taken", "free", "places"):
        parts = tuple((row, column) for row in rows)
        values[TOTAL, column] = sum(values[part] for part in parts)
        found.sums.append(((TOTAL, column), parts))
    for row in [*rows, TOTAL]:
        found.sums.append(((row, "places"), ((row, "taken"), (row, "free"))))
    secret = {cell for cell in values if cell[0] == rows[-1]} if draw(st.booleans()) else set()
    return values, found, secret


@st.composite
def people_tables(draw):
    """Cities with contacts and people met in nested periods, and their totals."""
    rows = [f"city {number}" for number in range(draw(st.integers(1, 2)))]
    values, found = {}, Relations()
    for row in rows:
        met = sorted(draw(st.lists(counts, min_size=2, max_size=2)))
        more = sorted(draw(st.lists(counts, min_size=2, max_size=2)))
        for period in (0, 1):
            values[row, "met", period] = met[period]
            values[row, "contacts", period] = met[period] + more[period]
    for measure in ("met", "contacts"):
        for period in (0, 1):
            parts = tuple((row, measure, period) for row in rows)
            values[TOTAL, measure, period] = sum(values[part] for part in parts)
            found.sums.append(((TOTAL, measure, period), parts))
    for row in [*rows, TOTAL]:
        for measure in ("met", "contacts"):
            found.orders.append(((row, measure, 0), (row, measure, 1)))
        for period in (0, 1):
            found.orders.append(((row, "met", period), (row, "contacts", period)))
    return values, found, set()


def betrayed(values, found, secret, hidden):
    """Return the cells of which a reader learns what nobody should."""
    unknown = hidden | secret
    shown = {cell: value for cell, value in values.items() if cell not in unknown}
    reader = Reader(
        shown, unknown, found.sums, found.orders, highest=max(values.values()) + 6, guesses=values
    )
    lost = []
    for cell in unknown:
        value = values[cell]
        if rules.is_small(value):
            kept = reader.could_be(cell, lambda number: number >= rules.THRESHOLD)
        elif cell in secret:
            kept = True
        else:
            kept = reader.could_be(cell, lambda number, value=value: number != value)
        if not kept:
            lost.append(cell)
    return lost


def totals(values):
    return {cell for cell in values if cell[0] == TOTAL}


@given(places_tables())
@settings(max_examples=150, deadline=None)
def test_places_betray_nobody(table):
    values, found, secret = table
    hidden = hidden_cells(values, found, unpublished=secret, last=totals(values))
    assert {c for c in values if rules.is_small(values[c])} - secret <= hidden
    assert betrayed(values, found, secret, hidden) == []


@given(people_tables())
@settings(max_examples=150, deadline=None)
def test_people_betray_nobody(table):
    values, found, secret = table
    hidden = hidden_cells(values, found, last=totals(values))
    assert betrayed(values, found, secret, hidden) == []


def example():
    cities = {"a": (3, 20), "b": (30, 12), "c": (40, 9)}
    values, found = {}, Relations()
    for row, (taken, free) in cities.items():
        values |= {(row, "taken"): taken, (row, "free"): free, (row, "places"): taken + free}
    for column in ("taken", "free", "places"):
        parts = tuple((row, column) for row in cities)
        values[TOTAL, column] = sum(values[part] for part in parts)
        found.sums.append(((TOTAL, column), parts))
    for row in [*cities, TOTAL]:
        found.sums.append(((row, "places"), ((row, "taken"), (row, "free"))))
    return values, found


def test_one_small_cell_hides_a_square_and_keeps_the_totals():
    values, found = example()
    hidden = hidden_cells(values, found, last=totals(values))
    assert ("a", "taken") in hidden
    assert not hidden & totals(values)
    assert len(hidden) <= 5
    assert betrayed(values, found, set(), hidden) == []


def test_nothing_small_nothing_hidden():
    values, found = example()
    values["a", "taken"], values["a", "places"] = 5, 25
    values[TOTAL, "taken"] += 2
    values[TOTAL, "places"] += 2
    assert hidden_cells(values, found) == set()


def test_seeded_hiding_small_cells_alone_is_caught():
    values, found = example()
    assert betrayed(values, found, set(), {("a", "taken")}) == [("a", "taken")]


def test_seeded_hiding_one_more_in_the_row_alone_is_caught():
    values, found = example()
    hidden = {("a", "taken"), ("a", "free")}
    assert sorted(betrayed(values, found, set(), hidden)) == [("a", "free"), ("a", "taken")]


def test_two_small_cells_are_not_enough_for_each_other():
    """3 + 1 = 4 would still be a small count of two cities together."""
    values = {("a",): 3, ("b",): 1, ("c",): 50, (TOTAL,): 54}
    found = Relations(sums=[((TOTAL,), (("a",), ("b",), ("c",)))])
    hidden = hidden_cells(values, found, last={(TOTAL,)})
    assert hidden == {("a",), ("b",), ("c",)}
    assert betrayed(values, found, set(), {("a",), ("b",)}) != []


def test_a_search_that_gives_up_hides_more(monkeypatch):
    values, found = example()
    monkeypatch.setattr(disclosure, "MOST_TRIES", 1)
    hidden = hidden_cells(values, found, last=totals(values))
    assert hidden == set(values)


# The network's own table ----------------------------------------------------------------------


def city_counts(contacts, met, cases, taken, free, told=None, progress=(0, 0, 0, 0)):
    """Counts of a city; contacts and met as (30 days, 12 months, all).

    ``told``: of how many cases the Italian is known, and is little; None where nobody asks.
    ``progress``: with a plan, of these with a goal reached; assessed twice, of these better.
    """
    of_forms = dict(zip(rules.TOLD, told, strict=True)) if told else {}
    of_forms |= dict(zip(rules.PROGRESS, progress, strict=True))
    values = {(measure.value, ""): count for measure, count in of_forms.items()} | {
        (Measure.CASES_OPEN.value, ""): cases,
        (Measure.OCCUPIED_TONIGHT.value, ""): taken,
        (Measure.FREE_TONIGHT.value, ""): free,
        (Measure.PLACES.value, ""): taken + free,
    }
    for period, many, few in zip(Period.values, contacts, met, strict=True):
        values[Measure.CONTACTS.value, period] = many
        values[Measure.PEOPLE_MET.value, period] = few
    return Counts(values)


@st.composite
def progress(draw, cases):
    reached, planned = sorted(draw(st.integers(0, cases)) for _ in range(2))
    better, compared = sorted(draw(st.integers(0, cases)) for _ in range(2))
    return planned, reached, compared, better


@st.composite
def network(draw):
    def triple(low):
        return sorted(draw(st.lists(st.integers(0, 7), min_size=3, max_size=3)), key=int)

    cities = {}
    for number in range(draw(st.integers(1, 3))):
        met = triple(0)
        more = triple(0)
        little, known, cases = sorted(draw(st.integers(0, 9)) for _ in range(3))
        cities[uuid.UUID(int=number)] = city_counts(
            [a + b for a, b in zip(met, more, strict=True)],
            met,
            cases,
            *(draw(st.integers(0, 7)) for _ in range(2)),
            told=(known, little) if draw(st.booleans()) else None,
            progress=draw(progress(cases)),
        )
    refuges = city_counts([0] * 3, [0] * 3, 0, draw(counts), draw(counts))
    return cities, refuges if draw(st.booleans()) else None


@given(network())
@settings(max_examples=60, deadline=None)
def test_the_networks_table_betrays_nobody(drawn):
    cities, refuges = drawn
    published = publish(cities, refuges)
    rows = dict(cities) | ({"refuges": refuges} if refuges else {})
    total = Counts()
    for one in rows.values():
        total.add(one)
    exact = with_rests(
        {
            (row, measure, period): value
            for row, one in {**rows, TOTAL: total}.items()
            for (measure, period), value in one.values.items()
        }
    )

    def shown(cell):
        row, measure, period = cell
        return published[row if row != TOTAL else None, measure, period or Period.ALL]

    secret = {cell for cell in exact if is_unpublished(cell)}
    hidden = {cell for cell in exact if cell not in secret and shown(cell).is_hidden}
    for cell, value in exact.items():
        if cell not in secret | hidden:
            assert shown(cell).value == value
            assert not rules.is_small(value)
    found = relations(exact, parts=list(rows))
    assert betrayed(exact, found, secret, hidden) == []


def test_how_little_italian_few_speak_hides_how_many_are_known_and_the_total_stays():
    """Of 30 cases 12 known, 3 with little: without the 3 somebody might know them from 12 - 9."""
    cities = {
        uuid.UUID(int=1): city_counts([0] * 3, [0] * 3, 30, 0, 0, told=(12, 3)),
        uuid.UUID(int=2): city_counts([0] * 3, [0] * 3, 40, 0, 0, told=(20, 9)),
        uuid.UUID(int=3): city_counts([0] * 3, [0] * 3, 50, 0, 0),
    }
    published = publish(cities, None)
    little = Measure.LITTLE_ITALIAN.value
    assert published[uuid.UUID(int=1), little, "all"].is_hidden
    assert published[uuid.UUID(int=2), little, "all"].is_hidden
    assert published[None, little, "all"].value == 12
    assert (uuid.UUID(int=3), little, "all") not in published


def test_where_all_but_three_are_better_who_is_not_cannot_be_counted():
    one, other = (uuid.UUID(int=number) for number in (1, 2))
    cities = {
        one: city_counts([0] * 3, [0] * 3, 30, 0, 0, progress=(20, 10, 12, 9)),
        other: city_counts([0] * 3, [0] * 3, 40, 0, 0, progress=(20, 10, 20, 10)),
    }
    published = publish(cities, None)
    pair = (Measure.ASSESSED_TWICE.value, Measure.BETTER.value)
    assert any(published[one, measure, "all"].is_hidden for measure in pair)
    assert published[one, Measure.WITH_PLAN.value, "all"].value == 20
    assert not {measure for _city, measure, _period in published} & set(rules.RESTS)


def test_figures_of_now_are_the_same_in_every_period():
    published = publish({uuid.UUID(int=1): city_counts([3, 9, 30], [2, 8, 20], 3, 4, 8)}, None)
    for measure in set(rules.OF_NOW) - set(rules.TOLD):
        assert len({published[None, measure, period] for period in Period.values}) == 1


@pytest.mark.parametrize(
    ("tally", "median"),
    [({}, None), ({"2.0": 1}, 2), ({"1.0": 1, "4.0": 1}, 2.5), ({"1.0": 3, "9.5": 2}, 1)],
)
def test_median_of_a_tally(tally, median):
    assert rules.median_of(tally) == median


def test_a_median_of_few_is_hidden_and_of_none_is_no_figure():
    one, two = uuid.UUID(int=1), uuid.UUID(int=2)
    cities = {
        one: Counts(waits={"30d": {"5.0": 4}, "365d": {"5.0": 5}, "all": {}}),
        two: Counts(waits={"30d": {"1.0": 1}, "365d": {"10.0": 6}, "all": {}}),
    }
    published = publish(cities, None)
    measure = Measure.MEDIAN_HOURS_TO_PLACE.value
    assert published[one, measure, "30d"].is_hidden
    assert published[one, measure, "365d"].value == 5
    assert published[one, measure, "all"] == published[None, measure, "all"]
    assert published[None, measure, "30d"].value == 5
    assert published[None, measure, "365d"].value == 10
