"""Screens of the end of a case: what was achieved, the question, asking again."""

import datetime as dt

from django.utils import timezone

from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.follow_ups import record_follow_up
from lgnet.cases.actions.help import ask_help
from lgnet.cases.actions.outcomes import Said, change_outcomes
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_outcomes import Achieved, Area, Contact, LivesNow, Mark, WantsHelp
from lgnet.cases.models import Case
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.cases import make_case

CASES = Role.CASE_MANAGER

SCREENS = [
    Screen("cases:outcomes", CASES, ("case",)),
    Screen("cases:outcomes", CASES, ("asked_case",), on_phone=True),
    Screen("cases:after_closing", CASES, ("case",)),
    Screen("cases:after_closing", CASES, ("asked_case",), on_phone=True),
    Screen("cases:after_closing", CASES, ("due_case",), on_phone=True),
    Screen("cases:case_detail", CASES, ("asked_case",), on_phone=True),
    Screen("cases:follow_ups", CASES, on_phone=True),
    Screen("cases:follow_ups", CASES, query="?show=overdue"),
    Screen("cases:cases", CASES, query="?show=closed_with_stay"),
    Screen("cases:help_answer", CASES, ("help_asked",), on_phone=True),
    Screen("cases:help_answer", CASES, ("help_asked",), query="?language=ar", on_phone=True),
    Screen("cases:help_answer", CASES, ("help_asked",), sends_empty_form=True, status=422),
    Screen("cases:help_answered", CASES, query="?language=ar", on_phone=True),
]


def fill_closings(by) -> dict[str, object]:
    """Close two cases four months ago: one asked about already, the other due."""
    said = [
        Said(Area.HOUSING, Achieved.REACHED, 0, "Casa popolare"),
        Said(Area.LANGUAGE, Achieved.PARTLY, note="مستوى جيد"),
    ]
    asked_case, due_case = (_closed(by, said) for _ in range(2))
    record_follow_up(
        id=uuid7(),
        case=asked_case,
        mark=Mark.THREE,
        contact=Contact.REACHED,
        lives=LivesNow.DECLINED,
        wants_help=WantsHelp.YES,
        note="Cerca un corso la sera.",
        by=by,
    )
    asked = ask_help(case=asked_case, by=by)
    return {"asked_case": asked_case, "due_case": due_case, "help_asked": asked}


def _closed(by, said):
    case = make_case(by=by)
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(opened_at=now - dt.timedelta(days=300))
    case.refresh_from_db()
    close_case(case=case, outcome=Outcome.HOUSED, by=by)
    # Closed long ago, before anything is said of that closing.
    Case.objects.filter(pk=case.pk).update(closed_at=now - dt.timedelta(days=130))
    case.refresh_from_db()
    change_outcomes(id=uuid7(), case=case, seen=None, said=said, by=by)
    return case
