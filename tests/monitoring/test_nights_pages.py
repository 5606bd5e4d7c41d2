"""The pages of nights: what they draw, tell, hide and cost."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.monitoring.drawing_nights import SMALL, chart_of
from lgnet.monitoring.models import CityNight
from lgnet.monitoring.nights import Night
from lgnet.network.enums import NATIONAL_ROLES, Role
from tests import budget

DAY = dt.timedelta(days=1)
ADDRESS = "monitoring:by_night"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def analyst(sign_in):
    return sign_in(Role.NATIONAL_ANALYST)


def tell(city, count, places=40, occupied=30):
    """Write so many nights of a city, the last one being the one before tonight."""
    CityNight.objects.bulk_create(
        CityNight(
            id=uuid7(),
            city=city,
            night=tonight() - back * DAY,
            places=places,
            occupied=occupied,
        )
        for back in range(count, 0, -1)
    )


def read(client, **asked):
    return client.get(reverse(ADDRESS), asked, headers=ENGLISH)


def test_a_line_goes_in_steps_and_breaks_where_a_night_is_hidden():
    numbers = [(40, 20), (40, 20), (None, None), (None, None), (40, 40), (20, 20)]
    nights = [Night(dt.date(2026, 1, 30) + at * DAY, *one) for at, one in enumerate(numbers)]
    first, end = nights[0].night, nights[-1].night + DAY
    found = chart_of(nights, SMALL, first=first, end=end)
    assert found.top == 40
    assert found.occupied == "M0 32H80M160 1H200V32H240"
    assert found.places == "M0 1H80M160 1H200V32H240"
    assert found.hidden == [("80", "80")]
    assert found.months == ["80"]
    assert chart_of([], SMALL, first=first, end=end).places == ""


def test_nights_that_were_not_counted_leave_their_place_empty():
    """A network of three nights is not drawn as if it were a year old; nothing is hidden in it."""
    end = dt.date(2026, 3, 1)
    nights = [Night(end - back * DAY, 40, 20) for back in (3, 2, 1)]
    found = chart_of(nights, SMALL, first=end - 12 * DAY, end=end)
    assert found.occupied == "M180 32H240"
    assert found.hidden == []
    late = chart_of(nights[:1], SMALL, first=end - 12 * DAY, end=end)
    assert late.places == "M180 1H200"


@pytest.mark.django_db
def test_all_cities_stand_side_by_side_and_one_has_its_months(analyst, torino, palermo):
    tell(torino, 60)
    tell(palermo, 60, None, None)
    page = read(analyst).content.decode()
    assert page.count('<svg class="mn-chart"') == 1
    assert "All nights are hidden." in page and "No figure" in page
    assert f"city={torino.cadastral_code}" in page
    month = f"{tonight() - 40 * DAY:%Y-%m}"
    one = read(analyst, city=torino.cadastral_code, span="90", month=month).content.decode()
    section = re.search(r'<section id="nights".*?</section>', one, re.S).group()
    assert section.count("<tr") - 1 == sum(
        f"{tonight() - back * DAY:%Y-%m}" == month for back in range(1, 61)
    )
    assert 'aria-current="page"' in one
    hidden = read(analyst, city=palermo.cadastral_code, month=month)
    assert "hidden" in re.search(r'<section id="nights".*', hidden.content.decode(), re.S).group()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{}, {"span": "x"}, {"city": "L219"}, {"month": "x"}])
def test_before_any_night_is_counted_the_page_says_so(analyst, torino, asked):
    page = read(analyst, **asked)
    assert page.status_code == 200
    assert "No nights have been counted yet" in page.content.decode()


@pytest.mark.django_db
def test_a_city_nobody_knows_is_nowhere(analyst):
    assert read(analyst, city="X999").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role not in NATIONAL_ROLES])
def test_city_roles_do_not_compare_cities(torino, sign_in, role):
    assert sign_in(role, torino).get(reverse(ADDRESS)).status_code == 403


@pytest.mark.django_db
def test_more_nights_and_cities_cost_no_query(analyst, torino, palermo):
    tell(torino, 1)
    before = budget.count(analyst, reverse(ADDRESS))
    tell(palermo, 10)
    assert budget.count(analyst, reverse(ADDRESS)) == before <= budget.MOST_A_PAGE
    assert budget.writes(analyst, reverse(ADDRESS)) == []
