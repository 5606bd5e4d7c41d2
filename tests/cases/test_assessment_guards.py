"""Assessments: nothing chosen is lost, nothing finished is moved away."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from lgnet.cases.actions.assessments import finish_assessment
from lgnet.cases.models import Assessment
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.assessments import make_assessment, make_finished
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def case(db, torino, manager):
    with scope(city_id=torino.pk):
        return make_case(by=manager.user)


def body(response):
    return response.content.decode()


def test_what_belongs_to_a_finished_assessment_is_not_moved_to_a_draft(torino, manager, case):
    with scope(city_id=torino.pk):
        make_finished(case, by=manager.user)
        draft = make_assessment(case, by=manager.user)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE cases_assessmentarea SET assessment_id = %s", [draft.pk])


@pytest.mark.parametrize(("headers", "status"), [({}, 409), ({"HTTP_HX_REQUEST": "true"}, 422)])
def test_where_somebody_lives_is_not_overwritten_either(torino, manager, case, headers, status):
    begun = manager.post(reverse("cases:assessments", args=[case.pk]))["Location"]
    manager.post(f"{begun}where/", {"lives": "1", "was": ""})
    told = manager.post(f"{begun}where/", {"lives": "2", "was": ""}, **headers)
    assert told.status_code == status
    assert "A colleague said otherwise meanwhile" in body(told)
    with scope(city_id=torino.pk):
        assert Assessment.objects.get().lives == 1
    manager.post(f"{begun}where/", {"lives": "2", "was": "1"})
    with scope(city_id=torino.pk):
        assert Assessment.objects.get().lives == 2


@pytest.mark.parametrize("place", ["food", "where"])
def test_what_comes_too_late_is_said_at_its_place(torino, manager, case, place):
    begun = manager.post(reverse("cases:assessments", args=[case.pk]))["Location"]
    with scope(city_id=torino.pk):
        finish_assessment(assessment=Assessment.objects.get(), by=manager.user)
    sent = {"revision": "0", "together": "2", "lives": "1", "was": ""}
    told = manager.post(f"{begun}{place}/", sent, HTTP_HX_REQUEST="true")
    assert told.status_code == 422
    assert "This assessment is finished" in body(told)


def test_a_place_there_is_not(manager, case):
    begun = manager.post(reverse("cases:assessments", args=[case.pk]))["Location"]
    assert manager.post(f"{begun}where/", {"lives": "99", "was": ""}).status_code == 422


def test_the_case_says_that_an_assessment_is_begun(manager, case):
    page = reverse("cases:case_detail", args=[case.pk])
    assert "Started, something is missing" not in body(manager.get(page))
    begun = manager.post(reverse("cases:assessments", args=[case.pk]))["Location"]
    shown = body(manager.get(page))
    assert "Started, something is missing" in shown
    assert begun in shown


def test_who_does_not_follow_cases_is_not_told_of_an_assessment(sign_in, torino, manager, case):
    manager.post(reverse("cases:assessments", args=[case.pk]))
    desk = sign_in(Role.DESK_OPERATOR, torino)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    shown = desk.get(reverse("cases:case_detail", args=[case.pk]))
    assert shown.status_code == 200
    assert "Started, something is missing" not in body(shown)
