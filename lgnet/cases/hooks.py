"""What cases add to pages of others: a person's page, undo."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lgnet.network.access import can
from lgnet.notifications.registry import register_kind
from lgnet.people.models import Person
from lgnet.people.registry import TIMELINE_LENGTH, TimelineEntry, read_once
from lgnet.ui.actions import UndoRefused

from .actions import handovers, request_notices
from .actions.plans import unsettle_action
from .actions.protection import ASKED
from .actions.refusals import CaseRefused
from .actions.restricted import LET_IN
from .actions.states import reopen_case
from .models import Case
from .plan_paper import paper_text, shortened
from .queries import cases as queries
from .queries import plans
from .rules import is_running

# As long as an extension takes it.
LONGEST_EXIT_PLAN = 2000

_NOTICES = {
    handovers.OFFERED: gettext_lazy("A case is offered to you since %(on)s: accept or decline."),
    handovers.ACCEPTED: gettext_lazy("A handover of %(on)s has been accepted."),
    handovers.DECLINED: gettext_lazy("A handover of %(on)s has been declined: the case is back."),
    handovers.WITHDRAWN: gettext_lazy("A handover of %(on)s has been withdrawn."),
    request_notices.CLOSE_ASKED: gettext_lazy(
        "A colleague asks since %(on)s to close a case: a second person decides."
    ),
    request_notices.REOPEN_ASKED: gettext_lazy(
        "A colleague asks since %(on)s to reopen a case: a second person decides."
    ),
    request_notices.APPROVED: gettext_lazy("What you asked for a case on %(on)s is approved."),
    request_notices.REFUSED: gettext_lazy(
        "What you asked for a case on %(on)s is refused: the reason is there."
    ),
    ASKED: gettext_lazy("Somebody asks for the protection service since %(on)s."),
    LET_IN: gettext_lazy("A protected file is open to you since %(on)s."),
}


def register_notices() -> None:
    """Say in words what a notice of cases tells."""
    for name, words in _NOTICES.items():
        register_kind(name, words=words, icon="it-folder")


@read_once
def _cases(person: Person) -> list[Case]:
    return list(queries.cases_about(person)[:TIMELINE_LENGTH])


def person_panel(request: Any, person: Person) -> dict[str, Any]:
    """Return a person's panel: the open case and who answers for it."""
    return {
        "case": next((case for case in _cases(person) if is_running(case.state)), None),
        "may_manage": can(request.membership, "cases.manage"),
    }


def person_moments(person: Person) -> Iterable[TimelineEntry]:
    """Return a person's cases as moments of the timeline: opened, closed."""
    for case in _cases(person):
        url = reverse("cases:case_detail", args=[case.pk])
        yield TimelineEntry(
            moment=case.opened_at,
            label=gettext_lazy("A case was opened"),
            by=case.opened_by.full_name if case.opened_by else "",
            url=url,
            icon="it-folder",
        )
        if case.closed_at is not None:
            yield TimelineEntry(
                moment=case.closed_at,
                label=gettext_lazy("The case was closed"),
                text=case.get_outcome_display(),
                by=case.closed_by.full_name if case.closed_by else "",
                url=url,
                icon="it-check-circle",
            )


def link_warnings(people: Sequence[Person]) -> Iterable[str]:
    """Say where records about to be read together have more than one open case."""
    is_open = [any(is_running(case.state) for case in _cases(person)) for person in people]
    if sum(is_open) > 1:
        yield _("More than one of these records has an open case. Agree on who follows the person.")


def undo_closing(*, by: Any, case_id: str) -> None:
    """Take the closing of a case back; raises UndoRefused where a newer one is open."""
    case = Case.objects.filter(pk=UUID(case_id)).order_by("pk").first()
    if case is None:
        raise UndoRefused(_("This case is no longer here."))
    try:
        reopen_case(case=case, by=by)
    except CaseRefused as refused:
        raise UndoRefused(str(refused)) from refused


def undo_settling(*, by: Any, action_id: str, revision: str) -> None:
    """Take back that an action was done; raises UndoRefused where it changed since."""
    action = plans.action_by_id(UUID(action_id))
    if action is None:
        raise UndoRefused(_("This action is no longer here."))
    try:
        unsettle_action(action=action, revision=int(revision), by=by)
    except CaseRefused as refused:
        raise UndoRefused(str(refused)) from refused


def exit_plan(request: Any, person: Person) -> str:
    """Return the exit plan of a person's open case as text, for who may read it; else nothing."""
    if not can(request.membership, "cases.manage"):
        return ""
    case = queries.open_case_of(person)
    if case is None:
        return ""
    return shortened(paper_text(plans.exit_goals(case), get_language() or "it"), LONGEST_EXIT_PLAN)
