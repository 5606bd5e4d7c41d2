"""How running cases get on: counted from plans and assessments, compared with a count by hand."""

import re

import pytest
from django.urls import reverse

from lgnet.cases.actions.assessments import finish_assessment, say_area
from lgnet.cases.actions.cases import close_case
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_plan import GoalState, LifeArea
from lgnet.cases.models import Assessment, Case
from lgnet.cases.queries.progress import Progress, progress_of_now
from lgnet.kernel.answers import Answer
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import refresh_all_figures
from lgnet.monitoring.enums import Measure
from lgnet.network.enums import Role
from tests.factories.assessments import make_assessment, make_finished
from tests.factories.cases import make_case, make_manager
from tests.factories.plans import make_goal

pytestmark = pytest.mark.django_db


def assessed(case, by, *times):
    """Finish an assessment for each of ``times``: steps said together by domain."""
    for scores in times:
        make_finished(case, by=by, **{area: (step, 1) for area, step in scores.items()})
    return case


def with_goals(case, by, *states):
    for state in states:
        make_goal(case, by=by, state=state, result="detto")
    return case


def by_hand():
    """Count in Python, case by case, what the statement counts."""
    planned = reached = compared = better = 0
    for case in Case.objects.exclude(state="closed"):
        states = [goal.state for goal in case.goals.all()]
        planned += bool(states)
        reached += GoalState.REACHED in states
        done = [
            one
            for one in case.assessments.order_by("finished_at", "pk")
            if one.finished_at and one.person_id == case.person_id
        ]
        alike = [one for one in done if one.instrument == done[-1].instrument]
        if len(alike) < 2:
            continue
        first, last = (
            {area.area: area.together for area in one.areas.all() if area.together is not None}
            for one in (alike[0], alike[-1])
        )
        steps = [last[area] - first[area] for area in first if area in last]
        compared += bool(steps)
        better += any(step > 0 for step in steps) and all(step >= 0 for step in steps)
    return Progress(planned, reached, compared, better)


@pytest.fixture
def by(torino):
    with scope(city_id=torino.pk):
        yield make_manager()


def test_each_kind_of_case_counts_where_it_belongs(by):
    assert progress_of_now() == Progress(0, 0, 0, 0)
    make_case(by=by)
    with_goals(make_case(by=by), by, GoalState.OPEN, GoalState.PARTLY)
    with_goals(make_case(by=by), by, GoalState.GIVEN_UP, GoalState.REACHED, GoalState.REACHED)
    assessed(make_case(by=by), by, {"housing": 1})
    up = assessed(make_case(by=by), by, {"housing": 1, "work": 2}, {"housing": 3, "work": 2})
    assessed(make_case(by=by), by, {"housing": 1, "work": 2}, {"housing": 5, "work": 1})
    assessed(make_case(by=by), by, {"housing": 2}, {"housing": 2})
    assessed(make_case(by=by), by, {"housing": 2}, {"work": 4})
    # Back again: the ends are compared, not what lay between.
    assessed(make_case(by=by), by, {"housing": 2}, {"housing": 4}, {"housing": 2})
    # A draft is nobody's step.
    make_assessment(up, by=by)
    found = progress_of_now()
    assert found == Progress(planned=2, reached=1, compared=4, better=1)
    assert found == by_hand()
    close_case(case=up, outcome=Outcome.OTHER, by=by)
    assert progress_of_now() == Progress(planned=2, reached=1, compared=3, better=0) == by_hand()


def test_steps_of_other_anchors_are_not_compared(by):
    case = make_case(by=by)
    old = make_finished(case, by=by, housing=(1, 1))
    assert old.instrument
    newer = make_assessment(case, by=by)
    Assessment.objects.filter(pk=newer.pk).update(instrument=old.instrument + 1)
    newer.refresh_from_db()

    say_area(
        assessment=newer,
        area=LifeArea.HOUSING,
        together_answer=Answer.KNOWN,
        together=4,
        worker=None,
        by=by,
    )
    finish_assessment(assessment=newer, by=by)
    assert progress_of_now() == Progress(0, 0, 0, 0) == by_hand()


def test_the_boards_tell_it_and_hide_what_is_small(torino, palermo, sign_in):
    for city, better, others in ((torino, 7, 6), (palermo, 6, 2)):
        with scope(city_id=city.pk):
            by = make_manager()
            for number in range(better + others):
                end = 3 if number < better else 1
                case = assessed(make_case(by=by), by, {"housing": 1}, {"housing": end})
                with_goals(case, by, GoalState.REACHED)
    refresh_all_figures()
    page = sign_in(Role.NATIONAL_ANALYST).get(
        reverse("monitoring:board"), headers={"accept-language": "en"}
    )
    text = page.content.decode()
    table = text[text.index('id="progress"') : text.index('id="told"')]

    def row_of(city):
        found = re.search(rf"<th[^>]*>\s*(?:<bdi>)?{city}.*?</tr>", table, re.S).group()
        cells = re.findall(r"<td[^>]*>(.*?)</td>", found, re.S)
        return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]

    # Eight less six would tell of two of Palermo: one of the numbers is hidden.
    assert row_of("Palermo")[:2] == ["8", "8"]
    assert "hidden" in row_of("Palermo")[2:]
    manager = sign_in(Role.CITY_MANAGER, palermo)
    own = manager.get(reverse("monitoring:city"), headers={"accept-language": "en"})
    assert str(Measure.BETTER.label) in own.content.decode()
