"""Rules of the street: shifts, sightings, wishes. Pure functions over values."""

import datetime as dt

from lgnet.kernel.nights import NIGHT_TURNS_AT, night_of

# As many hours as pass, also when the clock is turned in between; longer is a wrong date.
LONGEST_SHIFT = dt.timedelta(hours=16)
# A shift that nobody ended stops taking contacts.
STAYS_OPEN = dt.timedelta(hours=20)
# An alert over more nights is renewed by who knows the weather then.
LONGEST_ALERT = 14
# How long a danger note may hold, in hours.
DANGER_HOURS = (12, 24, 72, 168)


class ImplausibleShift(ValueError):
    """A shift that cannot be; ``reason`` is ``order`` or ``long``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_shift(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """Raise ImplausibleShift for a shift that ends before it begins, or lasts too long."""
    if ends_at <= starts_at:
        raise ImplausibleShift("order")
    if ends_at - starts_at > LONGEST_SHIFT:
        raise ImplausibleShift("long")


def night_of_shift(starts_at: dt.datetime) -> dt.date:
    """Return the night a shift belongs to: that of its beginning, however late it ends."""
    return night_of(starts_at)


def ends_after(starts: dt.datetime, ends: dt.time) -> dt.datetime:
    """Return the local end for a local beginning and a time of day: the next time it is so late.

    Both without a zone, as on the wall.
    """
    same = dt.datetime.combine(starts.date(), ends)
    return same if same > starts else same + dt.timedelta(days=1)


def is_out_now(
    *, begun_at: dt.datetime | None, ended_at: dt.datetime | None, now: dt.datetime
) -> bool:
    """Return whether a shift is out; one that nobody ended stops counting after a while."""
    return begun_at is not None and ended_at is None and now - begun_at < STAYS_OPEN


def nights_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the nights from ``first`` to ``last``, both included; none if turned round."""
    return [first + dt.timedelta(days=one) for one in range((last - first).days + 1)]


def day_in_night(night: dt.date, time: dt.time) -> dt.datetime:
    """Return the local moment, without a zone, at which it is ``time`` in a night."""
    day = night + dt.timedelta(days=1) if time < NIGHT_TURNS_AT else night
    return dt.datetime.combine(day, time)


def wish_holds(*, until_on: dt.date | None, is_ended: bool, night: dt.date) -> bool:
    """Return whether a wish for no contact holds in a night; its last night counts."""
    return not is_ended and (until_on is None or night <= until_on)
