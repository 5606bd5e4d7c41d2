"""The people of a case: who may open each page, and how to make a row."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.models import Case, CaseParty
from lgnet.network.enums import Role
from tests.factories.people import make_person
from tests.house.access_row import Row

TAKING_CHARGE = frozenset({Role.CASE_MANAGER})
CASE = {"case_id": "case"}

MATRIX = {
    "cases:people": Row(TAKING_CHARGE, post=422, path=CASE, adds="party"),
    "cases:go_on": Row(TAKING_CHARGE, post=422, path=CASE),
    "cases:party_leave": Row(TAKING_CHARGE, post=422, path={"party_id": "party"}),
}


def party_of(case: Case, **fields: Any) -> CaseParty:
    """Have somebody join a case."""
    return CaseParty.objects.create(**{"case": case, "person": make_person(), **fields})


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.CaseParty": lambda **fields: party_of(
        Case.objects.create(person=make_person()), **fields
    ),
}

KEPT = {"cases.CaseParty": "who was in a case stays written"}

KINDS: dict[str, Callable[[Any], Any]] = {
    "party": lambda user: party_of(
        Case.objects.create(person=make_person(), responsible=user, opened_by=user),
        recorded_by=user,
    ),
}
