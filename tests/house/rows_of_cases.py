"""Cases: who may open each page, and how to make a change of one."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.models import Case, CaseFact
from lgnet.directory.models import Service
from lgnet.encounters.models import ServiceGiven
from lgnet.network.enums import Role
from tests.factories.encounters import make_encounter
from tests.factories.people import make_person
from tests.house import (
    rows_of_answers,
    rows_of_assessments,
    rows_of_closings,
    rows_of_eligibility,
    rows_of_parties,
    rows_of_plans,
    rows_of_restricted,
    rows_of_services,
    rows_of_team,
)
from tests.house.access_row import Row

SEEING = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER, Role.CITY_MANAGER})
TAKING_CHARGE = frozenset({Role.CASE_MANAGER})
CASE = {"case_id": "case"}
PAPER = {"document_id": "case_document"}

MATRIX = {
    "cases:cases": Row(SEEING, grows=("case",)),
    "cases:case_new": Row(TAKING_CHARGE, post=422, query={"person": "person"}),
    "cases:case_detail": Row(SEEING, path=CASE, adds="case_fact"),
    "cases:case_close": Row(TAKING_CHARGE, post=422, path=CASE),
    "cases:case_state": Row(TAKING_CHARGE, post=422, path=CASE),
    "cases:services": Row(SEEING, path=CASE, adds="case_service"),
    "cases:vulnerability": Row(TAKING_CHARGE, path=CASE, adds="finished_form"),
    "cases:documents": Row(TAKING_CHARGE, post=422, path=CASE, adds="case_document"),
    "cases:document": Row(TAKING_CHARGE, path=PAPER),
    "cases:document_destroy": Row(TAKING_CHARGE, post=302, path=PAPER),
    **rows_of_assessments.MATRIX,
    **rows_of_answers.MATRIX,
    **rows_of_plans.MATRIX,
    **rows_of_services.MATRIX,
    **rows_of_closings.MATRIX,
    **rows_of_eligibility.MATRIX,
    **rows_of_parties.MATRIX,
    **rows_of_team.MATRIX,
    **rows_of_restricted.MATRIX,
}


def fact_of(case: Case, **fields: Any) -> CaseFact:
    """Write that a case was paused, whatever its state."""
    return CaseFact.objects.create(
        case=case, kind="suspend", was="active", became="suspended", reason="In ospedale", **fields
    )


def service_of(case: Case) -> ServiceGiven:
    """Give the person of a case a service in a contact of its own."""
    return ServiceGiven.objects.create(
        encounter=make_encounter(case.person), service=Service.objects.get(code="food"), minutes=5
    )


def _fact(**fields: Any) -> CaseFact:
    return fact_of(Case.objects.create(person=make_person()), **fields)


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.CaseFact": _fact,
    **rows_of_team.RECIPES,
    **rows_of_restricted.RECIPES,
}
