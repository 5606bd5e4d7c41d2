"""Hours in words: "Open until 13:00", "Closed now, opens Monday at 09:00"."""

import datetime as dt
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from .enums import Weekday
from .queries.finding import State
from .rules_hours import Span, Week

# From nine to one reads in this order on an Arabic page, too.
_LEFT_TO_RIGHT, _AS_BEFORE = "\u2066", "\u2069"


def state_words(state: State, now: dt.datetime) -> str:
    """Return whether it is open, and what comes next."""
    if state.now is not None:
        if state.now.ends_at is None:
            return _("Open day and night")
        return _("Open until %(time)s") % {"time": _moment(state.now.ends_at, now)}
    if not state.are_hours_known:
        return _("Hours not known")
    if state.following is None:
        return _("Closed, no day known on which it opens")
    opens = timezone.localtime(state.following.starts_at)
    days = (opens.date() - timezone.localdate(now)).days
    values = {"time": _hour(opens.time()), "day": Weekday(opens.weekday()).label}
    if days == 0:
        return _("Closed now, opens today at %(time)s") % values
    if days == 1:
        return _("Closed now, opens tomorrow at %(time)s") % values
    if days < 7:
        return _("Closed now, opens %(day)s at %(time)s") % values
    values["date"] = formats.date_format(opens.date(), "j F")
    return _("Closed now, opens on %(date)s at %(time)s") % values


def state_kind(state: State) -> str:
    """Return the kind of badge that goes with the words."""
    if state.now is not None:
        return "ok"
    return "stop" if state.are_hours_known else "idle"


def span_words(span: Span) -> str:
    """Return an opening as "09:00–13:00", with a word where it ends the day after."""
    if span.opens == span.closes:
        return _("24 hours from %(time)s") % {"time": _hour(span.opens)}
    words = f"{_LEFT_TO_RIGHT}{_hour(span.opens)}–{_hour(span.closes)}{_AS_BEFORE}"
    if span.is_over_midnight and span.closes != dt.time(0):
        return _("%(hours)s (the day after)") % {"hours": words}
    return words


def week_rows(week: Week) -> list[tuple[Any, list[str]]]:
    """Return (day, openings) for the seven days."""
    return [
        (weekday.label, [span_words(span) for span in sorted(week.get(weekday.value, ()))])
        for weekday in Weekday
    ]


def _moment(at: dt.datetime, now: dt.datetime) -> str:
    local = timezone.localtime(at)
    days = (local.date() - timezone.localdate(now)).days
    # The small hours belong to the night one is in.
    if days == 0 or (days == 1 and local.hour < 6):
        return _hour(local.time())
    return _("%(day)s %(time)s") % {
        "day": Weekday(local.weekday()).label,
        "time": _hour(local.time()),
    }


def _hour(time: dt.time) -> str:
    return f"{time:%H:%M}"
