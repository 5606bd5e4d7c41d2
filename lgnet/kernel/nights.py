"""Nights: what "tonight" means at two in the morning.

A night is named by the date on which it begins. A street worker at 02:00 on the 23rd still
speaks of the night of the 22nd, so the day turns at 06:00 local time, not at midnight.
"""

import datetime as dt
from zoneinfo import ZoneInfo

ITALY = ZoneInfo("Europe/Rome")
NIGHT_TURNS_AT = dt.time(6, 0)


def night_of(moment: dt.datetime, *, zone: ZoneInfo = ITALY) -> dt.date:
    """Return the date of the night that ``moment`` belongs to.

    Raises ValueError for a naive datetime: without a zone the night cannot be known.
    """
    if moment.tzinfo is None:
        raise ValueError("A night needs a moment with a time zone.")
    local = moment.astimezone(zone)
    if local.time() < NIGHT_TURNS_AT:
        return local.date() - dt.timedelta(days=1)
    return local.date()


def tonight() -> dt.date:
    """Return the date of the night we are in, or that comes next."""
    return night_of(dt.datetime.now(tz=dt.UTC))


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` calendar months later, the month's last where it lacks it.

    31 August plus six months is 28 (or 29) February: a term in months ends on the last day of
    a shorter month (Italian civil code, art. 2963).
    """
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    month += 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))
