"""Versions side by side: what changed, what a city's forms cover of the national dictionary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from .enums import CHOICE_TYPES, LOCAL_ONLY, ChangeKind, Coverage
from .rules import Definition, Field

# Parts of a field that are told apart in a comparison.
_PARTS = tuple(part.name for part in fields(Field) if part.name not in ("code", "is_retired"))


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of which question, and for ``CHANGED`` in which parts."""

    kind: str
    field: Field
    parts: tuple[str, ...] = ()


def changes(before: Definition | None, now: Definition) -> list[Change]:
    """Return what the new version changes, in its order."""
    old = {one.code: one for one in before.all_fields()} if before else {}
    places = _places(before) if before else {}
    found = []
    for code, place in _places(now).items():
        one = now.field(code)
        assert one is not None  # noqa: S101 (for the types)
        was = old.get(code)
        if was is None:
            if not one.is_retired:
                found.append(Change(ChangeKind.ADDED, one))
            continue
        if one.is_retired != was.is_retired:
            kind = ChangeKind.RETIRED if one.is_retired else ChangeKind.RESTORED
            found.append(Change(kind, one))
        parts = tuple(name for name in _PARTS if getattr(one, name) != getattr(was, name))
        if parts and not one.is_retired:
            found.append(Change(ChangeKind.CHANGED, one, parts))
        elif place[0] != places[code][0] and not one.is_retired:
            found.append(Change(ChangeKind.MOVED, one))
    return found + _reordered(before, now, {change.field.code for change in found})


def _reordered(before: Definition | None, now: Definition, told: set[str]) -> list[Change]:
    """Return a change for each question that goes before another which it followed."""
    if before is None:
        return []
    both = {one.code for one in before.asked()} & {one.code for one in now.asked()} - told
    was = [one.code for one in before.asked() if one.code in both]
    rank = {code: number for number, code in enumerate(was)}
    found, highest = [], -1
    for one in now.asked():
        if one.code in both:
            if rank[one.code] < highest:
                found.append(Change(ChangeKind.MOVED, one))
            highest = max(highest, rank[one.code])
    return found


def _places(definition: Definition) -> dict[str, tuple[str, int]]:
    return {
        one.code: (section.code, number)
        for section in definition.sections
        for number, one in enumerate(section.fields)
    }


# Copies ------------------------------------------------------------------------------------------


def copied(definition: Definition) -> Definition:
    """Return a definition as another city takes it over: what is retired stays behind.

    Mappings come along; they mean the same in every city.
    """
    return replace(
        definition,
        sections=tuple(
            replace(section, fields=tuple(one for one in section.fields if not one.is_retired))
            for section in definition.sections
        ),
    )


# Coverage ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A published form of a city, as the report needs it."""

    title: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class Cell:
    """How a city stands to a term, through which questions, and which answers lack a code."""

    state: str
    fields: tuple[tuple[str, Field], ...] = ()
    without_code: tuple[str, ...] = ()


def coverage(forms: Iterable[Asked], terms: Sequence[str]) -> dict[str, Cell]:
    """Return term -> how a city's forms cover it."""
    by_term: dict[str, list[tuple[str, Field]]] = {}
    for form in forms:
        for one in form.definition.asked():
            if one.is_question and one.national:
                by_term.setdefault(one.national, []).append((form.title, one))
    found = {}
    for term in terms:
        fields_of = tuple(by_term.get(term, ()))
        lacking = tuple(
            f"{one.code}: {option.code}"
            for _title, one in fields_of
            for option in one.options
            if one.type in CHOICE_TYPES and option.national in ("", LOCAL_ONLY)
        )
        state = Coverage.MISSING
        if fields_of:
            state = Coverage.PARTLY if lacking else Coverage.MAPPED
        found[term] = Cell(state, fields_of, lacking)
    return found


@dataclass(frozen=True, slots=True)
class Drift:
    """A question by which a city's form has gone its own way, and how."""

    title: str
    field: Field
    kind: str
    detail: str = ""


UNMAPPED, LOCAL, UNKNOWN, OPTION = "unmapped", "local", "unknown", "option"


def drift(forms: Iterable[Asked], terms: Any) -> list[Drift]:
    """Return every question of a city's forms that the national direction cannot read.

    ``terms``: term -> ``Term`` of the dictionary as it stands today; a term or a code taken out
    of it leaves questions behind, and they are named here.
    """
    found = []
    for form in forms:
        for one in form.definition.asked():
            if not one.is_question:
                continue
            if one.is_local:
                found.append(Drift(form.title, one, LOCAL))
            elif not one.national:
                found.append(Drift(form.title, one, UNMAPPED))
            elif one.national not in terms:
                found.append(Drift(form.title, one, UNKNOWN, one.national))
            elif one.type in CHOICE_TYPES:
                values = terms[one.national].values
                gone = [o.code for o in one.options if o.national not in values]
                if gone:
                    found.append(Drift(form.title, one, OPTION, ", ".join(gone)))
    return found
