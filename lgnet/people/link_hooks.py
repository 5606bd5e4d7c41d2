"""What duplicates and links add to pages: the menu, the person's page, undo."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.ui import navigation, undo
from lgnet.ui.actions import UndoRefused

from . import links, pairs, registry
from .actions.links import Decided, LinkRefused, take_back_verdict
from .cards import card_of
from .models import Person

MERGE = "people.merge"
UNDO = "people.decide_pair"


def register_links() -> None:
    """Register the queue in the menu, the panel of records read together, and the way back."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Duplicates"),
            url_name="people:duplicates",
            permission=MERGE,
            icon="it-copy",
            order=21,
            key="q",
            hint=gettext_lazy("Records that may be one person"),
        )
    )
    registry.register_panel(
        name="people.together",
        template="people/_together_panel.html",
        context=together_panel,
        permission="people.view",
        order=0,
    )
    registry.register_link_check(pairs.clashing_codes, permission="people.papers")
    undo.register(UNDO, undo_decision, permission=MERGE)


def together_of(person: Person) -> links.Together | None:
    """Return the records read together with a person's, read once a page."""
    return _read_together(person)


_read_together = registry.read_once(links.read_together)


def together_panel(request: Any, person: Person) -> dict[str, Any] | None:
    """Return the panel of the other records; None for a record that stands alone."""
    together = together_of(person)
    if together is None:
        return None
    return {
        "count": together.count,
        "cards": [card_of(other) for other in together.others],
        "may_take_apart": MERGE in request.permissions,
    }


def undo_arguments(decided: Decided) -> dict[str, str]:
    """Return what the way back needs: identifiers and codes."""
    verdict = decided.verdict
    return {
        "first_id": str(verdict.first_id),
        "second_id": str(verdict.second_id),
        "decided_at": verdict.decided_at.isoformat(),
        "before": decided.before,
    }


def undo_decision(*, by: Any, first_id: str, second_id: str, decided_at: str, before: str) -> None:
    """Take a verdict back; raises UndoRefused where somebody has decided again since."""
    try:
        is_done = take_back_verdict(
            first_id=UUID(first_id),
            second_id=UUID(second_id),
            decided_at=dt.datetime.fromisoformat(decided_at),
            before=before,
            by=by,
        )
    except LinkRefused as refused:
        raise UndoRefused(str(refused)) from refused
    if not is_done:
        raise UndoRefused(_("Somebody has decided again on these records since."))
