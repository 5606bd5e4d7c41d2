"""The team of a case and its handovers: who may open each page, and how to make a row."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from lgnet.cases.models import Case, CaseMember, CasePolicy, CaseRequest, Handover
from lgnet.network.enums import Role
from tests.factories.network import make_user
from tests.factories.people import make_person
from tests.house.access_row import Row

LEADING = frozenset({Role.CASE_MANAGER, Role.CITY_MANAGER})
CASE = {"case_id": "case"}

MATRIX = {
    "cases:requests": Row(LEADING, grows=("case_request",)),
    "cases:request_decide": Row(LEADING, post=422, path={"request_id": "case_request"}),
    "cases:workload": Row(frozenset({Role.CITY_MANAGER}), grows=("case",)),
    "cases:policy": Row(frozenset({Role.CITY_MANAGER}), post=422),
    "cases:team": Row(LEADING, post=422, path=CASE, adds="case_member"),
    "cases:handover_new": Row(LEADING, post=422, path=CASE),
    "cases:member_end": Row(LEADING, post=302, path={"member_id": "case_member"}),
    "cases:handover_answer": Row(LEADING, post=422, path={"handover_id": "handover"}),
    "cases:handover_withdraw": Row(LEADING, post=302, path={"handover_id": "handover"}),
}


def member_of(case: Case, **fields: Any) -> CaseMember:
    """Write that somebody works on a case."""
    values = {"user": make_user(), "part": "helper", "from_on": dt.date(2026, 3, 2)}
    return CaseMember.objects.create(case=case, does="Scuola", **values | fields)


def _handover(**fields: Any) -> Handover:
    case = Case.objects.create(person=make_person())
    values = {"to_user": make_user(), "still_open": "Permesso", "case": case}
    return Handover.objects.create(**values | fields)


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.CaseMember": lambda **fields: member_of(
        Case.objects.create(person=make_person()), **fields
    ),
    "cases.Handover": _handover,
    "cases.CasePolicy": lambda **fields: CasePolicy.objects.create(**fields),
    "cases.CaseRequest": lambda **fields: CaseRequest.objects.create(
        case=Case.objects.create(person=make_person()),
        **{"move": "close", "outcome": "housed"} | fields,
    ),
}

KINDS: dict[str, Callable[[Any], Any]] = {
    "case_member": lambda user: RECIPES["cases.CaseMember"](recorded_by=user),
    "case_request": lambda user: RECIPES["cases.CaseRequest"](),
    "handover": lambda user: _handover(to_user=user, recorded_by=user),
}
