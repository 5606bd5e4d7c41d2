"""Reads of the question at the end: of one case, and the counts of the open cell."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncQuarter

from lgnet.kernel.nights import ITALY

from ..enums_outcomes import Helpful
from ..models import Case, HelpAnswer, HelpAsked, HelpTally, HelpToken
from ..rules_help import is_over


@dataclass(slots=True)
class Answers:
    """How often each answer was given in a quarter: with the case, and without a name."""

    with_case: dict[str, int]
    anonymous: dict[str, int]
    is_over: bool


def help_asked_of(case: Case) -> HelpAsked | None:
    """Return the asking of the closing, with who asked, or None."""
    rows = HelpAsked.objects.filter(case=case, closed_at=case.closed_at)
    return rows.select_related("recorded_by").order_by("pk").first()


def asked_by_id(asked_id: UUID) -> HelpAsked | None:
    """Return an asking of the open cell, or None."""
    rows = HelpAsked.objects.filter(pk=asked_id)
    # A case one may not see has asked nobody anything.
    return rows.filter(case__in=Case.objects.order_by()).order_by("pk").first()


def may_answer(asked: HelpAsked) -> bool:
    """Return whether the question still waits for an answer."""
    return HelpToken.objects.filter(asked=asked).exists()


def answer_of(asked: HelpAsked) -> HelpAnswer | None:
    """Return the answer that stands with the case, or None: there may be one without a name."""
    return HelpAnswer.objects.filter(asked=asked).order_by("pk").first()


def answers_by_quarter(today: dt.date) -> dict[dt.date, Answers]:
    """Return the exact counts of the open cell, the last quarter first.

    Not for showing as they are: who knows whom was asked learns from small counts who said what.
    """
    found: dict[dt.date, Answers] = {}

    def of(quarter: dt.date) -> Answers:
        none, nobody = (dict.fromkeys(Helpful.values, 0) for _each in range(2))
        nothing = Answers(none, nobody, is_over(quarter, today=today))
        return found.setdefault(quarter, nothing)

    rows = HelpAnswer.objects.annotate(quarter=TruncQuarter("recorded_at", tzinfo=ITALY))
    told = rows.order_by("quarter", "value").values_list("quarter", "value")
    for begins, value, count in told.annotate(count=Count("pk")):
        of(begins.date()).with_case[value] += count
    for one in HelpTally.objects.order_by("quarter_on", "value"):
        of(one.quarter_on).anonymous[one.value] += one.count
    return dict(sorted(found.items(), reverse=True))
