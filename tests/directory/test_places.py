"""Where a point lies, and whom an offer is for: pure rules."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lgnet.network
from lgnet.directory.rules_eligibility import Eligibility, Fit, Whom, fit
from lgnet.directory.rules_places import distance_km, is_inside, middle

BOUNDARIES = Path(lgnet.network.__file__).parent / "data" / "city_boundaries.geojson"
SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
FAR = [[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]
CITY = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [FAR]]}
steps = st.integers(-8, 96).map(lambda eighth: eighth / 8)


def inside(longitude, latitude, boundary=CITY):
    return is_inside(boundary, longitude=longitude, latitude=latitude)


@given(steps, steps)
def test_a_city_of_squares_with_a_hole(x, y):
    is_in_hole = 1 < x < 2 and 1 < y < 2
    expected = (0 <= x <= 4 and 0 <= y <= 4 and not is_in_hole) or (10 <= x <= 11 and 10 <= y <= 11)
    assert inside(x, y) == expected


@given(st.lists(st.tuples(steps, steps), min_size=3, max_size=6), steps, steps, st.integers(0, 5))
def test_a_ring_has_no_beginning_and_no_direction(points, x, y, turn):
    turned = points[turn % len(points) :] + points[: turn % len(points)]
    found = {
        inside(x, y, {"type": "Polygon", "coordinates": [ring]})
        for ring in (points, [*points, points[0]], turned, points[::-1])
    }
    assert len(found) == 1


def test_the_real_cities_hold_their_squares_and_not_each_other():
    cities = {
        one["properties"]["name"]: one["geometry"]
        for one in json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    }
    castello, teatro = (7.686, 45.071), (13.3575, 38.1205)
    assert inside(*castello, cities["Torino"]) and inside(*teatro, cities["Palermo"])
    assert not inside(*castello, cities["Palermo"]) and not inside(*teatro, cities["Torino"])
    assert not inside(45.071, 7.686, cities["Torino"]), "longitude comes first"
    assert distance_km(castello, teatro) == pytest.approx(905, abs=20)
    assert middle([]) is None and middle([(0, 0), (2, 4)]) == (1, 2)
    with pytest.raises(ValueError, match="inside"):
        inside(0, 0, {"type": "Point", "coordinates": [0, 0]})


people = st.builds(
    Whom,
    age=st.none() | st.integers(0, 100),
    sex=st.none() | st.sampled_from(["female", "male", "other"]),
    is_family=st.none() | st.booleans(),
)
rules = st.builds(
    Eligibility,
    sexes=st.sampled_from(["any", "women", "men"]),
    youngest=st.none() | st.integers(0, 60),
    oldest=st.none() | st.integers(60, 100),
    takes_families=st.booleans(),
)


@given(rules, people)
def test_what_is_not_known_never_shuts_a_door(offer, whom):
    unknown = fit(offer, Whom())
    assert unknown != Fit.NO
    if fit(offer, whom) == Fit.NO:
        assert Whom() != whom
    assert fit(Eligibility(), whom) == Fit.YES


def test_whom_an_offer_is_for():
    women = Eligibility(sexes="women", youngest=18, takes_families=False)
    assert fit(women, Whom(age=30, sex="female", is_family=False)) == Fit.YES
    assert fit(women, Whom(age=17, sex="female", is_family=False)) == Fit.NO
    assert fit(women, Whom(age=30, sex="male", is_family=False)) == Fit.NO
    assert fit(women, Whom(age=30, sex="other", is_family=False)) == Fit.ASK
    assert fit(women, Whom(age=30, sex="female", is_family=True)) == Fit.NO
    assert fit(women, Whom(age=30, sex="female")) == Fit.ASK
