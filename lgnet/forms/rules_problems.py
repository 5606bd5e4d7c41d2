"""What is wrong with a definition: each problem names its place, so that it shows beside it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .enums import (
    CHOICE_TYPES,
    LOCAL_ONLY,
    NUMBER_TYPES,
    WITHOUT_VALUE,
    FieldType,
    Privacy,
    ProblemKind,
    Purpose,
)
from .rules import (
    CODE,
    MOST_CONDITIONS,
    MOST_FIELDS,
    MOST_OPTIONS,
    MOST_SECTIONS,
    OPTION_CODE,
    Definition,
    Field,
    Shown,
    Text,
)
from .rules_conditions import YES_NO_VALUES, circles, operators_of


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the national dictionary: which kind of answer it takes, and which codes."""

    code: str
    type: str
    values: frozenset[str] = frozenset()


Terms = Mapping[str, Term]
# What a question may be, to answer a term that takes another kind.
FITS = {
    FieldType.SEVERAL_CHOICES: (FieldType.ONE_CHOICE,),
    FieldType.PARTIAL_DATE: (FieldType.DATE,),
    FieldType.DECIMAL: (FieldType.WHOLE_NUMBER,),
    FieldType.LONG_TEXT: (FieldType.SHORT_TEXT,),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """``place``: the code of a field or a section, or nothing for the form as a whole.

    ``part``: the attribute concerned. What does not block is worth a look before publishing.
    """

    place: str
    part: str
    kind: str
    detail: str = ""
    is_blocking: bool = True


def problems_of(
    definition: Definition,
    *,
    terms: Terms,
    base: Definition | None = None,
    before: Definition | None = None,
) -> list[Flaw]:
    """Return all problems of a definition, in its order.

    ``base`` is the national core it stands beside, ``before`` its last published version.
    """
    return list(_problems(definition, terms, base, before))


def blocking(problems: list[Flaw]) -> list[Flaw]:
    """Return the problems with which nothing is published."""
    return [one for one in problems if one.is_blocking]


def _problems(
    definition: Definition, terms: Terms, base: Definition | None, before: Definition | None
) -> Iterator[Flaw]:
    everything = list(definition.all_fields())
    if not any(one.is_question for one in definition.asked()):
        yield Flaw("", "fields", ProblemKind.NO_QUESTION)
    if len(everything) > MOST_FIELDS:
        yield Flaw("", "fields", ProblemKind.TOO_MANY, str(MOST_FIELDS))
    if len(definition.sections) > MOST_SECTIONS:
        yield Flaw("", "sections", ProblemKind.TOO_MANY, str(MOST_SECTIONS))
    kinds = {one.code: one for one in base.asked()} if base else {}
    all_codes = {one.code for one in everything} | set(kinds)
    of_core = {one.code for one in base.all_fields()} if base else set()
    of_core |= {section.code for section in base.sections} if base else set()
    circular = circles(definition)
    seen: set[str] = set()
    for section in definition.sections:
        yield from _code(section.code, seen, of_core)
        yield from _text(section.code, "title", section.title, definition.languages)
        yield from _shown(section.code, section.shown, kinds, all_codes, set())
        for one in section.fields:
            yield from _code(one.code, seen, of_core)
            if not one.is_retired:
                yield from _field(one, definition, terms, kinds, all_codes, circular)
                if one.is_question:
                    kinds[one.code] = one
    yield from _successor(definition, before)


def _code(code: str, seen: set[str], of_core: set[str]) -> Iterator[Flaw]:
    if not CODE.match(code):
        yield Flaw(code, "code", ProblemKind.CODE_SHAPE)
    if code in seen:
        yield Flaw(code, "code", ProblemKind.CODE_TWICE)
    if code in of_core:
        yield Flaw(code, "code", ProblemKind.CODE_OF_CORE)
    seen.add(code)


def _text(place: str, part: str, text: Text, languages: tuple[str, ...]) -> Iterator[Flaw]:
    missing = [language for language in languages if not text.get(language, "").strip()]
    if not languages or languages[0] in missing:
        yield Flaw(place, part, ProblemKind.NO_TEXT, languages[0] if languages else "")
    if others := ", ".join(language for language in missing if language != languages[0]):
        yield Flaw(place, part, ProblemKind.NO_TRANSLATION, others, is_blocking=False)


def _field(
    one: Field,
    definition: Definition,
    terms: Terms,
    kinds: Mapping[str, Field],
    all_codes: set[str],
    circular: set[str],
) -> Iterator[Flaw]:
    yield from _text(one.code, "label", one.label, definition.languages)
    if one.code in circular:
        yield Flaw(one.code, "shown", ProblemKind.CIRCLE)
    yield from _shown(one.code, one.shown, kinds, all_codes, circular)
    if not one.is_question:
        return
    if one.type in CHOICE_TYPES:
        yield from _options(one, definition.languages)
    if one.type in NUMBER_TYPES and one.low and one.high and _order(one.low, one.high):
        yield Flaw(one.code, "low", ProblemKind.LIMITS)
    if one.privacy not in Privacy.values:
        yield Flaw(one.code, "privacy", ProblemKind.NO_PRIVACY)
    if one.purpose not in Purpose.values:
        yield Flaw(one.code, "purpose", ProblemKind.NO_PURPOSE)
    yield from _mapping(one, terms)


def _order(low: str, high: str) -> bool:
    try:
        return Decimal(low) > Decimal(high)
    except InvalidOperation:
        return True


def _options(one: Field, languages: tuple[str, ...]) -> Iterator[Flaw]:
    codes = [option.code for option in one.options]
    if not codes:
        yield Flaw(one.code, "options", ProblemKind.NO_OPTIONS)
    if len(codes) > MOST_OPTIONS:
        yield Flaw(one.code, "options", ProblemKind.TOO_MANY, str(MOST_OPTIONS))
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Flaw(one.code, "options", ProblemKind.OPTION_TWICE, code)
    for option in one.options:
        if not OPTION_CODE.match(option.code):
            yield Flaw(one.code, "options", ProblemKind.CODE_SHAPE, option.code)
        if languages and not option.label.get(languages[0], "").strip():
            yield Flaw(one.code, "options", ProblemKind.OPTION_TEXT, option.code)
        elif any(not option.label.get(language, "").strip() for language in languages):
            yield Flaw(
                one.code, "options", ProblemKind.NO_TRANSLATION, option.code, is_blocking=False
            )


def _mapping(one: Field, terms: Terms) -> Iterator[Flaw]:
    if one.is_local:
        return
    if not one.national:
        yield Flaw(one.code, "national", ProblemKind.NO_MAPPING)
        return
    term = terms.get(one.national)
    if term is None:
        yield Flaw(one.code, "national", ProblemKind.UNKNOWN_ENTRY, one.national)
        return
    if one.type != term.type and one.type not in FITS.get(FieldType(term.type), ()):
        yield Flaw(one.code, "national", ProblemKind.ENTRY_TYPE, one.national)
    elif one.type in CHOICE_TYPES:
        allowed = term.values | {LOCAL_ONLY}
        for option in one.options:
            if option.national not in allowed:
                yield Flaw(one.code, "options", ProblemKind.OPTION_MAPPING, option.code)


def _shown(
    place: str,
    shown: Shown,
    kinds: Mapping[str, Field],
    all_codes: set[str],
    circular: set[str],
) -> Iterator[Flaw]:
    if len(shown.conditions) > MOST_CONDITIONS:
        yield Flaw(place, "shown", ProblemKind.TOO_MANY, str(MOST_CONDITIONS))
    for condition in shown.conditions:
        asked = kinds.get(condition.field)
        if asked is None:
            if condition.field not in all_codes:
                yield Flaw(place, "shown", ProblemKind.UNKNOWN_FIELD, condition.field)
            elif place not in circular:
                yield Flaw(place, "shown", ProblemKind.LATER_FIELD, condition.field)
        elif condition.operator not in operators_of(asked.type):
            yield Flaw(place, "shown", ProblemKind.BAD_OPERATOR, condition.field)
        elif condition.operator not in WITHOUT_VALUE and not _is_value(asked, condition.value):
            yield Flaw(place, "shown", ProblemKind.BAD_VALUE, condition.field)


def _is_value(asked: Field, value: str) -> bool:
    """Return whether a condition's value is one that the question can have."""
    if asked.type in CHOICE_TYPES:
        return asked.option(value) is not None
    if asked.type == FieldType.YES_NO:
        return value in YES_NO_VALUES
    try:
        if asked.type in NUMBER_TYPES:
            return Decimal(value).is_finite()
        if asked.type == FieldType.DATE:
            return bool(dt.date.fromisoformat(value))
    except (InvalidOperation, ValueError):
        return False
    return bool(value.strip())


def _successor(definition: Definition, before: Definition | None) -> Iterator[Flaw]:
    """A new version never makes a code mean something else."""
    for old in before.all_fields() if before else ():
        now = definition.field(old.code)
        if now is None:
            yield Flaw(old.code, "code", ProblemKind.VANISHED)
        elif now.type != old.type:
            yield Flaw(old.code, "type", ProblemKind.TYPE_CHANGED)
