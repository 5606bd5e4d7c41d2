"""What a form is: sections with questions, as plain values that go to JSON and back.

Nothing here knows the database. A definition may be wrong in every way that ``rules_problems``
names: drafts are kept as they are typed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from .enums import LOCAL_ONLY, Comparison, FieldType, Joint, Moment

MOST_FIELDS = 400
MOST_SECTIONS = 60
MOST_OPTIONS = 80
MOST_CONDITIONS = 6
LONGEST_TEXT = 1000
LONGEST_CODE = 40
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
# Codes of lists elsewhere stay as they are: "CR-CP", "3".
OPTION_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}\Z")
MAIN_LANGUAGE = "it"

Text = Mapping[str, str]  # language -> words
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. ``national``: its code in the national term, or LOCAL_ONLY."""

    code: str
    label: Text = field(default_factory=dict)
    national: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """That an earlier question ``field`` has such an answer."""

    field: str
    operator: str = Comparison.IS
    value: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """When something is asked; without conditions: always."""

    joint: str = Joint.ALL
    conditions: tuple[Condition, ...] = ()


ALWAYS = Shown()


@dataclass(frozen=True, slots=True)
class Field:
    """A question. ``national``: a term of the national dictionary, LOCAL_ONLY, or not said yet.

    ``low`` and ``high`` bound a number, as texts. ``is_retired``: no longer asked; it stays in
    the definition so that its code never comes to mean something else.
    """

    code: str
    type: str = FieldType.SHORT_TEXT
    label: Text = field(default_factory=dict)
    help: Text = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    shown: Shown = ALWAYS
    required_at: str = Moment.NEVER
    privacy: str = ""
    purpose: str = ""
    national: str = ""
    is_retired: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it takes an answer."""
        return self.type != FieldType.NOTE

    @property
    def is_local(self) -> bool:
        """Whether somebody said that it is of this city only."""
        return self.national == LOCAL_ONLY

    def option(self, code: str) -> Option | None:
        """Return the answer with a code."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand together under a title."""

    code: str
    title: Text = field(default_factory=dict)
    shown: Shown = ALWAYS
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A form: the languages it is worded in, the main one first, and its sections."""

    languages: tuple[str, ...] = (MAIN_LANGUAGE,)
    sections: tuple[Section, ...] = ()

    def all_fields(self) -> Iterator[Field]:
        """Yield every field in order, retired ones too."""
        for section in self.sections:
            yield from section.fields

    def asked(self) -> Iterator[Field]:
        """Yield the fields that are not retired."""
        return (one for one in self.all_fields() if not one.is_retired)

    def field(self, code: str) -> Field | None:
        """Return the field with a code."""
        return next((one for one in self.all_fields() if one.code == code), None)

    def section(self, code: str) -> Section | None:
        """Return the section with a code."""
        return next((one for one in self.sections if one.code == code), None)

    def section_of(self, code: str) -> Section | None:
        """Return the section in which a field stands."""
        return next((s for s in self.sections if any(f.code == code for f in s.fields)), None)


def text_in(text: Text, language: str, languages: tuple[str, ...] = (MAIN_LANGUAGE,)) -> str:
    """Return the words in a language, else in the form's first that has some, else any."""
    for one in (language, *languages, *text):
        if text.get(one, "").strip():
            return text[one]
    return ""


def language_of(text: Text, language: str, languages: tuple[str, ...] = (MAIN_LANGUAGE,)) -> str:
    """Return the language in which ``text_in`` finds the words."""
    for one in (language, *languages, *text):
        if text.get(one, "").strip():
            return one
    return language


# To JSON and back ------------------------------------------------------------------------------


def to_json(definition: Definition) -> Json:
    """Return the definition as JSON values; what is empty is left out."""
    return {
        "languages": list(definition.languages),
        "sections": [_plain(section) for section in definition.sections],
    }


def from_json(content: Any) -> Definition:
    """Return the definition that ``to_json`` gave. Raises ValueError for anything else."""
    try:
        return Definition(
            languages=tuple(map(str, content.get("languages") or [MAIN_LANGUAGE])),
            sections=tuple(_section(one) for one in content.get("sections", [])),
        )
    except (AttributeError, TypeError, KeyError) as error:
        raise ValueError("This is no definition of a form.") from error


def field_json(one: Field) -> Json:
    """Return a field as JSON values."""
    return _plain(one)


