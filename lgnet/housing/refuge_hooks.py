"""What protection adds to pages of others: the menu, a person's "Add", undo, notices."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.notifications.registry import register_kind
from lgnet.people import registry
from lgnet.ui import navigation, undo
from lgnet.ui.actions import UndoRefused

from . import refuge_jobs
from .actions import refuge_notices
from .actions.refuges import RefugeRefused, restore_refuge_request
from .models import RefugeRequest

ASK, ANSWER = "housing.refuge_request", "housing.refuge_answer"
# Known to the worker from here.
JOBS = (refuge_jobs.refuge_post, refuge_jobs.refuge_alerts)


def register() -> None:
    """Register everything; called once, when the app is ready."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Requests for protection"),
            url_name="housing:refuge_inbox",
            permission=ANSWER,
            icon="it-lock",
            order=43,
            hint=gettext_lazy("Who asks you for protection"),
        )
    )
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("My requests for protection"),
            url_name="housing:refuge_requests",
            permission=ASK,
            icon="it-lock",
            order=44,
            hint=gettext_lazy("What you asked, and the answer"),
            home=False,
        )
    )
    registry.register_add_link(
        label=gettext_lazy("Ask for protection"),
        url_name="housing:refuge_ask",
        permission=ASK,
        icon="it-lock",
        order=31,
    )
    undo.register("housing.withdraw_refuge_request", undo_withdrawal, permission=ASK)
    # Neutral words: whoever looks over the shoulder learns nothing.
    register_kind(
        refuge_notices.ANSWERED,
        words=gettext_lazy("A request of yours was answered."),
        icon="it-lock",
    )
    register_kind(
        refuge_notices.RECEIVED, words=gettext_lazy("A request waits for you."), icon="it-lock"
    )
    register_kind(
        refuge_notices.SOUGHT,
        words=gettext_lazy("Somebody outside tried to open something of yours: %(at)s."),
        icon="it-warning-circle",
    )


def undo_withdrawal(*, by: Any, request_id: str) -> None:
    """Take the withdrawal of one's own request back; raises UndoRefused where things moved on."""
    rows = RefugeRequest.objects.filter(pk=UUID(request_id), asked_by=by)
    asked = rows.order_by("pk").first()
    if asked is None:
        raise UndoRefused(_("This request is no longer here."))
    try:
        restore_refuge_request(asked=asked, by=by)
    except RefugeRefused as refused:
        raise UndoRefused(str(refused)) from refused
