"""Referrals in words, the same on every page: where they stand, whose turn it is, the clock."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import rules
from .access import is_receiver, is_sender
from .enums import FactKind, SharedField, Turn, Urgency
from .models import ReceivedTransfer, Referral

_BADGES = {
    FactKind.SENT: "idle",
    FactKind.SEEN: "info",
    FactKind.ACCEPTED: "ok",
    FactKind.DECLINED: "stop",
    FactKind.ATTENDED: "ok",
    FactKind.NOT_ATTENDED: "warn",
    FactKind.WITHDRAWN: "idle",
    FactKind.RELEASED: "stop",
    FactKind.CLOSED: "idle",
}
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list."""

    url: str
    who: str
    what: str
    partner: str
    is_received: bool
    badge: str
    state: str
    clock: str
    urgency: list[str]
    at: dt.datetime


def row_of(referral: Referral, organisation_id: UUID, now: dt.datetime) -> Row:
    """Return a referral as a line, for an organisation that sent or received it."""
    state = rules.state_at(referral.state, referral.due_at, now)
    received = is_receiver(referral, organisation_id) and not is_sender(referral, organisation_id)
    return Row(
        url=reverse("referrals:detail", args=[referral.pk]),
        who=called(referral) if received else referral.person.known_as,
        what=str(referral.service),
        partner=referral.from_organisation.name if received else partner_of(referral),
        is_received=received,
        badge=_BADGES[state],
        state=str(state.label),
        clock=clock(state, referral.due_at, now),
        urgency=urgency_words(referral.urgency),
        at=referral.sent_at,
    )


def transfer_row(transfer: ReceivedTransfer, now: dt.datetime) -> Row:
    """Return what another city hands over as a line; before a yes it names nobody."""
    state = rules.state_at(transfer.state, transfer.due_at, now)
    return Row(
        url=reverse("referrals:transfer", args=[transfer.pk]),
        who=transfer.person.known_as if transfer.person else _("Without a name until accepted"),
        what=str(transfer.service),
        partner=transfer.from_city.name,
        is_received=True,
        badge=_BADGES[state],
        state=str(state.label),
        clock=clock(state, transfer.due_at, now),
        urgency=urgency_words(transfer.urgency),
        at=transfer.sent_at,
    )


def standing(referral: Any, now: dt.datetime) -> dict[str, Any]:
    """Return where a referral or a transfer stands, for its page."""
    state = rules.state_at(referral.state, referral.due_at, now)
    return {
        "state": state,
        "words": str(state.label),
        "badge": _BADGES[state],
        "turn": rules.turn_of(state),
        "clock": clock(state, referral.due_at, now),
    }


def clock(state: FactKind, due: dt.datetime, now: dt.datetime) -> str:
    """Return how long there is still to answer; empty where nobody has to."""
    if state not in rules.WAITING:
        return ""
    hours = int((due - now).total_seconds() // _HOUR)
    if hours < 1:
        return _("less than an hour to answer")
    if hours < 48:
        return ngettext("%(count)s hour to answer", "%(count)s hours to answer", hours) % {
            "count": hours
        }
    days = hours // 24
    return ngettext("%(count)s day to answer", "%(count)s days to answer", days) % {"count": days}


def turn_words(turn: Turn, *, is_ours: bool) -> str:
    """Return whose turn it is, as one's own organisation reads it."""
    if turn == Turn.NOBODY:
        return _("Nothing is left to do")
    return _("Our turn") if is_ours else _("Their turn")


def partner_of(referral: Referral) -> str:
    """Return to whom somebody was sent."""
    if referral.to_city is not None:
        return referral.to_city.name
    if referral.offer is not None:
        return referral.offer.site.name
    return ""


def called(referral: Referral) -> str:
    """Return what the person is called, where that was told."""
    if SharedField.CALLED not in referral.given or not referral.content:
        return _("Name not told")
    identity = json.loads(referral.content).get("identity", {})
    return identity.get("known_as") or _("Name not told")


def urgency_words(codes: Sequence[str]) -> list[str]:
    """Return named reasons in words."""
    return [str(Urgency(code).label) for code in codes]
