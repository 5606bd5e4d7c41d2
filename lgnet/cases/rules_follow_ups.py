"""When somebody asks again after a closing. Pure: days in, days out.

A mark begins on its calendar day after the closing and lasts until the next mark begins; the last
one lasts three months. What was not asked within that time says nothing of that mark any more.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lgnet.cases.enums_outcomes import Mark
from lgnet.kernel.nights import add_months

# The mark and the month in which it is over.
UNTIL: Mapping[Mark, int] = {Mark.THREE: 6, Mark.SIX: 12, Mark.TWELVE: 15}
# So many days after its beginning a mark is overdue.
OVERDUE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Due:
    """A mark with the first day on which it is asked for, and the first on which it is over."""

    mark: Mark
    from_on: dt.date
    until_on: dt.date

    def is_overdue(self, today: dt.date) -> bool:
        """Return whether the mark has waited for long."""
        return today >= self.from_on + dt.timedelta(days=OVERDUE_DAYS)


def marks_of(closed_on: dt.date) -> list[Due]:
    """Return all marks of a closing, the first first."""
    return [
        Due(mark, add_months(closed_on, mark.value), add_months(closed_on, until))
        for mark, until in UNTIL.items()
    ]


def due_mark(closed_on: dt.date, *, done: Collection[int], today: dt.date) -> Due | None:
    """Return the mark to ask for today, or None where there is none, or it is done."""
    now = next((due for due in marks_of(closed_on) if due.from_on <= today < due.until_on), None)
    return None if now is None or now.mark in done else now


def next_mark(closed_on: dt.date, *, done: Collection[int], today: dt.date) -> Due | None:
    """Return the first mark that is neither over nor done: due today, or still to come."""
    return next(
        (due for due in marks_of(closed_on) if today < due.until_on and due.mark not in done), None
    )


def has_begun(closed_on: dt.date, mark: Mark, *, today: dt.date) -> bool:
    """Return whether a mark may be answered: its day has come, even if it is over by now."""
    return add_months(closed_on, mark.value) <= today


def last_closing(*, months: int, by: dt.date) -> dt.date:
    """Return the last day of closing whose term of ``months`` has ended on or before ``by``.

    Several days may end in one short month: 29, 30 and 31 August plus six months are 28 February.
    """
    day = add_months(by, -months)
    while add_months(day, months) > by:
        day -= dt.timedelta(days=1)
    while add_months(day + dt.timedelta(days=1), months) <= by:
        day += dt.timedelta(days=1)
    return day


def closings_due(
    mark: Mark, *, today: dt.date, is_overdue: bool = False
) -> tuple[dt.date, dt.date]:
    """Return first and last day of closing for which ``mark`` is asked for today.

    The last may lie before the first: then there is none.
    """
    waited = dt.timedelta(days=OVERDUE_DAYS if is_overdue else 0)
    last = last_closing(months=mark.value, by=today - waited)
    first = last_closing(months=UNTIL[mark], by=today) + dt.timedelta(days=1)
    return first, last
