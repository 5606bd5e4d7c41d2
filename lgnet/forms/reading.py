"""Answers read back in words, as they were asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.kernel.answers import Answer
from lgnet.ui.answered import Answered
from lgnet.ui.partial_dates import ESTIMATED, MONTH, YEAR, PartialDate

from .enums import FieldType
from .rules import Definition, Field, text_in
from .rules_answers import from_json
from .rules_conditions import asked_of


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A question with its answer in words; empty where there is none."""

    code: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with its answers."""

    title: str
    lines: tuple[ReadLine, ...]


def read_back(
    version: Any, answers: Mapping[str, Any], *, language: str = "it"
) -> list[ReadSection]:
    """Return answers in words, as they were asked: every question shown then, answered or not.

    ``version``: the published version they were given to, or anything with its ``definition``.
    """
    definition: Definition = version.definition
    shown = {one.code for one in asked_of(definition, answers)}
    found = []
    for section in definition.sections:
        lines = tuple(
            ReadLine(
                one.code,
                text_in(one.label, language, definition.languages) or one.code,
                words_of(one, answers.get(one.code), definition, language),
            )
            for one in section.fields
            if one.is_question and (one.code in shown or one.code in answers)
        )
        if lines:
            found.append(ReadSection(text_in(section.title, language, definition.languages), lines))
    return found


def words_of(one: Field, told: Any, definition: Definition, language: str = "it") -> str:
    """Return one answer in words; what cannot be read is shown as it was kept."""
    value = from_json(one, told)
    if isinstance(value, Answered):
        if value.is_known:
            return _("Yes") if value.value == "yes" else _("No")
        return "" if value.answer == Answer.NOT_ASKED else str(Answer(value.answer).label)
    if value is None:
        return "" if told in (None, "", []) else str(told)
    if one.type in (FieldType.ONE_CHOICE, FieldType.SEVERAL_CHOICES):
        codes = value if isinstance(value, list) else [value]
        return ", ".join(_option(one, code, definition, language) for code in codes)
    if isinstance(value, PartialDate):
        return _partial(value)
    if one.type == FieldType.DATE:
        return formats.date_format(value, "DATE_FORMAT")
    if one.type in (FieldType.WHOLE_NUMBER, FieldType.DECIMAL):
        return formats.number_format(value)
    return str(value)


def _option(one: Field, code: str, definition: Definition, language: str) -> str:
    found = one.option(code)
    return text_in(found.label, language, definition.languages) or code if found else code


def _partial(value: PartialDate) -> str:
    if value.precision == ESTIMATED:
        return _("about %(year)s") % {"year": value.first_day.year}
    if value.precision == YEAR:
        return str(value.first_day.year)
    if value.precision == MONTH:
        return formats.date_format(value.first_day, "YEAR_MONTH_FORMAT")
    return formats.date_format(value.first_day, "DATE_FORMAT")
