"""What one city tells another of a person: made of codes and values there, in words here.

A snapshot holds codes, not words, so that it reads in the language of whoever opens it.
"""

import datetime as dt
import itertools
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from .details import citizenships_of, contact_points_of, languages_of, names_of, papers_of
from .enums import (
    Ability,
    BirthPrecision,
    ContactKind,
    IdentifierScheme,
    Interpreter,
    NameKind,
    RecordPart,
    Safety,
    Sex,
    TitleDocument,
)
from .languages import language_label
from .models import Country, Person
from .phones import shown_phone
from .residence import ground_label, kind_label
from .rules import Birth
from .wording import birth_text

Content = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """A name beside a value; the value may hold typed words and is isolated when shown."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an excerpt in words."""

    title: str
    lines: list[Line]


def snapshot(person: Person, parts: Iterable[str]) -> Content:
    """Return the chosen parts of a person as they are now; what ended is left out."""
    return {part: _SNAPSHOTS[RecordPart(part)](person) for part in parts}


def written(content: Content) -> str:
    """Return a snapshot as the text that is sealed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def sections_of(content: str, parts: Collection[str]) -> list[Section]:
    """Return the parts of a written snapshot that may be read, in words, in their order."""
    told: Content = json.loads(content)
    return [
        Section(str(part.label), [line for line in _WORDS[part](told[part]) if line.value])
        for part in RecordPart
        if part in told and part in parts
    ]


# Years of age from which each band begins, as the figures have them.
AGE_BANDS = (0, 5, 12, 18, 60)


def profile_of(person: Person, *, today: dt.date) -> dict[str, Any]:
    """Return who a person is without identity: codes of sex, age band, language, citizenship.

    What is not known, or an age that may lie in two bands, is left out.
    """
    ages = person.ages_on(today)
    bands = {max(start for start in AGE_BANDS if start <= age) for age in ages or ()}
    found = {
        "sex": person.sex,
        "band": bands.pop() if len(bands) == 1 else None,
        "language": person.language,
        "citizenship": person.citizenship.istat_code if person.citizenship else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def profile_words(profile: dict[str, Any]) -> list[str]:
    """Return a profile without identity in words."""
    words = []
    if "sex" in profile:
        words.append(str(Sex(profile["sex"]).label))
    if "band" in profile:
        first = profile["band"]
        ends = dict(itertools.pairwise(AGE_BANDS))
        values = {"first": first, "last": ends.get(first, 0) - 1}
        template = (
            _("%(first)s to %(last)s years") if first in ends else _("%(first)s years or more")
        )
        words.append(template % values)
    if "language" in profile:
        words.append(language_label(profile["language"]))
    if "citizenship" in profile:
        countries = Country.objects.filter(istat_code=profile["citizenship"]).order_by("pk")
        words += map(str, countries)
    return words


def _identity(person: Person) -> dict[str, Any]:
    birth = None
    if person.birth_date is not None and person.birth_precision is not None:
        birth = [person.birth_date.isoformat(), str(person.birth_precision)]
    countries = [person.citizenship] if person.citizenship else []
    countries += [row.country for row in citizenships_of(person)]
    return {
        "known_as": person.known_as,
        "names": [[str(name.kind), name.text] for name in names_of(person)],
        "birth": birth,
        "sex": person.sex,
        "citizenships": [country.istat_code for country in countries],
    }


def _languages(person: Person) -> dict[str, Any]:
    return {
        "preferred": person.language,
        "interpreter": person.interpreter,
        "languages": [
            [row.language, row.speaks, row.understands, row.reads] for row in languages_of(person)
        ],
    }


def _papers(person: Person) -> dict[str, Any]:
    papers = papers_of(person)
    return {
        "titles": [
            [one.kind, one.ground, one.document, one.number, _iso(one.expires_on)]
            for one in (view.title for view in papers.titles if not view.is_over)
        ],
        "numbers": [
            [str(one.scheme), one.value, _iso(one.valid_until_on)]
            for one in (view.identifier for view in papers.numbers if not view.is_over)
        ],
    }


def _contacts(person: Person) -> dict[str, Any]:
    return {
        "points": [
            [str(row.kind), row.value, row.is_shared, row.call_safety, row.message_safety]
            for row in contact_points_of(person)
            if row.ended_at is None
        ]
    }


_SNAPSHOTS = {
    RecordPart.IDENTITY: _identity,
    RecordPart.LANGUAGES: _languages,
    RecordPart.PAPERS: _papers,
    RecordPart.CONTACTS: _contacts,
}


def _identity_words(told: dict[str, Any]) -> list[Line]:
    lines = [Line(_("Called"), told["known_as"])]
    lines += [Line(str(NameKind(kind).label), text) for kind, text in told["names"]]
    if told["birth"]:
        day, precision = told["birth"]
        birth = Birth(dt.date.fromisoformat(day), BirthPrecision(precision))
        lines.append(Line(_("Born"), birth_text(birth)))
    if told["sex"]:
        lines.append(Line(_("Sex"), str(Sex(told["sex"]).label)))
    countries = Country.objects.filter(istat_code__in=told["citizenships"]).order_by("pk")
    lines.append(Line(_("Citizenship"), ", ".join(map(str, countries))))
    return lines


def _languages_words(told: dict[str, Any]) -> list[Line]:
    lines = []
    if told["preferred"]:
        lines.append(Line(_("Language"), language_label(told["preferred"])))
    if told["interpreter"]:
        lines.append(Line(_("Interpreter"), str(Interpreter(told["interpreter"]).label)))
    for code, *abilities in told["languages"]:
        how = [
            f"{label}: {Ability(ability).label}"
            for label, ability in zip(
                (_("speaks"), _("understands"), _("reads")), abilities, strict=True
            )
            if ability
        ]
        lines.append(Line(language_label(code), ", ".join(how)))
    return lines


def _papers_words(told: dict[str, Any]) -> list[Line]:
    lines = []
    for kind, ground, document, number, until in told["titles"]:
        words = [
            kind_label(kind) if kind else "",
            ground_label(ground) if ground else "",
            str(TitleDocument(document).label) if document else "",
            number or "",
            _until(until),
        ]
        lines.append(Line(_("Residence title"), _joined(words)))
    for scheme, number, until in told["numbers"]:
        label = str(IdentifierScheme(scheme).label)
        lines.append(Line(label, _joined([number, _until(until)])))
    return lines


def _contacts_words(told: dict[str, Any]) -> list[Line]:
    lines = []
    for kind, value, is_shared, call, message in told["points"]:
        shown = shown_phone(value) if kind == ContactKind.PHONE else value
        words = [
            shown,
            _("shared with others") if is_shared else "",
            f"{_('safe to call')}: {Safety(call).label}",
            f"{_('safe to leave a message')}: {Safety(message).label}",
        ]
        lines.append(Line(str(ContactKind(kind).label), _joined(words)))
    return lines


_WORDS = {
    RecordPart.IDENTITY: _identity_words,
    RecordPart.LANGUAGES: _languages_words,
    RecordPart.PAPERS: _papers_words,
    RecordPart.CONTACTS: _contacts_words,
}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _until(day: str | None) -> str:
    if not day:
        return ""
    shown = formats.date_format(dt.date.fromisoformat(day), "SHORT_DATE_FORMAT")
    return _("until %(day)s") % {"day": shown}


def _joined(words: Iterable[str]) -> str:
    return " · ".join(filter(None, words))
