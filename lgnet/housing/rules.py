"""Rules of housing: pure functions over values, so that a person of the field can read them."""

import datetime as dt
from collections.abc import Collection

from lgnet.kernel.nights import add_months

from .enums import Term, Urgency

# A stay is named "ending soon" this many days before it must end.
SOON = dt.timedelta(days=30)

# Places are held so long where nobody says otherwise.
HOLD_HOURS = 4
HOLD_HOURS_MOST = 48

# Days since the term began to count on which worker, coordinator and person are warned.
WARNING_DAYS = (120, 150, 170)

# Who comes back within so many days is counted as returned, in these two groups.
RETURN_DAYS = (30, 180)

# A request for protection that nobody accepted within this time is answered "not now" (also in
# the database, migration 0007), so that a city with refuges and one without answer alike.
REFUGE_TERM = dt.timedelta(hours=24)

# Years of age from which each band begins, as the figures have them.
AGE_BANDS = (0, 5, 12, 18, 60)

# Who is answered first, in words: a request belongs to the first group whose reasons it has all
# of. Inside a group the longest wait comes first. Nothing is counted or added up.
REASON_GROUPS: tuple[frozenset[Urgency], ...] = (
    frozenset({Urgency.STREET_TONIGHT, Urgency.CHILDREN}),
    frozenset({Urgency.HEALTH_RISK}),
    frozenset({Urgency.PROTECTION_RISK}),
    frozenset({Urgency.STREET_TONIGHT}),
    frozenset({Urgency.CHILDREN}),
    frozenset({Urgency.EVICTION}),
)


def due_on(
    *, months: int | None, counts_from: dt.date, extended_until: dt.date | None = None
) -> dt.date | None:
    """Return the morning by which a stay ends: the term's, or of an approved extension if later.

    ``months`` is the policy's term in calendar months, None for no term; ``counts_from`` the
    first night that counts, of an earlier stay of the programme where this one goes on from it.
    """
    if months is None:
        return None
    return max(add_months(counts_from, months), extended_until or dt.date.min)


def ends_by(*, due: dt.date | None, closes_on: Collection[dt.date | None] = ()) -> dt.date | None:
    """Return the earliest of the term's end and the days on which place or structure close."""
    return min((day for day in (due, *closes_on) if day is not None), default=None)


def first_night(*, asked_from: dt.date, tonight: dt.date) -> dt.date:
    """Return the first night of a stay given now: a night that has passed cannot be given."""
    return max(asked_from, tonight)


def nights_left(
    *, taken_from: dt.date, taken_until: dt.date | None, left_on: dt.date
) -> tuple[dt.date, dt.date] | None:
    """Return the nights ``[from, to)`` that stay taken when a person leaves on a morning.

    None where no night is left: who leaves on the day they came slept no night here.
    ``taken_until`` is None where the nights had no end.
    """
    end = left_on if taken_until is None else min(taken_until, left_on)
    return (taken_from, end) if end > taken_from else None


def night_count(*, started_on: dt.date, ended_on: dt.date | None, tonight: dt.date) -> int:
    """Return the nights slept before tonight, or in all where the stay has ended."""
    return max(((ended_on or tonight) - started_on).days, 0)


def term(
    *,
    due: dt.date | None,
    ended_on: dt.date | None,
    tonight: dt.date,
    is_expected: bool = False,
) -> Term:
    """Return where a stay stands with its time limit.

    ``is_expected``: its nights are still a booking, the person has not come yet.
    """
    if ended_on is not None:
        return Term.ENDED
    if due is not None and due <= tonight:
        return Term.OVERDUE
    if is_expected:
        return Term.EXPECTED
    if due is None:
        return Term.NO_LIMIT
    return Term.SOON if due - SOON <= tonight else Term.RUNNING


def may_end_on(*, started_on: dt.date, day: dt.date, today: dt.date) -> bool:
    """Return whether a stay may end on ``day``: not before it began, not in days to come.

    A stay that has not begun ends on its first day: the person never came.
    """
    return started_on <= day <= max(today, started_on)


def reason_group(urgency: Collection[str]) -> int:
    """Return the position in ``REASON_GROUPS``, or one past its end for no named reason."""
    for position, reasons in enumerate(REASON_GROUPS):
        if reasons <= set(urgency):
            return position
    return len(REASON_GROUPS)
