"""Assessments where a case has several people: each has their own, and drafts are told apart."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lgnet.cases.actions.assessments import begin_assessment
from lgnet.cases.actions.parties import join_case, leave_case
from lgnet.cases.actions.party_refusals import NotInCase
from lgnet.cases.enums_parties import Leaving
from lgnet.cases.models import Assessment
from lgnet.cases.queries.progress import progress_of_now
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.assessments import make_finished
from tests.factories.cases import make_case
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
BESIDE = "Ndeye"


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def beside(torino, manager):
    """Somebody in a case that goes through another."""
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        return join_case(
            id=uuid7(),
            case=make_case(by=manager.user),
            person=make_person(known_as=BESIDE),
            by=manager.user,
        )


def inside(party, client):
    return scope(city_id=party.city_id, user_id=client.user.pk)


def address(party, person_id=None):
    found = reverse("cases:assessments", args=[party.case_id])
    return f"{found}?person={person_id}" if person_id else found


def test_each_has_a_draft_of_their_own_and_never_two(manager, beside):
    for person in (beside.person_id, beside.case.person_id, beside.person_id):
        assert manager.post(address(beside), {"person": person}).status_code == 302
    with inside(beside, manager):
        drafts = Assessment.objects.order_by().values_list("person_id", flat=True)
        assert sorted(drafts) == sorted([beside.person_id, beside.case.person_id])
        first = Assessment.objects.order_by("pk").first()
        with pytest.raises(IntegrityError), transaction.atomic():
            Assessment.objects.create(
                case=beside.case,
                person_id=first.person_id,
                instrument=1,
                recorded_by=manager.user,
            )


def test_the_page_is_of_one_person_and_leads_to_the_others(manager, beside):
    with inside(beside, manager):
        mine = begin_assessment(id=uuid7(), case=beside.case, person=beside.person, by=manager.user)
    page = manager.get(address(beside)).content.decode()
    assert f"?person={beside.person_id}" in page and str(mine.pk) not in page
    assert "Begin an assessment" in page
    theirs = manager.get(address(beside, beside.person_id)).content.decode()
    assert str(mine.pk) in theirs and "Begin an assessment" not in theirs
    one = manager.get(reverse("cases:assessment", args=[mine.pk])).content.decode()
    assert BESIDE in one and address(beside, beside.person_id) in one
    done = manager.post(reverse("cases:assessment", args=[mine.pk]))
    assert done["Location"] == address(beside, beside.person_id)


def test_alone_in_a_case_nobody_is_asked_about_whom(manager, torino):
    with scope(city_id=torino.pk, user_id=manager.user.pk):
        case = make_case(by=manager.user)
    page = manager.get(reverse("cases:assessments", args=[case.pk])).content.decode()
    assert "About whom" not in page and "Begin an assessment" in page


def test_what_was_said_with_who_left_stays_and_nothing_new_begins(manager, beside):
    with inside(beside, manager):
        kept = begin_assessment(id=uuid7(), case=beside.case, person=beside.person, by=manager.user)
    manager.post(reverse("cases:assessment", args=[kept.pk]))
    with inside(beside, manager):
        leave_case(party=beside, leaving=Leaving.LEFT, by=manager.user)
        with pytest.raises(NotInCase):
            begin_assessment(id=uuid7(), case=beside.case, person=beside.person, by=manager.user)
    page = manager.get(address(beside, beside.person_id)).content.decode()
    assert str(kept.pk) in page and "Begin an assessment" not in page
    manager.post(address(beside), {"person": beside.person_id})
    with inside(beside, manager):
        assert Assessment.objects.count() == 1


def test_who_is_of_no_case_is_the_one_it_goes_through(manager, beside):
    for asked in (uuid7(), "x"):
        page = manager.get(address(beside, asked))
        assert page.status_code == 200
        assert f'?person={beside.case.person_id}" aria-current="page"' in page.content.decode()


def test_the_figures_compare_nobody_with_somebody_else(manager, beside):
    """One low, another high: no step up of anybody."""
    with inside(beside, manager):
        make_finished(beside.case, by=manager.user, housing=(1, 1))
        other = begin_assessment(
            id=uuid7(), case=beside.case, person=beside.person, by=manager.user
        )
        make_finished(beside.case, by=manager.user, assessment=other, housing=(4, 4))
        assert progress_of_now().compared == 0


def test_ten_more_people_add_no_query(manager, beside, torino):
    few = budget.count(manager, address(beside))
    assert few <= budget.MOST_A_PAGE
    with inside(beside, manager):
        for _ in range(10):
            join_case(id=uuid7(), case=beside.case, person=make_person(), by=manager.user)
    assert budget.count(manager, address(beside)) <= few
