"""Filled-in forms: who may open each page, and how to make one."""

from collections.abc import Callable
from typing import Any

from lgnet.cases.models import Case, FormAnswers
from lgnet.network.enums import Role
from tests.factories.forms import make_field, make_version
from tests.factories.people import make_person
from tests.house.access_row import Row

FILLING = frozenset({Role.CASE_MANAGER})
ANSWERS = {"answers_id": "form_answers"}

MATRIX = {
    "cases:forms": Row(FILLING, path={"case_id": "case"}, adds="finished_form"),
    # The core, which every city asks.
    "cases:form_fill": Row(FILLING, post=422, path={"case_id": "case", "form_code": "=situation"}),
    "cases:form_read": Row(FILLING, path=ANSWERS),
    # A draft is gone on with instead.
    "cases:form_correct": Row(FILLING, get=302, path=ANSWERS),
}


def answers_of(case: Case, **fields: Any) -> FormAnswers:
    """Write finished answers of a case."""
    known: dict[str, Any] = {"state": "finished", "finished_at": "2026-01-31T10:00Z"}
    return _write(case, **known | {"told_at": "2026-01-31T10:00Z"} | fields)


def _write(case: Case, **fields: Any) -> FormAnswers:
    version = make_version(make_field("work"))
    return FormAnswers.objects.create(
        case=case,
        person=case.person,
        version=version,
        form_code=version.code,
        sealed_answers="{}",
        sealed_aside="[]",
        **fields,
    )


def _answers(**fields: Any) -> FormAnswers:
    return _write(Case.objects.create(person=make_person()), **fields)


RECIPES: dict[str, Callable[..., Any]] = {"cases.FormAnswers": _answers}
KINDS = {"form_answers": lambda user: _answers(recorded_by=user)}
