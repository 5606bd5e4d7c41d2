"""Lines of the requests inbox: for whom, whose turn it is, what is held and how long still."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import queries
from .actions.refusals import place_words
from .countdown import Countdown
from .enums import RequestState
from .models import PlacementRequest


@dataclass(frozen=True, slots=True)
class Line:
    """One request as the inbox shows it."""

    asked: Any
    others: str
    turn: str
    waited: str
    countdown: Countdown | None
    held: list[str]


def lines_of(requests: Iterable[Any]) -> list[Line]:
    """Return the lines of requests of ``queries.inbox``; one query, for the places held."""
    found = list(requests)
    held = queries.held_for(found) if any(one.held_until for one in found) else {}
    return [
        Line(
            asked=one,
            others=party_words(named=one.named, unnamed=one.unnamed),
            turn=turn_words(one, is_held=one.held_until is not None),
            waited=waited_words(one),
            countdown=Countdown.to(one.held_until) if one.held_until else None,
            held=[place_words(row.place) for row in held.get(one.pk, ())],
        )
        for one in found
    ]


def party_words(*, named: int, unnamed: int) -> str:
    """Return the others of a party in words, to stand after a name: "+ 2, 1 not named yet"."""
    words = f"+ {named + unnamed}" if named or unnamed else ""
    if unnamed:
        few = ngettext("%(count)s not named yet", "%(count)s not named yet", unnamed)
        words = f"{words}, {few % {'count': unnamed}}"
    return words


def turn_words(asked: PlacementRequest, *, is_held: bool) -> str:
    """Return who has to act on an open request, in words; empty where it was answered."""
    if asked.state != RequestState.OPEN:
        return ""
    if not is_held:
        return _("Who gives places")
    name = asked.asked_by.full_name if asked.asked_by else _("Who asked")
    return _("%(name)s: do they come?") % {"name": name}


def waited_words(asked: PlacementRequest) -> str:
    """Return how long a request has waited, in whole days."""
    until = asked.answered_at or timezone.now()
    days = max(0, (timezone.localdate(until) - timezone.localdate(asked.asked_at)).days)
    if not days:
        return _("since today") if asked.answered_at is None else _("the same day")
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
