"""The clock of a stay, in words: how much of the term is over, who was warned, what was asked."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lgnet.kernel.nights import tonight

from . import rules, rules_terms
from .enums import ExtensionState, Term
from .models import Extension, Stay, StayWarning
from .queries.terms import extensions_of, warnings_of

# The shape of each term's badge.
TERM_KINDS = {
    Term.EXPECTED: "info",
    Term.RUNNING: "ok",
    Term.NO_LIMIT: "ok",
    Term.SOON: "warn",
    Term.OVERDUE: "stop",
    Term.ENDED: "idle",
}
EXTENSION_KINDS = {
    ExtensionState.ASKED: "info",
    ExtensionState.APPROVED: "ok",
    ExtensionState.REFUSED: "stop",
    ExtensionState.WITHDRAWN: "idle",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A stay with its term as of ``night``.

    ``ends_on`` is the morning to which it may last, approved extensions counted; None: no term.
    """

    stay: Stay
    night: dt.date
    term: Term
    ends_on: dt.date | None
    warnings: list[StayWarning]
    extensions: list[Extension]
    permissions: frozenset[str]

    @property
    def kind(self) -> str:
        """Return the shape of the badge."""
        return TERM_KINDS[self.term]

    @property
    def is_running(self) -> bool:
        """Return whether the stay has not ended and has an end to count to."""
        return self.stay.ended_on is None and self.stay.due_on is not None

    @property
    def total(self) -> int:
        """Return the days from the first that counts to the end."""
        due = self.stay.due_on or self.night
        return max((due - self.stay.clock_started_on).days, 1)

    @property
    def used(self) -> int:
        """Return the days of them that are over."""
        counted = rules_terms.days_used(counts_from=self.stay.clock_started_on, tonight=self.night)
        return min(counted, self.total)

    @property
    def words(self) -> str:
        """Return the count in words."""
        return count_words(self.stay, self.night)

    @property
    def is_carried(self) -> bool:
        """Return whether days of an earlier stay of the programme count."""
        return self.stay.clock_started_on < self.stay.started_on

    @property
    def is_told(self) -> bool:
        """Return whether every warning has been told to the person."""
        return all(one.told_at is not None for one in self.warnings)

    @property
    def waiting(self) -> Extension | None:
        """Return the extension that waits for its answer, or None."""
        asked = (one for one in self.extensions if one.state == ExtensionState.ASKED)
        return next(asked, None)

    @property
    def lines(self) -> list[tuple[Extension, str]]:
        """Return the extensions with the shape of each one's badge."""
        return [(one, EXTENSION_KINDS[ExtensionState(one.state)]) for one in self.extensions]

    @property
    def may_extend(self) -> bool:
        """Return whether the member may ask for an extension of this term."""
        return "housing.extend" in self.permissions and self.ends_on is not None

    @property
    def may_decide(self) -> bool:
        """Return whether the member may decide on extensions."""
        return "housing.decide" in self.permissions

    @property
    def may_tell(self) -> bool:
        """Return whether the member tells people of their term."""
        return "housing.request" in self.permissions and self.is_running

    @property
    def longer_until(self) -> dt.date | None:
        """Return until when the stay may last without asking anybody, if longer than it does."""
        ends_on, due = self.ends_on, self.stay.due_on
        is_longer = self.is_running and ends_on is not None and due is not None and due < ends_on
        return ends_on if is_longer and "housing.place" in self.permissions else None


def clock_of(stay: Any, permissions: Collection[str]) -> Clock:
    """Return the clock of a stay of ``with_months(stays())`` for who has these permissions."""
    night = tonight()
    extensions = list(extensions_of(stay))
    approved = [one.until_on for one in extensions if one.state == ExtensionState.APPROVED]
    return Clock(
        stay=stay,
        night=night,
        term=rules.term(
            due=stay.due_on, ended_on=stay.ended_on, tonight=night, is_expected=stay.is_expected
        ),
        ends_on=rules.due_on(
            months=stay.term_months,
            counts_from=stay.clock_started_on,
            extended_until=max(approved, default=None),
        ),
        warnings=list(warnings_of(stay)),
        extensions=extensions,
        permissions=frozenset(permissions),
    )


def count_words(stay: Stay, night: dt.date) -> str:
    """Return how far a running stay is from its end, in words; empty without an end."""
    if stay.due_on is None or stay.ended_on is not None:
        return ""
    left = rules_terms.days_left(due=stay.due_on, tonight=night)
    if left <= 0:
        return over_words(-left)
    words = ngettext("%(count)s night left", "%(count)s nights left", left) % {"count": left}
    used = rules_terms.days_used(counts_from=stay.clock_started_on, tonight=night)
    total = (stay.due_on - stay.clock_started_on).days
    return _("%(used)s of %(total)s days are over, %(left)s.") % {
        "used": used,
        "total": total,
        "left": words,
    }


def over_words(days: int) -> str:
    """Return by how many days a stay is over its limit, in words."""
    if days == 0:
        return _("Over since this morning")
    return ngettext("%(count)s day over", "%(count)s days over", days) % {"count": days}
