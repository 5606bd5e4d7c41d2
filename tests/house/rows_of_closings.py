"""The end of a case: who may open each page, and how to make a row of each of its models."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lgnet.cases.enums_outcomes import Helpful
from lgnet.cases.models import (
    Case,
    CaseFollowUp,
    CaseOutcome,
    HelpAnswer,
    HelpAsked,
    HelpTally,
    HelpToken,
)
from lgnet.network.enums import Role
from tests.factories.people import make_person
from tests.house.access_row import Row

SEEING = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER, Role.CITY_MANAGER})
TAKING_CHARGE = frozenset({Role.CASE_MANAGER})
CASE = {"case_id": "case"}
CLOSED = {"case_id": "closed_case"}

MATRIX = {
    "cases:outcomes": Row(TAKING_CHARGE, post=422, path=CASE, adds="case_outcome"),
    "cases:after_closing": Row(TAKING_CHARGE, post=422, path=CLOSED),
    "cases:help_ask": Row(TAKING_CHARGE, get=405, post=302, path=CLOSED),
    "cases:help_answer": Row(TAKING_CHARGE, post=422, path={"asked_id": "help_asked"}),
    "cases:help_answered": Row(TAKING_CHARGE),
    "cases:follow_ups": Row(SEEING, grows=("closed_case",)),
}

_quarters = itertools.product(range(2000, 2100), (1, 4, 7, 10), Helpful.values)


def closed_case(**fields: Any) -> Case:
    """Make a case that closed four months ago, so that somebody asks again."""
    closed_at = timezone.now() - dt.timedelta(days=120)
    return Case.objects.create(
        **{
            "person": make_person(),
            "state": "closed",
            "outcome": "housed",
            "opened_at": closed_at - dt.timedelta(days=90),
            "closed_at": closed_at,
            **fields,
        }
    )


def outcome_of(case: Case, **fields: Any) -> CaseOutcome:
    """Say something of a case, whatever its state."""
    return CaseOutcome.objects.create(
        case=case,
        person=case.person,
        closed_at=case.closed_at or timezone.now(),
        area="work",
        value="partly",
        note="Part-time",
        **fields,
    )


def _follow_up(**fields: Any) -> CaseFollowUp:
    case = closed_case()
    return CaseFollowUp.objects.create(
        case=case,
        person=case.person,
        closed_at=case.closed_at,
        mark=3,
        contact="not_found",
        note="Numero spento",
        **fields,
    )


def asked(**fields: Any) -> HelpAsked:
    """Ask at the end of a case; nobody has answered."""
    case = closed_case()
    found = HelpAsked.objects.create(case=case, closed_at=case.closed_at, **fields)
    HelpToken.objects.create(asked=found)
    return found


def _asked_before(**fields: Any) -> HelpAsked:
    case = closed_case()
    return HelpAsked.objects.create(case=case, closed_at=case.closed_at, **fields)


def _tally(**fields: Any) -> HelpTally:
    year, month, value = next(_quarters)
    return HelpTally.objects.create(quarter_on=dt.date(year, month, 1), value=value, **fields)


RECIPES: dict[str, Callable[..., Any]] = {
    "cases.CaseOutcome": lambda **fields: outcome_of(closed_case(), **fields),
    "cases.CaseFollowUp": _follow_up,
    "cases.HelpAsked": _asked_before,
    "cases.HelpAnswer": lambda **fields: HelpAnswer.objects.create(
        asked=_asked_before(), value="very", **fields
    ),
    "cases.HelpTally": _tally,
    "cases.HelpToken": lambda **fields: HelpToken.objects.create(asked=_asked_before(), **fields),
}

KEPT = {
    "cases.CaseOutcome": "what was achieved is said anew, and never changed",
    "cases.CaseFollowUp": "what was found stays",
    "cases.HelpAsked": "that somebody was asked stays",
    "cases.HelpAnswer": "an answer stays",
}

KINDS: dict[str, Callable[[Any], Any]] = {
    "closed_case": lambda user: closed_case(responsible=user, opened_by=user, closed_by=user),
    "help_asked": lambda user: asked(recorded_by=user),
}
