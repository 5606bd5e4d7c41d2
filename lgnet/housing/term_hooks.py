"""What the term adds to pages of others: the menu, notices, undo; and its nightly job."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.notifications.registry import register_kind
from lgnet.ui import navigation, undo
from lgnet.ui.actions import UndoRefused

from . import jobs_terms
from .actions import term_notices
from .actions.extensions import reopen_extension
from .actions.refusals import HousingRefused
from .queries import terms

# The worker finds jobs by importing them.
JOBS = (jobs_terms.warn_of_terms,)

KINDS = {
    term_notices.TERM_NEAR: (
        gettext_lazy("A stay ends by %(due)s: day %(day)s of its time limit. Tell the person."),
        "it-clock",
    ),
    term_notices.TERM_OVER: (
        gettext_lazy("A stay is over its time limit since %(due)s."),
        "it-warning-circle",
    ),
    term_notices.EXTENSION_ASKED: (
        gettext_lazy("An extension until %(until)s waits for your decision."),
        "it-inbox",
    ),
    term_notices.EXTENSION_APPROVED: (
        gettext_lazy("Your extension was approved until %(until)s."),
        "it-check-circle",
    ),
    term_notices.EXTENSION_REFUSED: (
        gettext_lazy("Your extension until %(until)s was refused. See why."),
        "it-info-circle",
    ),
}


def register() -> None:
    """Put the extensions into the menu, say the notices, let answers be taken back."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Extensions"),
            url_name="housing:extensions",
            permission="housing.decide",
            icon="it-clock",
            order=44,
            key="x",
            hint=gettext_lazy("Who needs to stay longer"),
        )
    )
    for name, (words, icon) in KINDS.items():
        register_kind(name, words=words, icon=icon)
    undo.register("housing.refuse_extension", undo_answer, permission="housing.decide")
    undo.register("housing.withdraw_extension", undo_answer, permission="housing.extend")


def undo_answer(*, by: Any, extension_id: str) -> None:
    """Take a refusal or a withdrawal back; raises UndoRefused where things moved on."""
    found = terms.extensions().filter(pk=UUID(extension_id)).order_by("pk").first()
    if found is None:
        raise UndoRefused(_("This extension is no longer here."))
    try:
        reopen_extension(extension=found, by=by)
    except HousingRefused as refused:
        raise UndoRefused(str(refused)) from refused
