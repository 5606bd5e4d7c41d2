"""Assessments: the rules, what the actions write, what the database holds, the pages."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lgnet.cases.actions.assessments import (
    begin_assessment,
    finish_assessment,
    say_area,
    say_where,
)
from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.refusals import AlreadyFinished, CannotMove, ChangedMeanwhile
from lgnet.cases.anchors import ANCHORS
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_plan import LifeArea
from lgnet.cases.models import Assessment, AssessmentArea
from lgnet.cases.rules_assessment import HEIGHT, MARGIN, WIDTH, line, missing
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests import budget
from tests.factories.assessments import make_assessment, make_finished
from tests.factories.cases import make_case, make_manager

SCORES = st.lists(st.none() | st.integers(1, 5), max_size=20)


def test_each_domain_has_five_steps_in_words_of_its_own():
    for words in ANCHORS.values():
        assert set(words) == set(LifeArea)
        assert {len(steps) for steps in words.values()} == {5}
        said = [str(step) for steps in words.values() for step in steps]
        assert len(set(said)) == len(said)


@given(SCORES)
def test_a_line_stays_in_its_box_and_a_higher_step_is_higher(scores):
    drawn = line(scores)
    assert len(drawn.marks) == sum(score is not None for score in scores)
    known = [score for score in scores if score is not None]
    for (x, y), score in zip(drawn.marks, known, strict=True):
        assert MARGIN <= x <= WIDTH - MARGIN
        assert MARGIN <= y <= HEIGHT - MARGIN
        assert y == line([score]).marks[0][1]
    assert line([5]).marks[0][1] < line([1]).marks[0][1]


def test_a_moment_without_a_score_breaks_the_line():
    whole = line([1, 2, 3, 4, 5])
    assert len(whole.parts) == 1 and whole.parts[0].count(",") == 5
    broken = line([1, 2, None, 4, 5])
    assert [part.count(",") for part in broken.parts] == [2, 2]
    assert line([1, None, 3]).parts == (), "two lone marks are no line"
    assert len(line([1, None, 3]).marks) == 2


@pytest.mark.parametrize("score", [0, 6])
def test_what_is_no_step_is_no_score(score):
    with pytest.raises(ValueError, match="step"):
        line([score])


def test_declined_has_been_asked():
    assert missing({}) == list(LifeArea)
    said = dict.fromkeys(LifeArea, (Answer.DECLINED, None))
    assert missing(said) == []
    assert missing(said | {LifeArea.WORK: (Answer.NOT_ASKED, None)}) == [LifeArea.WORK]
    assert missing(said | {LifeArea.WORK: (Answer.NOT_ASKED, 3)}) == []


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def case(db, torino, manager):
    with scope(city_id=torino.pk):
        return make_case(by=manager.user)


@pytest.fixture
def open_scope(torino):
    with scope(city_id=torino.pk):
        yield


def known(step):
    return {"together_answer": Answer.KNOWN, "together": step}


@pytest.mark.django_db
def test_two_colleagues_share_a_draft(open_scope, case):
    one = make_assessment(case)
    assert make_assessment(case, by=make_manager()) == one
    finish_assessment(assessment=one, by=make_manager())
    assert make_assessment(case) != one


@pytest.mark.django_db
def test_a_colleagues_word_is_not_lost(open_scope, case):
    by, found = make_manager(), make_assessment(case)
    say_area(assessment=found, area=LifeArea.WORK, by=by, **known(2))
    # A second tab, opened before.
    with pytest.raises(ChangedMeanwhile) as told:
        say_area(assessment=found, area=LifeArea.WORK, by=by, **known(4))
    assert told.value.current.together == 2
    say_area(assessment=found, area=LifeArea.WORK, by=by, **known(2))
    row = say_area(assessment=found, area=LifeArea.WORK, by=by, revision=1, **known(4))
    assert (row.together, row.revision) == (4, 2)


@pytest.mark.django_db
def test_what_is_finished_stays(open_scope, case):
    by, found = make_manager(), make_finished(case)
    assert finish_assessment(assessment=found, by=make_manager()).finished_by == found.finished_by
    with pytest.raises(AlreadyFinished):
        say_area(assessment=found, area=LifeArea.WORK, by=by, **known(2))
    with pytest.raises(AlreadyFinished):
        say_where(assessment=found, answer=Answer.KNOWN, lives=1)
    for statement in (
        "UPDATE cases_assessment SET lives = 1, lives_answer = 'known'",
        "UPDATE cases_assessment SET finished_at = NULL, finished_by_id = NULL",
        "DELETE FROM cases_assessmentarea",
        "UPDATE cases_assessmentarea SET worker = 5",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentArea.objects.create(assessment=found, area=LifeArea.FOOD, worker=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sets",
    [
        "together = 6",
        "together = NULL",
        "worker = 0",
        "together_answer = 'declined'",
        "revision = 0",
    ],
)
def test_the_database_knows_the_steps(open_scope, case, sets):
    say_area(assessment=make_assessment(case), area=LifeArea.WORK, by=make_manager(), **known(2))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_assessmentarea SET {sets}")


@pytest.mark.django_db
def test_a_closed_case_begins_no_assessment(open_scope, case):
    by = make_manager()
    close_case(case=case, outcome=Outcome.HOUSED, by=by)
    with pytest.raises(CannotMove):
        begin_assessment(id=uuid7(), case=case, by=by)


def body(response):
    return response.content.decode()


@pytest.mark.django_db
def test_it_is_filled_in_kept_and_finished(torino, manager, case):
    page = reverse("cases:assessments", args=[case.pk])
    assert "No assessment yet" in body(manager.get(page))
    begun = manager.post(page)["Location"]
    area = f"{begun}housing/"
    said = {"revision": "0", "together": "2", "worker": "1", "support": "much"}
    answer = manager.post(area, said)
    assert answer["Location"].endswith("#housing")
    part = manager.post(
        f"{begun}work/", {"revision": "0", "together": "declined"}, HTTP_HX_REQUEST="true"
    )
    assert "Kept." in body(part)
    assert "<html" not in body(part)
    manager.post(f"{begun}where/", {"lives": "1"})
    assert "Started, something is missing" in body(manager.get(page))
    assert "12 parts of life" in body(manager.get(begun))
    assert manager.post(begun)["Location"] == page
    shown = body(manager.get(begun))
    assert "A bed for tonight, nothing after" in shown
    assert "The street or another public space" in shown
    assert "Prefers not to say" in shown
    assert "as-figure" in body(manager.get(page)), "one moment is a mark, no line yet"
    with scope(city_id=torino.pk):
        assert Assessment.objects.get().finished_by == manager.user


@pytest.mark.django_db
@pytest.mark.parametrize(("headers", "status"), [({}, 409), ({"HTTP_HX_REQUEST": "true"}, 422)])
def test_in_two_tabs_both_are_shown(torino, manager, case, headers, status):
    begun = manager.post(reverse("cases:assessments", args=[case.pk]))["Location"]
    manager.post(f"{begun}food/", {"revision": "0", "together": "2"})
    told = manager.post(f"{begun}food/", {"revision": "0", "together": "4"}, **headers)
    assert told.status_code == status
    assert "A colleague said otherwise meanwhile" in body(told)
    assert "Eats at soup kitchens alone" in body(told)
    assert 'name="revision" value="1"' in body(told)
    manager.post(f"{begun}food/", {"revision": "1", "together": "4"})
    with scope(city_id=torino.pk):
        assert AssessmentArea.objects.get().together == 4


@pytest.mark.django_db
def test_a_domain_there_is_not_and_a_step_there_is_not(manager, case):
    begun = manager.post(reverse("cases:assessments", args=[case.pk]))["Location"]
    assert manager.post(f"{begun}luck/", {"revision": "0"}).status_code == 404
    refused = manager.post(f"{begun}food/", {"revision": "0", "together": "9"})
    assert refused.status_code == 422


@pytest.mark.django_db
def test_ten_more_assessments_cost_no_query(torino, manager, case):
    page = reverse("cases:assessments", args=[case.pk])

    def grow(count):
        with scope(city_id=torino.pk):
            for _ in range(count):
                make_finished(case, by=manager.user, housing=(2, 3), work=(1, 1))

    grow(2)
    few = budget.count(manager, page)
    grow(10)
    assert budget.count(manager, page) == few <= budget.MOST_A_PAGE
    assert budget.writes(manager, page) == []
