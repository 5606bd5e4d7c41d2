"""R.2.9, quarter by quarter: participants who say that what was done was helpful.

Answers with a name stand with their cases, where colleagues read them. Who knows those and the
sums could work out what was answered without a name; so it is the nameless counts that must not
be small, and a quarter is shown when it is over: nobody watches a figure move. Pure.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lgnet.cases.enums import Helpful
from lgnet.cases.queries.help import Answers

from .disclosure import Relations, hidden_cells
from .publication import Published

CODE = "R.2.9"
YES = (Helpful.VERY.value, Helpful.SOMEWHAT.value)
HELPFUL, ASKED = "helpful", "asked"


@dataclass(frozen=True, slots=True)
class Quarter:
    """What may be shown of a quarter: who said yes, of how many, and each answer."""

    begins: dt.date
    is_running: bool
    helpful: Published
    answered: Published
    values: dict[str, Published]

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The cells of a row: who said yes, of how many, then each answer."""
        shown = [self.helpful, self.answered, *self.values.values()]
        return [{"shown": one, "decimals": 0} for one in shown]


def quarters(answers: Mapping[dt.date, Answers]) -> list[Quarter]:
    """Return the quarters with an answer, the last first; nothing of one that runs."""
    return [_quarter(begins, answers[begins]) for begins in sorted(answers, reverse=True)]


def _quarter(begins: dt.date, answers: Answers) -> Quarter:
    if not answers.is_over:
        nothing = Published(None)
        return Quarter(begins, True, nothing, nothing, dict.fromkeys(Helpful.values, nothing))
    nameless = _with_sums(answers.anonymous)
    named = _with_sums(answers.with_case)
    others = tuple(value for value in Helpful.values if value not in YES)
    relations = Relations(sums=[(HELPFUL, YES), (ASKED, (HELPFUL, *others))])
    hidden = hidden_cells(nameless, relations, last={ASKED, HELPFUL})
    shown = {
        cell: Published(None, True) if cell in hidden else Published(float(count + named[cell]))
        for cell, count in nameless.items()
    }
    values = {value: shown[value] for value in Helpful.values}
    return Quarter(begins, False, shown[HELPFUL], shown[ASKED], values)


def _with_sums(counts: Mapping[str, int]) -> dict[str, int]:
    found = {value: counts.get(value, 0) for value in Helpful.values}
    helpful = sum(found[value] for value in YES)
    return found | {HELPFUL: helpful, ASKED: sum(found.values())}
