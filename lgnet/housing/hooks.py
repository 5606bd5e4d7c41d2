"""What housing adds to pages of others: the first page, a person's page, undo."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lgnet.kernel.nights import tonight
from lgnet.network.access import can
from lgnet.people.models import Person
from lgnet.people.registry import TIMELINE_LENGTH, TimelineEntry, read_once
from lgnet.ui.actions import UndoRefused

from . import queries
from .actions.refusals import HousingRefused
from .actions.requests import reopen_request
from .actions.stays import Nights, reopen_stay
from .clock import count_words
from .countdown import Countdown
from .enums import HoldState, RequestState
from .inbox import party_words
from .models import PlacementRequest, Stay


def tonight_panel(request: Any) -> dict[str, Any]:
    """Return the first page's panel: the free places of structures open tonight."""
    rows = list(queries.free_by_structure(tonight()))
    free = sum(row["free"] for row in rows)
    words = ngettext("%(count)s place", "%(count)s places", free) % {"count": free}
    to_check = sum(row["to_check"] for row in rows)
    check_words = ngettext("%(count)s to check", "%(count)s to check", to_check) % {
        "count": to_check
    }
    return {
        "rows": rows,
        "free": free,
        "words": words,
        "to_check": to_check,
        "check_words": check_words,
    }


@read_once
def _requests(person: Person) -> list[PlacementRequest]:
    return list(queries.requests_of(person)[:TIMELINE_LENGTH])


@read_once
def _stays(person: Person) -> list[Stay]:
    return list(queries.stays_of(person)[:TIMELINE_LENGTH])


def person_panel(request: Any, person: Person) -> dict[str, Any]:
    """Return a person's panel: where they sleep, and the request that waits."""
    asked = next((one for one in _requests(person) if one.state == RequestState.OPEN), None)
    may_place = can(request.membership, "housing.place")
    stay = next((stay for stay in _stays(person) if stay.ended_on is None), None)
    held_until = asked.held_until if asked else None  # type: ignore[attr-defined]
    return {
        "stay": stay,
        "occupancies": queries.nights_taken(stay) if stay else [],
        "asked": asked,
        "others": _others(asked) if asked else "",
        "with_whom": asked.person.known_as if asked and asked.person_id != person.pk else "",
        "countdown": Countdown.to(held_until) if held_until else None,
        "count": count_words(stay, tonight()) if stay else "",
        "may_extend": can(request.membership, "housing.extend"),
        "may_place": may_place,
        "may_open_request": asked is not None
        and (may_place or asked.asked_by_id == request.user.pk),
    }


def person_moments(person: Person) -> Iterable[TimelineEntry]:
    """Return a person's newest requests and stays as moments of the timeline."""
    for asked in _requests(person):
        yield TimelineEntry(
            moment=asked.asked_at,
            label=gettext_lazy("A place was asked for"),
            text=" · ".join(filter(None, (asked.get_state_display(), _others(asked)))),
            by=asked.asked_by.full_name if asked.asked_by else "",
            icon="it-inbox",
        )
        for held in asked.held:  # type: ignore[attr-defined]
            yield TimelineEntry(
                moment=dt.datetime.fromisoformat(held["made_at"]),
                label=gettext_lazy("A place was held"),
                text=_hold_words(held),
                by=held["by"] or "",
                icon="it-clock",
            )
    for stay in _stays(person):
        yield TimelineEntry(
            moment=stay.given_at,
            label=gettext_lazy("A place was given"),
            text=stay.structure.name,
            by=stay.given_by.full_name if stay.given_by else "",
            icon="it-key",
        )
        if stay.ended_at is not None:
            yield TimelineEntry(
                moment=stay.ended_at,
                label=gettext_lazy("The stay ended"),
                text=stay.structure.name,
                by=stay.ended_by.full_name if stay.ended_by else "",
                icon="it-logout",
            )


def _others(asked: PlacementRequest) -> str:
    """Return the others of a party in words: "+ 2, 1 not named yet"."""
    return party_words(named=asked.named, unnamed=asked.unnamed)  # type: ignore[attr-defined]


def _hold_words(held: dict[str, str]) -> str:
    """Return what became of a hold; one that ran out says so before anybody wrote it down."""
    state = HoldState(held["state"])
    until = Countdown.to(dt.datetime.fromisoformat(held["expires_at"]))
    return until.words if state == HoldState.ACTIVE else str(state.label)


def link_warnings(people: Sequence[Person]) -> Iterable[str]:
    """Say where records about to be read together slept in two places in the same nights."""
    stays = [(place, stay) for place, person in enumerate(people) for stay in _stays(person)]
    if any(
        one_place != other_place and _overlap(one, other)
        for (one_place, one), (other_place, other) in itertools.combinations(stays, 2)
    ):
        yield _("Stays of these records overlap: one person cannot sleep in two places at once.")


def _overlap(one: Stay, other: Stay) -> bool:
    """Return whether two stays share a night; the day somebody left is no night of theirs."""
    return (other.ended_on is None or one.started_on < other.ended_on) and (
        one.ended_on is None or other.started_on < one.ended_on
    )


def undo_end_of_stay(*, by: Any, stay_id: str, nights: str) -> None:
    """Take the end of a stay back; raises UndoRefused where its nights are gone."""
    stay = Stay.objects.filter(pk=UUID(stay_id)).order_by("pk").first()
    if stay is None:
        raise UndoRefused(_("This stay is no longer here."))
    try:
        reopen_stay(stay=stay, nights=Nights.from_text(nights), by=by)
    except HousingRefused as refused:
        raise UndoRefused(str(refused)) from refused


def undo_answer(*, by: Any, request_id: str) -> None:
    """Take a refusal or a withdrawal back; raises UndoRefused where things moved on."""
    asked = PlacementRequest.objects.filter(pk=UUID(request_id)).order_by("pk").first()
    if asked is None:
        raise UndoRefused(_("This request is no longer here."))
    try:
        reopen_request(request=asked, by=by)
    except HousingRefused as refused:
        raise UndoRefused(str(refused)) from refused
