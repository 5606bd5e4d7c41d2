"""Rules of the term of a stay: its count of days, its warnings, how far an extension goes.

Pure functions over values. Where the term itself ends: ``rules.due_on``, and the database
(docs/adr/0013-the-term-of-a-stay.md).
"""

import datetime as dt

from lgnet.kernel.nights import add_months

from .rules import WARNING_DAYS

# So much further an extension goes at most, in calendar months. Who needs longer asks again:
# somebody looks at the exit plan at least twice a year, and an extension never becomes a home.
EXTENSION_MONTHS_MOST = 6

# The longest time between a warning and the end: day 120 of a term from March or July.
WARNED_BEFORE = dt.timedelta(days=184 - WARNING_DAYS[0])


def days_used(*, counts_from: dt.date, tonight: dt.date) -> int:
    """Return the days of the term that are over: none on the first night."""
    return max((tonight - counts_from).days, 0)


def days_left(*, due: dt.date, tonight: dt.date) -> int:
    """Return the nights that may still be slept, tonight included; below zero past the end."""
    return (due - tonight).days


def warning_on(day: int, *, counts_from: dt.date, months: int, due: dt.date) -> dt.date:
    """Return when the warning of ``day`` of the count is given, for a stay that ends by ``due``.

    An extension moves the end, and the warnings by as many days: each comes as long before the
    new end as before the old. A stay that ends before its term moves nothing.
    """
    moved = max(due - add_months(counts_from, months), dt.timedelta(0))
    return counts_from + dt.timedelta(days=day) + moved


def warning_reached(
    *, counts_from: dt.date, months: int, due: dt.date, tonight: dt.date
) -> int | None:
    """Return the last warning reached by ``tonight`` (120, 150, 170), or None.

    Past the end there is none: the stay is over its limit then, which is told by itself.
    """
    if tonight >= due:
        return None
    reached = [
        day
        for day in WARNING_DAYS
        if warning_on(day, counts_from=counts_from, months=months, due=due) <= tonight
    ]
    return reached[-1] if reached else None


def extension_days(*, term_ends: dt.date, tonight: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day until which an extension may be asked, both included.

    It goes beyond what is allowed already and beyond tonight, and at most so many months further.
    """
    start = max(term_ends, tonight)
    return start + dt.timedelta(days=1), add_months(start, EXTENSION_MONTHS_MOST)
