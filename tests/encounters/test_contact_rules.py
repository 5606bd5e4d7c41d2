"""The clock and blurred positions: pure rules, tried with many values."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgnet.directory.rules_places import distance_km
from lgnet.encounters.city_map import MARGIN, WIDTH, Spot, draw
from lgnet.encounters.rules_clock import DEFAULT_HOURS, STEPS, legs, percentile
from lgnet.encounters.rules_places import BLURS, blurred

NOW = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)
MOMENTS = st.datetimes(
    dt.datetime(2026, 1, 1), dt.datetime(2026, 11, 23), timezones=st.just(dt.UTC)
)
LATITUDES = st.floats(-89, 89)
LONGITUDES = st.floats(-179, 179)


@given(LATITUDES, LONGITUDES, st.sampled_from(BLURS))
def test_a_blurred_position_is_near_and_tells_no_more_when_blurred_again(north, east, metres):
    kept = blurred(north, east, metres=metres)
    away = distance_km((east, north), (float(kept[1]), float(kept[0]))) * 1000
    # Half the diagonal of the square, a little more where its lower side is longer than its middle.
    assert away <= metres / math.sqrt(2) * 1.05 + 1
    again = blurred(float(kept[0]), float(kept[1]), metres=metres)
    assert distance_km((float(again[1]), float(again[0])), (float(kept[1]), float(kept[0]))) < 1e-3


def test_neighbours_in_one_square_become_the_same():
    assert blurred(45.06900, 7.68682, metres=200) == blurred(45.06910, 7.68690, metres=200)
    assert blurred(45.06900, 7.68682, metres=200)[0].as_tuple().exponent == -6


@pytest.mark.parametrize(("north", "east"), [(91, 0), (0, 181), (math.nan, 0), (0, math.inf)])
def test_what_is_no_position_is_refused(north, east):
    with pytest.raises(ValueError, match="position"):
        blurred(north, east, metres=200)


@given(st.fixed_dictionaries({step: st.none() | MOMENTS for step in STEPS}))
def test_no_way_takes_less_than_no_time(moments):
    found = legs(moments, now=NOW, hours=DEFAULT_HOURS)
    assert [leg.to for leg in found] == ["contact", "case", "place"]
    for leg in found:
        assert leg.took is None or leg.waits is None
        for span in (leg.took, leg.waits):
            assert span is None or span >= dt.timedelta(0)
        if moments[leg.to] is not None and leg.since is not None:
            assert leg.took is not None
            assert leg.is_late == (leg.took > leg.target)


def test_who_was_never_sighted_begins_with_the_contact():
    met = NOW - dt.timedelta(hours=200)
    contact, case, place = legs({"contact": met}, now=NOW, hours=DEFAULT_HOURS)
    assert (contact.took, contact.waits) == (None, None)
    assert (case.waits, case.is_late) == (dt.timedelta(hours=200), True)
    assert (place.waits, place.is_late) == (dt.timedelta(hours=200), False)


def test_a_place_without_a_case_ends_the_wait_for_the_case():
    met = NOW - dt.timedelta(days=30)
    moments = {"contact": met, "place": met + dt.timedelta(days=1)}
    _, case, place = legs(moments, now=NOW, hours=DEFAULT_HOURS)
    assert (case.waits, case.is_late) == (None, False)
    assert place.took == dt.timedelta(days=1)


@given(st.lists(st.timedeltas(dt.timedelta(0), dt.timedelta(days=400)), min_size=1))
def test_a_percentile_is_one_of_the_values_and_no_more_than_its_share_exceeds_it(values):
    for share in (0.5, 0.9, 1.0):
        found = percentile(values, share)
        assert found in values
        assert sum(one <= found for one in values) >= share * len(values) - 1e-9
    assert percentile([], 0.5) is None


SQUARE = {"type": "Polygon", "coordinates": [[[7, 45], [8, 45], [8, 46], [7, 46], [7, 45]]]}


def test_a_city_is_drawn_with_north_above_and_the_largest_circle_first():
    found = draw(
        SQUARE,
        [Spot("Sud", 1, (7.5, 45.1)), Spot("Nord", 9, (7.5, 45.9)), Spot("Boh", 4, None)],
    )
    assert [circle.name for circle in found.circles] == ["Nord", "Sud"]
    north, south = found.circles
    assert north.y < south.y
    assert north.radius > south.radius
    assert found.width == WIDTH
    assert found.outline.startswith(f"M{MARGIN} ")
    assert draw(None, []) is None
