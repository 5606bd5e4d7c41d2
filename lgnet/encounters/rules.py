"""Rules about when a contact may have happened: pure functions over values."""

import datetime as dt
from zoneinfo import ZoneInfo

from lgnet.kernel.nights import ITALY

# Clocks of phones and servers differ a little; more than this is a wrong date.
FORGIVEN_SKEW = dt.timedelta(minutes=5)
# Older contacts come from an import, with the file that says so.
LONGEST_AGO = dt.timedelta(days=2 * 365 + 1)


class ImplausibleMoment(ValueError):
    """A contact that cannot be recorded by hand; ``reason`` is ``future`` or ``too_old``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_moment(happened_at: dt.datetime, *, now: dt.datetime) -> None:
    """Raise ImplausibleMoment for a contact in the future or more than two years ago.

    Raises ValueError for a naive datetime: twice a year it means two moments, or none.
    """
    if happened_at.tzinfo is None:
        raise ValueError("A contact needs a moment with a time zone.")
    if happened_at > now + FORGIVEN_SKEW:
        raise ImplausibleMoment("future")
    if happened_at < now - LONGEST_AGO:
        raise ImplausibleMoment("too_old")


class NoSuchMoment(ValueError):
    """A local time that was skipped when the clock was turned forward."""


def local_moment(naive: dt.datetime, *, now: dt.datetime, zone: ZoneInfo = ITALY) -> dt.datetime:
    """Return the moment that a clock on the wall showed.

    In the night the clock is turned back an hour comes twice: the later one is meant, unless it
    is still to come. Raises NoSuchMoment for an hour that was skipped.
    """
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    for moment in (first, second):
        if moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != naive:
            raise NoSuchMoment(naive.isoformat())
    moment = second if second.astimezone(dt.UTC) <= now else first
    return moment.astimezone(dt.UTC)
