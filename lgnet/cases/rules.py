"""From which state a case comes into which, when one is quiet, and which one is a return."""

import datetime as dt
from collections.abc import Iterable, Mapping

from lgnet.cases.enums import CaseMove, CaseState
from lgnet.kernel.nights import ITALY, add_months

# Every state but closed: somebody answers for the person, and nobody opens another case.
RUNNING = (CaseState.OPEN, CaseState.ACTIVE, CaseState.SUSPENDED)

STEPS: Mapping[CaseMove, frozenset[tuple[CaseState, CaseState]]] = {
    CaseMove.START: frozenset({(CaseState.OPEN, CaseState.ACTIVE)}),
    CaseMove.SUSPEND: frozenset({(CaseState.ACTIVE, CaseState.SUSPENDED)}),
    CaseMove.RESUME: frozenset({(CaseState.SUSPENDED, CaseState.ACTIVE)}),
    CaseMove.CLOSE: frozenset((state, CaseState.CLOSED) for state in RUNNING),
    CaseMove.REOPEN: frozenset({(CaseState.CLOSED, CaseState.OPEN)}),
    # A click taken back leads to where the case was before it.
    CaseMove.TAKE_BACK: frozenset((CaseState.CLOSED, state) for state in RUNNING),
}
# Closing has its own page, and is taken back from the message that follows it.
ASKED = (CaseMove.START, CaseMove.SUSPEND, CaseMove.RESUME, CaseMove.REOPEN)
# The next colleague has to read why; that work began or went on says enough by itself.
WITH_REASON = frozenset({CaseMove.SUSPEND, CaseMove.REOPEN})

# What holds until a city decides otherwise (CasePolicy): after so many days with no contact and
# no change a case asks for a look.
QUIET_DAYS = 30
RETURN_WITHIN_MONTHS = 12


def quiet_days(days: Iterable[dt.date | None], *, today: dt.date) -> int:
    """Return for how many days nothing was recorded; a day to come counts as today."""
    return max(0, (today - max(day for day in days if day is not None)).days)


def is_running(state: str) -> bool:
    """Return whether a case in this state stands in the way of another."""
    return state in RUNNING


def after(state: str, move: CaseMove) -> CaseState | None:
    """Return the state a move of ``ASKED`` leads to, or None where it cannot be made."""
    return next((to for was, to in STEPS[move] if was == state), None)


def moves_from(state: str) -> list[CaseMove]:
    """Return the moves a page may ask for in this state."""
    return [move for move in ASKED if after(state, move) is not None]


def is_return(
    *, closed_at: dt.datetime, opened_at: dt.datetime, months: int = RETURN_WITHIN_MONTHS
) -> bool:
    """Return whether a case opened at ``opened_at`` follows one that closed shortly before.

    The term runs in calendar days of Italy and its last day counts: closed on 29 February, the
    last day is 28 February of the next year. Raises ValueError for a naive datetime.
    """
    if closed_at.tzinfo is None or opened_at.tzinfo is None:
        raise ValueError("A case needs moments with a time zone.")
    if opened_at < closed_at:
        return False
    last_day = add_months(closed_at.astimezone(ITALY).date(), months)
    return opened_at.astimezone(ITALY).date() <= last_day
