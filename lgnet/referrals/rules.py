"""What may follow what in a referral, until when, and whose turn it is: pure functions.

Facts are only added, and the newest counts. What took place stays: a mistaken answer is taken
back by one more fact.
"""

import datetime as dt

from .enums import FactKind, Turn

START = ""
DEFAULT_HOURS, MOST_HOURS = 72, 24 * 60
# So long who accepted by a link can say whether the person came.
AFTER_ACCEPTING = dt.timedelta(days=30)
# So long an organisation that accepted sees the record, where that was ticked.
RECORD_MONTHS = 6

# Each fact with what it may follow. ``START``: nothing was there yet.
NEXT: dict[str, tuple[FactKind, ...]] = {
    START: (FactKind.SENT,),
    FactKind.SENT: (
        FactKind.SEEN,
        FactKind.ACCEPTED,
        FactKind.DECLINED,
        FactKind.WITHDRAWN,
        FactKind.RELEASED,
    ),
    FactKind.SEEN: (
        FactKind.ACCEPTED,
        FactKind.DECLINED,
        FactKind.WITHDRAWN,
        FactKind.RELEASED,
    ),
    # Seen again: an answer given in haste was taken back.
    FactKind.ACCEPTED: (
        FactKind.ATTENDED,
        FactKind.NOT_ATTENDED,
        FactKind.WITHDRAWN,
        FactKind.SEEN,
    ),
    FactKind.DECLINED: (FactKind.CLOSED, FactKind.SEEN),
    FactKind.ATTENDED: (FactKind.NOT_ATTENDED,),
    FactKind.NOT_ATTENDED: (FactKind.ATTENDED, FactKind.CLOSED),
    # Sent again: the withdrawal was taken back.
    FactKind.WITHDRAWN: (FactKind.SENT,),
    FactKind.RELEASED: (FactKind.CLOSED,),
    FactKind.CLOSED: (),
}
PAIRS = tuple((before, after) for before, later in NEXT.items() for after in later)
WAITING = (FactKind.SENT, FactKind.SEEN)
# The other side's words; everything else is said by who sent.
ANSWERS = (FactKind.SEEN, FactKind.ACCEPTED, FactKind.DECLINED)
OUTCOMES = (FactKind.ATTENDED, FactKind.NOT_ATTENDED)

_TURNS = {
    FactKind.SENT: Turn.RECEIVER,
    FactKind.SEEN: Turn.RECEIVER,
    FactKind.ACCEPTED: Turn.RECEIVER,
    FactKind.DECLINED: Turn.SENDER,
    FactKind.NOT_ATTENDED: Turn.SENDER,
    FactKind.RELEASED: Turn.SENDER,
}
BACK_WITH_SENDER = tuple(kind for kind, turn in _TURNS.items() if turn == Turn.SENDER)
WITH_RECEIVER = tuple(kind for kind, turn in _TURNS.items() if turn == Turn.RECEIVER)


def due_at(sent_at: dt.datetime, hours: int) -> dt.datetime:
    """Return until when an answer counts."""
    return sent_at + dt.timedelta(hours=hours)


def state_at(last: str, due: dt.datetime, now: dt.datetime) -> FactKind:
    """Return where a referral stands: silence past the term releases it, with or without a fact."""
    if last in WAITING and now > due:
        return FactKind.RELEASED
    return FactKind(last)


def may_follow(last: str, after: str, *, due: dt.datetime, now: dt.datetime) -> bool:
    """Return whether a fact may follow the newest one now."""
    standing = last if last == START else state_at(last, due, now)
    if after == FactKind.RELEASED:
        return last in WAITING and now > due
    if after in WAITING and now > due:
        # What would wait again after the term would be released at once.
        return False
    return after in NEXT[standing]


def turn_of(state: str) -> Turn:
    """Return who has to do something next."""
    return _TURNS.get(FactKind(state), Turn.NOBODY)


def link_until(state: str, due: dt.datetime, accepted_at: dt.datetime | None) -> dt.datetime:
    """Return until when a link opens: the term, and after a yes some time to say who came."""
    if accepted_at is not None and state in (FactKind.ACCEPTED, *OUTCOMES):
        return accepted_at + AFTER_ACCEPTING
    return due


def link_opens(
    state: str, due: dt.datetime, accepted_at: dt.datetime | None, now: dt.datetime
) -> bool:
    """Return whether a link that was not revoked opens a referral now."""
    open_states = (*WAITING, FactKind.ACCEPTED, *OUTCOMES)
    return state_at(state, due, now) in open_states and now <= link_until(state, due, accepted_at)
