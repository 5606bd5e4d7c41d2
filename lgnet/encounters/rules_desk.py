"""Rules of the desk: which way a ticket may go, and when somebody can be booked. Pure values."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lgnet.directory.catalogue import Hours, moment_of, openings
from lgnet.kernel.nights import ITALY

from .enums_desk import AppointmentState, VisitState

# An appointment in the register is a conversation, no more than half a day.
SHORTEST = dt.timedelta(minutes=10)
LONGEST = dt.timedelta(hours=4)
# Further ahead nobody knows who works when.
FURTHEST = dt.timedelta(days=180)
MOST_WEEKS = 12

WAYS: dict[VisitState, frozenset[VisitState]] = {
    VisitState.WAITING: frozenset({VisitState.CALLED, VisitState.LEFT}),
    VisitState.CALLED: frozenset(
        {VisitState.WAITING, VisitState.TAKEN, VisitState.NO_SHOW, VisitState.LEFT}
    ),
    VisitState.TAKEN: frozenset({VisitState.DONE}),
    VisitState.DONE: frozenset(),
    VisitState.NO_SHOW: frozenset({VisitState.WAITING}),
    VisitState.LEFT: frozenset({VisitState.WAITING}),
}
ENDED = frozenset({VisitState.DONE, VisitState.NO_SHOW, VisitState.LEFT})


def may_go(state: str, to: VisitState) -> bool:
    """Return whether a ticket may go from one state to another."""
    return to in WAYS[VisitState(state)]


def waited_minutes(arrived_at: dt.datetime, *, now: dt.datetime) -> int:
    """Return the whole minutes somebody has waited, never less than none."""
    return max(0, int((now - arrived_at).total_seconds() // 60))


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time, from and until, as moments."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    def meets(self, other: "Slot") -> bool:
        """Return whether the two share a moment; one that begins as the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class Unbookable(ValueError):
    """A time that cannot be booked; ``reason`` is past, far, length or closed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_bookable(slot: Slot, *, now: dt.datetime, hours: Hours | None) -> None:
    """Raise Unbookable for a time that is past, too far, too short or long, or while it is closed.

    ``hours``: those of the site, None where nobody has written them down or it is elsewhere.
    """
    if slot.starts_at < now:
        raise Unbookable("past")
    if slot.starts_at > now + FURTHEST:
        raise Unbookable("far")
    if not SHORTEST <= slot.ends_at - slot.starts_at <= LONGEST:
        raise Unbookable("length")
    if hours is not None and not _is_open_through(hours, slot):
        raise Unbookable("closed")


def same_hour_weeks(first: dt.datetime, weeks: int, zone: ZoneInfo = ITALY) -> list[dt.datetime]:
    """Return the moments at which clocks show the same hour in so many weeks, the first included.

    In the week in which the clock is turned, the distance is an hour more or less.
    """
    local = first.astimezone(zone)
    week = dt.timedelta(days=7)
    return [
        moment_of(local.date() + week * number, local.time(), zone) if number else first
        for number in range(weeks)
    ]


def free_slots(
    day: dt.date,
    *,
    works: Iterable[tuple[dt.time, dt.time]],
    taken: Collection[Slot],
    minutes: int,
    now: dt.datetime,
    hours: Hours | None = None,
    zone: ZoneInfo = ITALY,
) -> Iterator[Slot]:
    """Yield the free times of a day, one after the other within the hours somebody works.

    Lengths are of real time: in the night the clock is turned back, two to three is two hours.
    """
    length = dt.timedelta(minutes=minutes)
    for starts, ends in sorted(works):
        at, until = moment_of(day, starts, zone), moment_of(day, ends, zone)
        while at + length <= until:
            slot = Slot(at, at + length)
            at = slot.ends_at
            if slot.starts_at < now or any(slot.meets(other) for other in taken):
                continue
            if hours is None or _is_open_through(hours, slot, zone):
                yield slot


def may_answer(state: str, to: AppointmentState) -> bool:
    """Return whether an appointment may become ``to``: booked ones end, a wrong end goes back."""
    return (state == AppointmentState.BOOKED) != (to == AppointmentState.BOOKED)


def _is_open_through(hours: Hours, slot: Slot, zone: ZoneInfo = ITALY) -> bool:
    day = slot.starts_at.astimezone(zone).date() - dt.timedelta(days=1)
    return any(
        opening.starts_at <= slot.starts_at
        and (opening.ends_at is None or slot.ends_at <= opening.ends_at)
        for opening in openings(hours, day, 3, zone)
    )


# A message leaves within seconds. One that is on its way for longer than this hangs: the process
# died, and nobody knows whether it left.
HANGS_AFTER = dt.timedelta(minutes=10)


def hangs(marked_at: dt.datetime, *, now: dt.datetime) -> bool:
    """Return whether a reminder marked as on its way has been so for too long."""
    return now - marked_at >= HANGS_AFTER
