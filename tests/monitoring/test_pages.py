"""The boards: what they show, hide, hand out and cost."""

import csv
import io
import re

import pytest
from django.urls import reverse

from lgnet.kernel.tenancy import scope
from lgnet.monitoring import drawing
from lgnet.monitoring.actions import refresh_city_figures, refresh_network_figures
from lgnet.monitoring.enums import Measure, Period
from lgnet.monitoring.models import CityFigure, NetworkFigure
from lgnet.monitoring.publication import Published
from lgnet.monitoring.rules import PROGRESS, TOLD
from lgnet.network.enums import NATIONAL_ROLES, Role
from lgnet.network.models import City
from lgnet.network.queries import active_cities
from tests import budget
from tests.factories.housing import make_places, make_stay
from tests.monitoring.test_figures import make_refuge

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(sign_in):
    return sign_in(Role.NATIONAL_ANALYST)


@pytest.fixture
def figures(torino, palermo):
    """Torino: 3 of 20 places taken. Palermo: 10 of 23. Nothing else in the network."""
    for city, count, taken in [(torino, 20, 3), (palermo, 23, 10)]:
        with scope(city_id=city.pk):
            for place in make_places(count)[:taken]:
                make_stay(place=place)
        refresh_city_figures(city=city)
    refresh_network_figures()


def cells(page, city):
    """Return the texts of a city's rows, of the tables, by measure."""
    rows = re.findall(rf"<tr[^>]*>\s*<th[^>]*>\s*(?:<bdi>)?{city}.*?</tr>", page, re.S)
    texts = re.findall(r"<td[^>]*>(.*?)</td>", "".join(rows), re.S)
    plain = [re.sub(r"<[^>]+>", "", text).strip() for text in texts]
    measures = [measure for measure in Measure if measure not in (*PROGRESS, *TOLD)]
    return dict(zip([*measures, *PROGRESS, *TOLD], plain, strict=True))


def test_small_counts_are_hidden_with_what_would_betray_them(analyst, figures):
    page = analyst.get(reverse("monitoring:board")).content.decode()
    torino = cells(page, "Torino")
    assert not torino[Measure.OCCUPIED_TONIGHT].isdigit()
    hidden = torino[Measure.OCCUPIED_TONIGHT]
    assert torino[Measure.FREE_TONIGHT] == hidden or torino[Measure.PLACES] == hidden
    assert "computed" in page or "calcolat" in page


@pytest.mark.parametrize("period", Period.values)
def test_the_file_says_what_the_page_says(analyst, figures, period):
    page = analyst.get(reverse("monitoring:board"), {"period": period}).content.decode()
    file = analyst.get(reverse("monitoring:board_csv"), {"period": period})
    assert file["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row["city"] for row in rows] == [*[c.name for c in active_cities()], "total"]
    for row in rows[:-1]:
        shown = cells(page, row["city"])
        for measure in Measure.values:
            number = row[measure]
            assert number.isdigit() == shown[measure].isdigit()
            if number.isdigit():
                assert number == shown[measure]


def test_before_anything_is_computed_the_page_says_so(analyst):
    assert analyst.get(reverse("monitoring:board")).status_code == 200
    assert analyst.get(reverse("monitoring:board_csv")).status_code == 200
    assert analyst.get(reverse("monitoring:board"), {"period": "x"}).status_code == 200


def test_the_city_sees_its_own_exact_figures(torino, palermo, sign_in, figures):
    page = sign_in(Role.CITY_MANAGER, torino).get(reverse("monitoring:city")).content.decode()
    assert reverse("housing:board") in page
    values = re.findall(r'class="lg-figure" dir="ltr">(\d+)<', page)
    assert values.count("3") == 3 and values.count("17") == 3 and values.count("20") == 3
    assert "23" not in values


@pytest.mark.parametrize("role", [role for role in Role if role not in NATIONAL_ROLES])
def test_city_roles_see_no_board_and_only_managers_the_city(torino, sign_in, role):
    client = sign_in(role, torino)
    assert client.get(reverse("monitoring:board")).status_code == 403
    assert client.get(reverse("monitoring:board_csv")).status_code == 403
    wanted = 200 if role == Role.CITY_MANAGER else 403
    assert client.get(reverse("monitoring:city")).status_code == wanted


def test_the_network_sees_no_city_page(analyst):
    assert analyst.get(reverse("monitoring:city")).status_code == 403


def test_a_few_refuges_leave_no_trace(analyst, torino, figures):
    addresses = [f"{reverse('monitoring:board')}?period={p}" for p in Period.values]
    addresses += [f"{reverse('monitoring:board_csv')}?period={p}" for p in Period.values]

    def seen():
        moment = r"\d{4}-\d\d-\d\d[T ][^\",<]*|\d{1,2}:\d\d|csrfmiddlewaretoken\"[^>]*"
        return [re.sub(moment, "", analyst.get(a).content.decode()) for a in addresses]

    before = seen()
    for _ in range(2):
        make_refuge(torino, 9, 7)
    refresh_city_figures(city=torino)
    refresh_network_figures()
    assert seen() == before


def test_a_get_computes_and_writes_nothing(analyst, torino, sign_in, figures):
    manager = sign_in(Role.CITY_MANAGER, torino)
    with scope(city_id=torino.pk):
        CityFigure.objects.update(value=4321)
    NetworkFigure.objects.filter(measure=Measure.PLACES, city=torino).update(
        value=4321, is_hidden=False
    )
    for client, name in [(analyst, "board"), (analyst, "board_csv"), (manager, "city")]:
        address = reverse(f"monitoring:{name}")
        text = client.get(address).content.decode()
        assert re.search(r"4.?321", text)
        assert budget.writes(client, address) == []
        assert budget.count(client, address) <= budget.MOST_A_PAGE


def test_more_cities_add_no_query(analyst, figures):
    address = reverse("monitoring:board")
    before = budget.count(analyst, address)
    City.objects.filter(is_active=False).update(is_active=True)
    refresh_network_figures()
    assert budget.count(analyst, address) == before


def test_names_on_the_map_stay_on_it():
    marks = drawing.marks((city, Published(12.0)) for city in active_cities())
    assert len(marks) == active_cities().count() > 10
    for mark in marks:
        assert 0 < mark.x < drawing.WIDTH and 0 < mark.y < drawing.HEIGHT
    kinds = [drawing.kind_of(Published(*one)) for one in [(0.0,), (3.0,), (20.0,), (None, True)]]
    assert kinds == ["none", "some", "many", "hidden"]
    assert drawing.kind_of(Published(None)) == "unknown"
    assert len(drawing.land()) < 60_000
