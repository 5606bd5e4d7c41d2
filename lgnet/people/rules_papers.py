"""How long a paper serves, and when to remind of it: pure functions over dates.

A permit whose renewal has been asked for goes on serving after its day: the receipt ("ricevuta")
stands in for it (art. 5, paragraph 9-bis, of the consolidated act on immigration).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

REMINDER_DAYS = (90, 60, 30, 7)
# Kinds of residence title that are the receipt of an application, or a pending renewal.
RECEIPT_KINDS = frozenset({"5", "6"})
PERMIT_KINDS = frozenset({"1", "2"})
# Grounds that hold until one comes of age.
MINOR_GROUNDS = frozenset({"minore_eta"})


class Term(StrEnum):
    """Where a paper stands in its time."""

    OPEN = "open"  # no end is known
    FAR = "far"
    SOON = "soon"
    EXPIRED = "expired"
    RENEWING = "renewing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Paper:
    """What the rules need of a paper: its official kind and its days."""

    kind: str
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None
    ended_on: dt.date | None = None


def term_of(paper: Paper, *, today: dt.date, is_renewing: bool = False) -> Term:
    """Return where a paper stands today; it serves to the end of its last day."""
    if paper.ended_on is not None and paper.ended_on <= today:
        return Term.ENDED
    if paper.expires_on is None:
        return Term.OPEN
    days = days_left(paper.expires_on, today=today)
    if days > REMINDER_DAYS[0]:
        return Term.FAR
    if is_renewing:
        return Term.RENEWING
    return Term.SOON if days >= 0 else Term.EXPIRED


def days_left(expires_on: dt.date, *, today: dt.date) -> int:
    """Return the days until a paper's last day; below zero once it is past."""
    return (expires_on - today).days


def is_being_renewed(paper: Paper, others: Iterable[Paper], *, today: dt.date) -> bool:
    """Return whether a receipt among a person's other papers stands in for this permit.

    One issued before the permit belongs to an earlier application.
    """
    if paper.kind not in PERMIT_KINDS:
        return False
    return any(_stands_in(other, paper, today) for other in others)


def _stands_in(receipt: Paper, permit: Paper, today: dt.date) -> bool:
    if receipt.kind not in RECEIPT_KINDS:
        return False
    if term_of(receipt, today=today) in (Term.ENDED, Term.EXPIRED):
        return False
    if receipt.issued_on is None or permit.issued_on is None:
        return True
    return receipt.issued_on >= permit.issued_on


def is_replaced(paper: Paper, others: Iterable[Paper]) -> bool:
    """Return whether another permit that has not ended goes further than this one."""
    if paper.kind not in PERMIT_KINDS or paper.expires_on is None:
        return False
    return any(
        other.kind in PERMIT_KINDS
        and other.ended_on is None
        and other.expires_on is not None
        and other.expires_on > paper.expires_on
        for other in others
    )


def reminder_reached(expires_on: dt.date, *, today: dt.date) -> int | None:
    """Return the last reminder reached, in days before the end (90, 60, 30, 7); None: none yet."""
    left = days_left(expires_on, today=today)
    reached = [days for days in REMINDER_DAYS if left <= days]
    return reached[-1] if reached else None
