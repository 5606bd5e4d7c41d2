"""Findings about funding lines, and what these ask: who may open each page, how to make a row."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.models import Case, EligibilityFinding
from lgnet.kernel.ids import derived_uuid
from lgnet.network.actions.reference import FUNDING_LINES, funding_line_id
from lgnet.network.enums import Role
from tests.factories.people import make_person
from tests.house.access_row import Row

TAKING_CHARGE = frozenset({Role.CASE_MANAGER})
NATION = frozenset({Role.NATIONAL_COORDINATOR})
CASE = {"case_id": "case"}
LINE = FUNDING_LINES["lgnet2"][0]
CONDITION = derived_uuid("funding-condition", LINE, "present")

MATRIX = {
    "network:funding": Row(NATION, post=422),
    "network:condition_end": Row(NATION, get=405, post=302, path={"condition_id": f"={CONDITION}"}),
    "cases:eligibility": Row(TAKING_CHARGE, post=405, path=CASE, adds="finding"),
    "cases:eligibility_find": Row(TAKING_CHARGE, post=422, path={**CASE, "line": f"={LINE}"}),
}


def finding_of(case: Case, **fields: Any) -> EligibilityFinding:
    """Find something about a case, whatever its state."""
    return EligibilityFinding.objects.create(
        case=case,
        person=case.person,
        line_id=funding_line_id(),
        conclusion="unclear",
        sealed_grounds='[["Vive in città", "not_known"]]',
        reason="Aspetta il tribunale",
        **fields,
    )


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.EligibilityFinding": lambda **fields: finding_of(
        Case.objects.create(person=make_person()), **fields
    ),
}

KEPT = {"cases.EligibilityFinding": "what was found stays; the next finding stands beside it"}
