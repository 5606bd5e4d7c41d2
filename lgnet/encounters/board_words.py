"""Needs, answers and waits in words, the same on every page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enums import AnswerKind, Heard, NeedKind, NotNow
from .models import Need, NeedAnswer
from .queries.clock import Speed
from .rules_clock import Leg


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need as pages show it: ``state`` is ``met``, ``not_now`` or ``waiting``."""

    need: Need
    kind: str
    heard: str
    state: str
    words: str


def need_line(need: Need, answer: NeedAnswer | None) -> NeedLine:
    """Return a need with the answer that counts, in words."""
    if answer is None:
        state, words = "waiting", _("No answer yet")
    else:
        state = "not_now" if answer.kind == AnswerKind.NOT_NOW else "met"
        words = answer_words(answer)
    return NeedLine(
        need=need,
        kind=str(NeedKind(need.kind).label),
        heard=str(Heard(need.heard).label),
        state=state,
        words=words,
    )


def need_lines(needs: list[Need]) -> list[NeedLine]:
    """Return the needs of a contact, read by ``queries.needs.needs_of``."""
    found = []
    for need in needs:
        answers = list(need.answers.all())
        found.append(need_line(need, answers[-1] if answers else None))
    return found


def answer_lines(need: Need) -> list[tuple[NeedAnswer, str]]:
    """Return all answers of a need, the newest first, with their words."""
    answers = need.answers.select_related("service", "offer__site", "recorded_by")
    return [(one, answer_words(one)) for one in answers.order_by("-sequence")]


def answer_words(answer: NeedAnswer) -> str:
    """Return what became of a need, in words; typed words are isolated by the page."""
    if answer.kind == AnswerKind.NOT_NOW:
        return _("Not possible now: %(reason)s") % {"reason": NotNow(answer.reason).label}
    if answer.kind == AnswerKind.SERVICE:
        return _("Given: %(service)s") % {"service": answer.service}
    if answer.kind == AnswerKind.REFERRAL:
        where = answer.offer.site.name if answer.offer else answer.sent_to
        return _("Sent to %(where)s") % {"where": where}
    return str(AnswerKind(answer.kind).label)


def unmet_line(need: Any) -> NeedLine:
    """Return a row of ``queries.needs.unmet`` in words."""
    is_refused = need.answer == AnswerKind.NOT_NOW
    reason = NotNow(need.reason).label if is_refused else ""
    return NeedLine(
        need=need,
        kind=str(NeedKind(need.kind).label),
        heard=str(Heard(need.heard).label),
        state="not_now" if is_refused else "waiting",
        words=_("Not possible now: %(reason)s") % {"reason": reason}
        if is_refused
        else _("No answer yet"),
    )


def count_lines(counts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``queries.needs.counts`` with the need in words."""
    return [row | {"label": str(NeedKind(row["kind"]).label)} for row in counts]


def span_words(span: dt.timedelta | None) -> str:
    """Return how long something took: hours up to two days, then days; empty of nothing."""
    if span is None:
        return ""
    hours = int(span.total_seconds() // 3600)
    if hours < 1:
        return _("under an hour")
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return ngettext("%(count)s day", "%(count)s days", hours // 24) % {"count": hours // 24}


def leg_lines(clock: list[Leg]) -> list[dict[str, Any]]:
    """Return the ways of one person's clock that have begun, in words."""
    found = []
    for leg in clock:
        spent = leg.took if leg.took is not None else leg.waits
        if spent is None:
            continue
        found.append(
            {
                "label": step_words(leg.to),
                "spent": span_words(spent),
                "is_over": leg.took is not None,
                "is_late": leg.is_late,
                "target": span_words(leg.target),
            }
        )
    return found


def speed_lines(speeds: list[Speed]) -> list[dict[str, Any]]:
    """Return the city's percentiles in words."""
    return [
        {
            "label": step_words(one.to),
            "count": one.count,
            "median": span_words(one.median),
            "slow": span_words(one.slow),
            "in_time": one.in_time,
            "waiting_late": one.waiting_late,
            "target": span_words(one.target),
        }
        for one in speeds
    ]


def step_words(step: str) -> str:
    """Return the name of the way that leads to a moment."""
    return {
        "contact": _("From the sighting to the first contact"),
        "case": _("From the first contact to the case"),
        "place": _("From the case to the place"),
    }[step]
