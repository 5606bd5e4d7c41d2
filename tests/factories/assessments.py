"""Assessments, inside the open scope."""

from lgnet.cases.actions.assessments import begin_assessment, finish_assessment, say_area
from lgnet.cases.enums_plan import LifeArea
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from tests.factories.cases import make_case, make_manager


def make_assessment(case=None, *, by=None):
    """Begin an assessment of a case."""
    by = by or make_manager()
    return begin_assessment(id=uuid7(), case=case or make_case(by=by), by=by)


def make_finished(case=None, *, by=None, assessment=None, **scores):
    """Finish an assessment; ``scores``: a domain, and its step together and by the worker."""
    by = by or make_manager()
    found = assessment or make_assessment(case, by=by)
    for name, (together, worker) in (scores or {"housing": (2, 1)}).items():
        say_area(
            assessment=found,
            area=LifeArea(name),
            together_answer=Answer.KNOWN,
            together=together,
            worker=worker,
            by=by,
        )
    return finish_assessment(assessment=found, by=by)
