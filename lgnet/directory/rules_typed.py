"""Hours as people type them: "9-13, 18:30-2". Pure functions."""

import datetime as dt
import itertools
import re
from collections.abc import Iterable

from lgnet.directory.rules_hours import Span

_HOUR = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"^{_HOUR}\s*[-–—]\s*{_HOUR}$")
# More openings in one day are a slip of the hand.
MOST_SPANS = 6


class NotHours(ValueError):
    """A text that cannot be read as hours, or openings of one day that overlap."""


def read_spans(text: str) -> tuple[Span, ...]:
    """Return the openings of a day, in order; of an empty text none. 24 is midnight.

    Raises NotHours.
    """
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if len(parts) > MOST_SPANS:
        raise NotHours(text)
    spans = sorted(_span(part) for part in parts)
    for one, following in itertools.pairwise(spans):
        if one.is_over_midnight or following.opens < one.closes:
            raise NotHours(text)
    return tuple(spans)


def written(spans: Iterable[Span]) -> str:
    """Return openings as ``read_spans`` reads them."""
    return ", ".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in sorted(spans))


def _span(text: str) -> Span:
    found = _SPAN.match(text)
    if found is None:
        raise NotHours(text)
    opens_hour, opens_minute, closes_hour, closes_minute = found.groups()
    return Span(_time(opens_hour, opens_minute), _time(closes_hour, closes_minute))


def _time(hour: str, minute: str | None) -> dt.time:
    hours, minutes = int(hour), int(minute or 0)
    if hours == 24 and minutes == 0:
        return dt.time(0)
    if hours > 23 or minutes > 59:
        raise NotHours(hour)
    return dt.time(hours, minutes)
