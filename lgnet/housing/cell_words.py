"""What the cells of the board and the bars of the timeline say, in the language of the page.

Made here and not in the templates: of a page with hundreds of them each step there counts.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enums import ClosureReason, OccupancyKind, PlaceState
from .timeline import OVER, Bar

SHAPES = {
    OccupancyKind.HOLD: PlaceState.HELD,
    OccupancyKind.BOOKING: PlaceState.EXPECTED,
    OccupancyKind.BLOCK: PlaceState.BLOCKED,
    OccupancyKind.CLOSURE: PlaceState.CLOSED,
}


def tell_cells(places: Iterable[Any], *, now: dt.datetime) -> None:
    """Give each place of ``queries.places_on`` the words of its state, and until when.

    ``seconds_left``: how long a hold still lasts. ``until``: its hour, or the day on which the
    place is free again; empty where neither is known.
    """
    states = {state.value: str(state.label) for state in PlaceState}
    reasons = {reason.value: str(reason.label) for reason in ClosureReason}
    for place in places:
        place.words = states[place.state]
        place.closed_words = reasons.get(place.closed_for, "")
        place.seconds_left, place.until = 0, ""
        if place.expires_at is not None:
            place.seconds_left = max(int((place.expires_at - now).total_seconds()), 0)
            place.until = formats.date_format(timezone.localtime(place.expires_at), "TIME_FORMAT")
        elif place.free_again_on is not None:
            place.until = short_day(place.free_again_on)


def tell_bars(bars: Iterable[Bar], *, called: Mapping[UUID, str]) -> None:
    """Give each bar its words, the shape that stands for them, clock, time left and days."""
    kinds = {kind.value: str(state.label) for kind, state in SHAPES.items()}
    taken = str(PlaceState.TAKEN.label)
    reasons = {reason.value: str(reason.label) for reason in ClosureReason}
    for bar in bars:
        bar.called = called.get(bar.person_id, "") if bar.person_id else ""
        bar.shape = str(SHAPES.get(OccupancyKind(bar.kind), ""))
        bar.words = kinds.get(bar.kind, "" if bar.called else taken)
        if bar.reason:
            bar.words = f"{bar.words}: {reasons[bar.reason]}"
        if bar.expires_at is not None:
            hour = formats.date_format(timezone.localtime(bar.expires_at), "TIME_FORMAT")
            bar.until = _("till %(time)s") % {"time": hour}
        if bar.day and bar.total:
            bar.clock = _("day %(day)s of %(total)s") % {"day": bar.day, "total": bar.total}
        elif bar.day:
            bar.clock = _("day %(day)s") % {"day": bar.day}
        bar.dates = f"{_day(bar.first)} – {_day(bar.end) if bar.end else _('open end')}"
        bar.time_left = _time_left(bar)


def _time_left(bar: Bar) -> str:
    if not bar.mark:
        return ""
    if bar.mark == OVER:
        return _("Over its time limit")
    left = bar.left or 0
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


def short_day(day: dt.date) -> str:
    """Return day and month in figures, for narrow cells."""
    return f"{day.day}/{day.month}"


def _day(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