def _plain(value: Any) -> Any:
    if isinstance(value, (Section, Field, Option, Shown, Condition)):
        found = {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
        return {
            name: part
            for name, part in found.items()
            if part not in ("", [], {}, False, None) and not (name == "shown" and len(part) < 2)
        }
    if isinstance(value, Mapping):
        return {key: words for key, words in value.items() if words}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value


def _section(told: Json) -> Section:
    return Section(
        code=str(told["code"]),
        title=_text(told.get("title")),
        shown=_shown(told.get("shown")),
        fields=tuple(_field(one) for one in told.get("fields", [])),
    )


def _field(told: Json) -> Field:
    plain = ("type", "low", "high", "required_at", "privacy", "purpose", "national")
    return Field(
        code=str(told["code"]),
        label=_text(told.get("label")),
        help=_text(told.get("help")),
        options=tuple(
            Option(str(one["code"]), _text(one.get("label")), str(one.get("national", "")))
            for one in told.get("options", [])
        ),
        shown=_shown(told.get("shown")),
        is_retired=bool(told.get("is_retired", False)),
        **{name: str(told[name]) for name in plain if name in told},
    )


def _shown(told: Json | None) -> Shown:
    if not told:
        return ALWAYS
    return Shown(
        joint=str(told.get("joint", Joint.ALL)),
        conditions=tuple(
            Condition(str(one["field"]), str(one["operator"]), str(one.get("value", "")))
            for one in told.get("conditions", [])
        ),
    )


def _text(told: Any) -> dict[str, str]:
    return {str(key): str(words)[:LONGEST_TEXT] for key, words in (told or {}).items()}


# Changing one thing ------------------------------------------------------------------------------


def with_section(definition: Definition, section: Section) -> Definition:
    """Return the definition with a section put in the place of that of its code, or at the end."""
    if definition.section(section.code) is None:
        return replace(definition, sections=(*definition.sections, section))
    sections = tuple(section if s.code == section.code else s for s in definition.sections)
    return replace(definition, sections=sections)


def with_field(definition: Definition, one: Field, *, section: str) -> Definition:
    """Return the definition with a field in its place, or at the end of ``section``.

    A field that stood in another section moves to the end of this one.
    """
    found = definition.section_of(one.code)
    if found is not None and found.code == section:
        kept = tuple(one if f.code == one.code else f for f in found.fields)
        return with_section(definition, replace(found, fields=kept))
    definition = without_field(definition, one.code)
    target = definition.section(section)
    if target is None:
        raise ValueError(section)
    return with_section(definition, replace(target, fields=(*target.fields, one)))


def without_field(definition: Definition, code: str) -> Definition:
    """Return the definition without a field."""
    return replace(
        definition,
        sections=tuple(
            replace(section, fields=tuple(f for f in section.fields if f.code != code))
            for section in definition.sections
        ),
    )


def without_section(definition: Definition, code: str) -> Definition:
    """Return the definition without a section and what stands in it."""
    return replace(definition, sections=tuple(s for s in definition.sections if s.code != code))


def move_field(definition: Definition, code: str, *, steps: int) -> Definition:
    """Return the definition with a field moved up (-1) or down (1).

    Past the end of its section it goes into the next one; at the ends of the form it stays.
    """
    section = definition.section_of(code)
    if section is None:
        return definition
    names = [one.code for one in section.fields]
    at = names.index(code)
    to = at + steps
    if 0 <= to < len(names):
        moved = list(section.fields)
        moved.insert(to, moved.pop(at))
        return with_section(definition, replace(section, fields=tuple(moved)))
    number = [s.code for s in definition.sections].index(section.code) + steps
    if not 0 <= number < len(definition.sections):
        return definition
    one = section.fields[at]
    definition = without_field(definition, code)
    beside = definition.sections[number]
    kept = (*beside.fields, one) if steps < 0 else (one, *beside.fields)
    return with_section(definition, replace(beside, fields=kept))


def move_section(definition: Definition, code: str, *, steps: int) -> Definition:
    """Return the definition with a section moved up or down; at the ends it stays."""
    names = [section.code for section in definition.sections]
    if code not in names or not 0 <= names.index(code) + steps < len(names):
        return definition
    moved = list(definition.sections)
    at = names.index(code)
    moved.insert(at + steps, moved.pop(at))
    return replace(definition, sections=tuple(moved))


def composed(base: Definition | None, own: Definition) -> Definition:
    """Return the national core with a city's own sections after it."""
    if base is None:
        return own
    languages = (*base.languages, *(lang for lang in own.languages if lang not in base.languages))
    return Definition(languages=languages, sections=(*base.sections, *own.sections))


def code_from(words: str, taken: set[str], *, otherwise: str = "q") -> str:
    """Return a free code made of some words."""
    plain = re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")
    plain = plain if plain[:1].isascii() and plain[:1].isalpha() else f"{otherwise}_{plain}"
    plain = plain[: LONGEST_CODE - 4].strip("_") or otherwise
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}_{number}", number + 1
    return found
