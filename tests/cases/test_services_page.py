"""The services of a case: what the person received, page by page, and added up by month."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.parties import join_case
from lgnet.directory.models import Service
from lgnet.encounters.models import ServiceGiven
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.encounters.pages import page
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(sign_in, torino):
    return sign_in(Role.CASE_MANAGER, torino)


@pytest.fixture
def case(torino):
    with scope(city_id=torino.pk):
        return make_case(make_person("Amina"))


def give(case, *, code="food", at=None, **told):
    with scope(city_id=case.city_id):
        met = make_encounter(person=case.person, happened_at=at or timezone.now())
        return ServiceGiven.objects.create(
            encounter=met, service=Service.objects.get(code=code), **told
        )


def address(case, query=""):
    return reverse("cases:services", args=[case.pk]) + query


def test_each_of_a_household_has_services_of_their_own(worker, case, torino):
    with scope(city_id=torino.pk, user_id=worker.user.pk):
        beside = join_case(
            id=uuid7(), case=case, person=make_person("Bilal"), by=worker.user
        ).person
        met = make_encounter(person=beside)
        ServiceGiven.objects.create(
            encounter=met, service=Service.objects.get(code="food"), minutes=37
        )
        stranger = make_person("Carla")
    assert ">37<" not in page(worker, address(case))
    assert "37" in page(worker, address(case, f"?person={beside.pk}"))
    # Of nobody else through this page, whatever the address says.
    assert "Carla" not in page(worker, address(case, f"?person={stranger.pk}"))
    assert "No service is written down yet." in page(worker, address(case))


def test_nothing_given_says_so(worker, case):
    assert "No service is written down yet." in page(worker, address(case))


def test_minutes_are_added_up_by_service_and_month(worker, case, torino):
    give(case, minutes=20, place="phone")
    give(case, minutes=25, given_to="group", group_size=6)
    give(case)
    give(case, at=timezone.now() - dt.timedelta(days=500), minutes=600)
    with scope(city_id=torino.pk):
        other = make_case(make_person("Bilal"))
    give(other, minutes=90)
    text = page(worker, address(case))
    sums = text[text.index('id="sums"') :]
    assert ">45<" in sums.replace(" ", "").replace("\n", "")
    assert "600" not in sums
    assert "On the phone" in text
    assert "in a group of 6" in text
    assert "not noted" in text
    assert "90" not in sums


def test_long_lists_go_on_by_key_and_cost_the_same(worker, case):
    give(case, minutes=5)
    page(worker, address(case))
    with CaptureQueriesContext(connection) as few:
        page(worker, address(case))
    for day in range(25):
        give(case, minutes=5, at=timezone.now() - dt.timedelta(days=day, hours=1))
    with CaptureQueriesContext(connection) as many:
        text = page(worker, address(case))
    assert len(many) == len(few)
    assert "older=" in text


def test_a_case_elsewhere_is_nowhere(sign_in, case, palermo):
    page(sign_in(Role.CASE_MANAGER, palermo), address(case), status=404)
