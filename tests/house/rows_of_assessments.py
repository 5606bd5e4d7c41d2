"""Assessments: who may open each page, and how to make one and a domain of it."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.models import Assessment, AssessmentArea, Case
from lgnet.network.enums import Role
from tests.factories.people import make_person
from tests.house.access_row import Row

ASSESSING = frozenset({Role.CASE_MANAGER})
ONE = {"assessment_id": "assessment"}

MATRIX = {
    "cases:assessments": Row(ASSESSING, post=302, path={"case_id": "case"}, adds="case_assessment"),
    "cases:assessment": Row(ASSESSING, post=302, path=ONE),
    "cases:assessment_area": Row(ASSESSING, get=405, post=422, path=ONE | {"area": "=food"}),
}


def assessment_of(case: Case, **fields: Any) -> Assessment:
    """Write a finished assessment of a case."""
    known: dict[str, Any] = {"instrument": 1, "finished_at": "2026-01-31T10:00Z"}
    return Assessment.objects.create(case=case, person=case.person, **known | fields)


def _assessment(**fields: Any) -> Assessment:
    case = Case.objects.create(person=make_person())
    return assessment_of(case, **{"finished_at": None} | fields)


def _area(**fields: Any) -> AssessmentArea:
    return AssessmentArea.objects.create(
        assessment=_assessment(), area="food", together=2, together_answer="known", **fields
    )


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.Assessment": _assessment,
    "cases.AssessmentArea": _area,
}
KINDS = {"assessment": lambda user: _assessment(recorded_by=user)}
