"""Rules of asking another city and of answering: pure functions over values."""

import datetime as dt
from collections.abc import Iterable, Mapping

from lgnet.kernel.nights import add_months

from .enums import AskReason, GivingBasis, RecordPart

# Nobody answers for ever: a request this old is no longer shown as waiting for the other side.
USUAL_DAYS = 30
LONGEST_MONTHS = 12


class WrongAnswer(ValueError):
    """What is to be told cannot be told so; ``reason`` is a code.

    ``nothing``, ``not_asked``, ``no_consent``, ``not_moved``, ``not_urgent``, ``past`` or
    ``too_long``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def bases_for(*, reason: str, has_agreed: bool) -> list[GivingBasis]:
    """Return the grounds on which a request can be answered.

    Consent needs the person's agreement, recorded where they asked for it; the public task goes
    along where the person has moved; vital interests are for a life in danger alone.
    """
    found = [GivingBasis.CONSENT] if has_agreed else []
    if reason == AskReason.MOVED:
        found.append(GivingBasis.TRANSFER)
    if reason == AskReason.URGENT:
        found.append(GivingBasis.VITAL)
    return found


def check_answer(
    given: Mapping[str, str],
    *,
    asked: Iterable[str],
    reason: str,
    has_agreed: bool,
    until_on: dt.date,
    today: dt.date,
) -> None:
    """Raise WrongAnswer unless these parts may be told on these grounds until that day."""
    if not given:
        raise WrongAnswer("nothing")
    if not set(given) <= set(asked) or not set(given) <= set(RecordPart.values):
        raise WrongAnswer("not_asked")
    allowed = bases_for(reason=reason, has_agreed=has_agreed)
    for basis in given.values():
        if basis not in allowed:
            wrong = {
                GivingBasis.CONSENT.value: "no_consent",
                GivingBasis.TRANSFER.value: "not_moved",
            }
            raise WrongAnswer(wrong.get(basis, "not_urgent"))
    if until_on < today:
        raise WrongAnswer("past")
    if until_on > add_months(today, LONGEST_MONTHS):
        raise WrongAnswer("too_long")


def readable_parts(given: Mapping[str, str], *, has_consent: bool) -> list[str]:
    """Return the parts that may be read now: those told on consent while it stands."""
    return [p for p, basis in given.items() if basis != GivingBasis.CONSENT or has_consent]
