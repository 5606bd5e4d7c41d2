"""How partners answer, from plain lines: pure functions."""

import datetime as dt
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .enums import FactKind
from .rules import WAITING


@dataclass(frozen=True, slots=True)
class Line:
    """One referral as the figures read it. ``reason`` is why it was declined, else empty."""

    partner: str
    sent_at: dt.datetime
    due_at: dt.datetime
    answered_at: dt.datetime | None
    state: str
    reason: str


@dataclass(slots=True)
class Answering:
    """How one partner answered. ``median_hours`` is None where nobody answered yet."""

    partner: str
    sent: int = 0
    accepted: int = 0
    declined: int = 0
    silent: int = 0
    withdrawn: int = 0
    waiting: int = 0
    attended: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    median_hours: float | None = None


def partners_of(lines: Iterable[Line], *, now: dt.datetime) -> list[Answering]:
    """Return how each partner answered, who was sent most first.

    Each referral is in one of accepted, declined, silent, withdrawn and waiting.
    """
    found: dict[str, Answering] = {}
    hours: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        one = found.setdefault(line.partner, Answering(line.partner))
        one.sent += 1
        if line.answered_at is not None:
            hours[line.partner].append((line.answered_at - line.sent_at).total_seconds() / 3600)
        if line.state == FactKind.WITHDRAWN:
            one.withdrawn += 1
        elif line.reason:
            one.declined += 1
            one.reasons[line.reason] += 1
        elif line.answered_at is not None:
            one.accepted += 1
            one.attended += line.state == FactKind.ATTENDED
        elif line.state in WAITING and now <= line.due_at:
            one.waiting += 1
        else:
            one.silent += 1
    for one in found.values():
        if hours[one.partner]:
            one.median_hours = statistics.median(hours[one.partner])
    return sorted(found.values(), key=lambda one: (-one.sent, one.partner))
