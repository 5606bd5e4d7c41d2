"""Sharing in words: who may see a person and why, what they answered, who looked."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.audit.queries import events_about
from lgnet.network.queries import employers

from .access import Answer, answers_of, live_access
from .enums import AccessReason, Explained, Purpose
from .languages import language_label
from .models import Person
from .registry import read_once
from .rules_legal import LEGAL_BASES, Basis, ConsentState, askable_purposes

# The last of a long list of readings; who wants more asks for the access log.
MOST_READINGS = 500
LOOKED_BACK = dt.timedelta(days=365)
_READINGS = ("people.viewed", "people.changed")

STATE_WORDS = {
    ConsentState.GIVEN: ("ok", gettext_lazy("Agreed")),
    ConsentState.REFUSED: ("idle", gettext_lazy("Said no")),
    ConsentState.WITHDRAWN: ("stop", gettext_lazy("Withdrawn")),
    ConsentState.EXPIRED: ("warn", gettext_lazy("Expired")),
    ConsentState.REPLACED: ("idle", gettext_lazy("Asked again since")),
}
BASIS_WORDS = {
    Basis.PUBLIC_TASK: gettext_lazy("Public task"),
    Basis.CONSENT: gettext_lazy("Consent"),
}


@dataclass(frozen=True, slots=True)
class Seer:
    """Who may see a person, why, since when, until when; ``by`` gave it."""

    who: str
    why: str
    since_at: dt.datetime
    until_at: dt.datetime | None
    by: str

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day on which they see, in Italy: a term ends at the midnight after."""
        if self.until_at is None:
            return None
        return timezone.localdate(self.until_at - dt.timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer: what was asked, where it stands, how it was explained."""

    answer: Answer
    shape: str
    state: str
    question: str
    recipient: str
    language: str
    explained: str

    @property
    def consent(self) -> Any:
        return self.answer.consent

    @property
    def is_standing(self) -> bool:
        return self.answer.is_standing


@dataclass(frozen=True, slots=True)
class Reading:
    """How often members of one organisation opened a record, and last when."""

    who: str
    times: int
    last_at: dt.datetime


@read_once
def seers(person: Person) -> list[Seer]:
    """Return who may see a person now, those who work with them first. One query."""
    rows: list[Any] = live_access(person)
    return [
        Seer(
            who=_joint_name()
            if row.audience_id == person.city_id
            else row.audience_name or _("An organisation"),
            why=str(AccessReason(row.reason).label),
            since_at=row.granted_at,
            until_at=row.until_at,
            by=row.granted_by.full_name if row.granted_by else "",
        )
        for row in rows
    ]


@read_once
def answer_lines(person: Person) -> list[AnswerLine]:
    """Return a person's answers, the newest first."""
    return [_line(answer) for answer in answers_of(person)]


def current_lines(person: Person) -> list[AnswerLine]:
    """Return the newest answer to each question."""
    found: dict[tuple[str, UUID | None], AnswerLine] = {}
    for line in answer_lines(person):
        found.setdefault((line.consent.purpose, line.consent.recipient_id), line)
    return list(found.values())


def readings_of(person: Person) -> list[Reading]:
    """Return which organisations opened a record in the last year: no member of staff by name."""
    since = timezone.now() - LOOKED_BACK
    events = events_about(person).filter(verb__in=_READINGS, at__gte=since)
    rows = list(events.values_list("actor_id", "at")[:MOST_READINGS])
    of_staff = employers({actor for actor, _at in rows if actor is not None})
    times: Counter[str] = Counter()
    last: dict[str, dt.datetime] = {}
    for actor, at in rows:
        who = of_staff.get(actor, _("An organisation"))
        times[who] += 1
        last.setdefault(who, at)
    return [Reading(who, times[who], last[who]) for who in last]


def legal_lines() -> list[dict[str, Any]]:
    """Return the table of lawful bases, a line a purpose."""
    return [
        {
            "purpose": purpose.label,
            "basis": BASIS_WORDS[basis.basis],
            "articles": f"GDPR {basis.ordinary}; {basis.special}",
            "law": "; ".join(basis.law),
            "is_asked": basis.is_asked,
            "longest_months": basis.longest_months,
        }
        for purpose, basis in LEGAL_BASES.items()
    ]


def questions() -> list[tuple[Purpose, str]]:
    """Return what a person may be asked, in words."""
    return [(purpose, str(purpose.label)) for purpose in askable_purposes()]


def _line(answer: Answer) -> AnswerLine:
    consent = answer.consent
    shape, words = STATE_WORDS[answer.state]
    return AnswerLine(
        answer=answer,
        shape=shape,
        state=str(words),
        question=str(Purpose(consent.purpose).label),
        recipient=consent.recipient.name if consent.recipient else "",
        language=language_label(consent.language),
        explained=str(Explained(consent.explained).label),
    )


def _joint_name() -> str:
    return _("The joint service of the city")
