"""Who works on a case on which days, and who may answer a handover."""

import datetime as dt
from typing import TypeVar

from lgnet.cases.enums_team import HandoverState

User = TypeVar("User")

# By whom a waiting handover is answered: the colleague asked, or the side that asked.
BY_RECEIVER = frozenset({HandoverState.ACCEPTED, HandoverState.DECLINED})
BY_SENDER = frozenset({HandoverState.WITHDRAWN})
ANSWERS = BY_RECEIVER | BY_SENDER


def works_on(day: dt.date, *, from_on: dt.date, until_on: dt.date | None) -> bool:
    """Return whether somebody takes part on a day; ``until_on`` is the first day they do not."""
    return from_on <= day and (until_on is None or day < until_on)


def day_after(last_day: dt.date | None) -> dt.date | None:
    """Return the first day on which somebody no longer takes part."""
    return None if last_day is None else last_day + dt.timedelta(days=1)


def ended_on(today: dt.date, *, from_on: dt.date, until_on: dt.date | None) -> dt.date:
    """Return ``until_on`` of what is ended today: at once, never before it began, never later.

    What has not begun yet ends on the day it would have begun, hence never was.
    """
    end = max(today, from_on)
    return end if until_on is None else min(end, until_on)


def answers_now(responsible: User, receiver: User, state: HandoverState) -> User:
    """Return who answers for the case: the old one until the new one accepts."""
    return receiver if state == HandoverState.ACCEPTED else responsible
