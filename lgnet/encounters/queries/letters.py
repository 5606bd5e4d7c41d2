"""Reads of letters: those of a person, templates, the head of the paper, what fields say."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import formats, timezone, translation

from lgnet.kernel.sheets import Head
from lgnet.people.catalogue import birth_of, birth_text, names_of
from lgnet.people.enums import NameKind
from lgnet.people.models import Person

from ..enums_desk import AppointmentState
from ..letter_defaults import BY_CODE, DEFAULTS
from ..models import Appointment, Letter, Letterhead, LetterTemplate
from ..rules_letters import filled

MOST_ON_PAGE = 5
# The letters are in Italian, whatever language the page is in.
LANGUAGE = "it"


def letters() -> models.QuerySet[Letter]:
    """Return letters with what their lines show, newest first."""
    return Letter.objects.select_related("person", "recorded_by").order_by("-recorded_at", "-pk")


def letter_by_id(letter_id: UUID) -> Letter | None:
    """Return a letter of the open cell with its head, or None: elsewhere and nowhere are alike."""
    return letters().select_related("head").filter(pk=letter_id).first()


def newer_than(letter: Letter) -> Letter | None:
    """Return the letter that took this one's place, if any."""
    return Letter.objects.filter(replaces=letter).order_by("pk").first()


def letters_to(person: Person) -> list[Letter]:
    """Return a person's newest letters."""
    return list(letters().filter(person=person)[:MOST_ON_PAGE])


def letterhead_here() -> Letterhead | None:
    """Return the head that holds now, or None before the first."""
    return Letterhead.objects.order_by("-recorded_at", "-pk").first()


def head_of(letterhead: Letterhead | None, *, organisation: str) -> Head:
    """Return what stands at the top of a paper; ``organisation`` where the city set no head."""
    if letterhead is None:
        return Head(organisation)
    return Head(
        letterhead.name,
        tuple(letterhead.lines.splitlines()),
        bytes(letterhead.logo) if letterhead.logo else None,
    )


def own_templates() -> models.QuerySet[LetterTemplate]:
    """Return the templates the city wrote itself, by name."""
    return LetterTemplate.objects.order_by("name", "pk")


def template_by_id(template_id: UUID) -> LetterTemplate | None:
    """Return a city's own template, or None."""
    return own_templates().filter(pk=template_id).first()


def templates_here() -> list[dict[str, Any]]:
    """Return what the city can write from: its own, and the defaults it has not replaced.

    Each with ``key`` (a code, or the identifier), ``name``, ``text``, ``own`` (the row or None)
    and ``is_active``.
    """
    own = list(own_templates())
    replaced = {row.code for row in own if row.code}
    rows: list[dict[str, Any]] = [
        {"key": one.code, "name": one.name, "text": one.text, "own": None, "is_active": True}
        for one in DEFAULTS
        if one.code not in replaced
    ]
    rows += [
        {
            "key": str(row.pk),
            "name": row.name,
            "text": row.text,
            "own": row,
            "is_active": row.is_active,
        }
        for row in own
    ]
    return sorted(rows, key=lambda row: (row["name"], row["key"]))


def template_with(key: str) -> dict[str, Any] | None:
    """Return a template in use by its key, or None."""
    found = (row for row in templates_here() if row["key"] == key and row["is_active"])
    return next(found, None)


def is_default(code: str) -> bool:
    """Return whether a code names one of the letters every city begins with."""
    return code in BY_CODE


def values_for(person: Person, *, city: str, organisation: str, worker: str) -> dict[str, str]:
    """Return what each field says for a person, in Italian; what is not known is empty."""
    with translation.override(LANGUAGE):
        birth = birth_of(person)
        return {
            "persona": person.known_as or "",
            "nome_completo": full_name(person),
            "data_nascita": birth_text(birth) if birth else "",
            "data": formats.date_format(timezone.localdate(), "j F Y"),
            "citta": city,
            "ente": organisation,
            "operatore": worker,
            "appuntamento": _next_appointment(person),
            "testo": "",
        }


def begun(template: dict[str, Any], values: dict[str, str]) -> str:
    """Return the text of a letter as its template begins it."""
    return filled(template["text"], values)


def full_name(person: Person) -> str:
    """Return the full name where it is known, else what the person is called."""
    by_kind: dict[str, list[str]] = {}
    for name in names_of(person):
        by_kind.setdefault(name.kind, []).append(name.text)
    for kind in (NameKind.DOCUMENT, NameKind.FULL):
        if by_kind.get(kind):
            return by_kind[kind][0]
    parts = [by_kind[kind][0] for kind in (NameKind.GIVEN, NameKind.FAMILY) if by_kind.get(kind)]
    return " ".join(parts) or person.known_as or ""


def _next_appointment(person: Person) -> str:
    found = (
        Appointment.objects.filter(
            person=person,
            state=AppointmentState.BOOKED,
            span__startswith__gt=timezone.now(),
        )
        .select_related("desk")
        .order_by("span", "pk")
        .first()
    )
    if found is None:
        return ""
    start = timezone.localtime(found.span.lower)
    return f"{formats.date_format(start, 'l j F Y')}, {start:%H:%M}, {found.desk.name}"
