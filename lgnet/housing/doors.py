"""Reading what the door sends: the house it stands for, the night, and ticks as text."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.dateparse import parse_date, parse_datetime

from . import rules_nights
from .actions.register import Tick
from .enums_house import Presence
from .models import HousingStructure
from .queries.register import houses_for

MOST_TICKS = 500


def uuid_or_404(text: Any) -> UUID:
    """Return the identifier in a text; raises Http404 for what is none."""
    try:
        return UUID(str(text))
    except ValueError:
        raise Http404 from None


def house_or_404(membership: Any, text: Any, night: dt.date) -> HousingStructure:
    """Return the house of this id whose door the member keeps; raises Http404 for others."""
    house = houses_for(membership, night).filter(pk=uuid_or_404(text)).order_by().first()
    if house is None:
        raise Http404
    return house


def night_or_404(text: str) -> dt.date:
    """Return the night named by a text such as 2026-03-28; raises Http404 for what names none."""
    try:
        night = parse_date(text)
    except ValueError:
        night = None
    if night is None:
        raise Http404
    return night


def read_mark(text: str) -> tuple[UUID, Presence]:
    """Return stay and presence of a button's value, such as ``<id>:present``."""
    stay, _, presence = text.partition(":")
    if presence not in Presence.values:
        raise Http404
    return uuid_or_404(stay), Presence(presence)


def read_ticks(text: str, *, sent_at: str, now: dt.datetime) -> tuple[list[Tick], list[str]]:
    """Return the ticks that a page sent as JSON, and the ids of those that cannot be read.

    Each is ``{"id", "stay", "presence", "at"}``; ``sent_at`` is the device's clock at sending.
    Raises ValueError where the whole is no list of ticks.
    """
    sent = _moment(sent_at) or now
    try:
        rows = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(rows, list) or len(rows) > MOST_TICKS:
        raise ValueError("not a list of ticks")
    ticks, unread = [], []
    for row in rows:
        tick = _tick(row, sent, now)
        if tick is not None:
            ticks.append(tick)
        elif isinstance(row, dict) and isinstance(row.get("id"), str):
            unread.append(row["id"])
    return ticks, unread


def _tick(row: Any, sent: dt.datetime, now: dt.datetime) -> Tick | None:
    if not isinstance(row, dict):
        return None
    made = _moment(row.get("at"))
    try:
        key, stay = UUID(str(row.get("id"))), UUID(str(row.get("stay")))
        presence = Presence(str(row.get("presence")))
    except ValueError:
        return None
    if made is None:
        return None
    moment = rules_nights.tick_moment(marked_at=made, sent_at=sent, now=now)
    return Tick(id=key, stay_id=stay, presence=presence, marked_at=moment)


def _moment(text: Any) -> dt.datetime | None:
    """Return a moment with its zone, or None for what is none."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
