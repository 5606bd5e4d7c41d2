"""Notices about the term: warnings before the end, stays past it, extensions asked and answered."""

from typing import Any
from uuid import UUID

from lgnet.housing.enums import ExtensionState
from lgnet.housing.models import Extension, Stay
from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify

# Kinds of notices; their words are registered in term_hooks.py.
TERM_NEAR = "housing.term_near"
TERM_OVER = "housing.term_over"
EXTENSION_ASKED = "housing.extension_asked"
EXTENSION_APPROVED = "housing.extension_approved"
EXTENSION_REFUSED = "housing.extension_refused"


class Circle:
    """Who hears of the stays of the open cell: its coordinators, and who works with the person.

    Asked once for as many stays as there are.
    """

    def __init__(self) -> None:
        self.coordinators = _users("housing.place")
        self.workers = _users("people.view") - self.coordinators

    def tell(self, stay: Stay, kind: str, *, once: str, **said: Any) -> None:
        """Tell the coordinators, who gave the place and who asked for it; each what they open."""
        notify(
            user_ids=self.coordinators,
            kind=kind,
            arguments=said,
            url_name="housing:stay_detail",
            url_args={"stay_id": stay.pk},
            once_key=once,
        )
        asked_by = stay.request.asked_by_id if stay.request else None
        notify(
            user_ids=self.workers & {stay.given_by_id, asked_by},
            kind=kind,
            arguments=said,
            url_name="people:detail",
            url_args={"person_id": stay.person_id},
            once_key=once,
        )


def tell_deciders(extension: Extension) -> None:
    """Tell who may decide, but not who asked, that an extension waits."""
    notify(
        user_ids=_users("housing.decide") - {extension.asked_by_id},
        kind=EXTENSION_ASKED,
        arguments={"until": extension.until_on},
        url_name="housing:extension",
        url_args={"extension_id": extension.pk},
        once_key=f"asked:{extension.pk}",
    )


def tell_asker(extension: Extension) -> None:
    """Tell who asked what became of their extension."""
    approved = extension.state == ExtensionState.APPROVED
    notify(
        user_ids=[extension.asked_by_id],
        kind=EXTENSION_APPROVED if approved else EXTENSION_REFUSED,
        arguments={"until": extension.until_on},
        url_name="housing:stay_extend",
        url_args={"stay_id": extension.stay_id},
    )


def _users(permission: str) -> set[UUID]:
    return set(members_who_may(permission).values_list("user_id", flat=True))
