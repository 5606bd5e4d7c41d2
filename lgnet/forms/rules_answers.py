"""Answers: from typed values to JSON and back, from one version to the next, into national terms.

An answer is kept with the version it was given to; nothing here changes one that was given.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lgnet.kernel.answers import Answer
from lgnet.ui.answered import Answered
from lgnet.ui.partial_dates import PartialDate

from .enums import CHOICE_TYPES, LOCAL_ONLY, FieldType, LeftReason, Privacy
from .rules import Definition, Field
from .rules_conditions import Answers, asked_of

EMPTY: tuple[Any, ...] = (None, "", [], ())
PRECISIONS = ("exact", "month", "year", "estimated")


def to_json(one: Field, value: Any) -> Any:
    """Return a typed answer as a JSON value; None where there is none."""
    if value in EMPTY:
        return None
    if isinstance(value, Answered):
        if value.is_known:
            return value.value
        return None if value.answer == Answer.NOT_ASKED else {"none": str(value.answer)}
    if isinstance(value, PartialDate):
        return {"first_day": value.first_day.isoformat(), "precision": value.precision}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if one.type == FieldType.SEVERAL_CHOICES:
        order = [option.code for option in one.options]
        return sorted(value, key=order.index)
    return value


def from_json(one: Field, told: Any) -> Any:
    """Return the typed answer that a JSON value stands for; None where it is none of this field."""
    if told in EMPTY:
        return Answered(None, Answer.NOT_ASKED) if one.type == FieldType.YES_NO else None
    try:
        return _READ[FieldType(one.type)](one, told)
    except (ValueError, TypeError, KeyError, InvalidOperation):
        return None


def _yes_no(one: Field, told: Any) -> Answered:
    if isinstance(told, dict):
        return Answered(None, Answer(told["none"]))
    if told not in ("yes", "no"):
        raise ValueError(told)
    return Answered(told, Answer.KNOWN)


def _choice(one: Field, told: Any) -> str:
    if one.option(told) is None:
        raise ValueError(told)
    return str(told)


def _partial(one: Field, told: Any) -> PartialDate:
    if told["precision"] not in PRECISIONS:
        raise ValueError(told["precision"])
    return PartialDate(dt.date.fromisoformat(told["first_day"]), told["precision"])


def _text(one: Field, told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told


def _whole(one: Field, told: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool):
        raise TypeError(told)
    return told


def _several(one: Field, told: Any) -> list[str]:
    if not isinstance(told, list):
        raise TypeError(told)
    return [_choice(one, code) for code in told]


def _note(one: Field, told: Any) -> None:
    raise ValueError("A note has no answer.")


_READ: dict[FieldType, Any] = {
    FieldType.SHORT_TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.WHOLE_NUMBER: _whole,
    FieldType.DECIMAL: lambda one, told: Decimal(_text(one, told)),
    FieldType.DATE: lambda one, told: dt.date.fromisoformat(_text(one, told)),
    FieldType.PARTIAL_DATE: _partial,
    FieldType.YES_NO: _yes_no,
    FieldType.ONE_CHOICE: _choice,
    FieldType.SEVERAL_CHOICES: _several,
    FieldType.NOTE: _note,
}


# From one version to the next --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Left:
    """An answer that the new version has no place for."""

    field: Field
    value: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers as the new version takes them, and those it cannot take."""

    kept: dict[str, Any]
    left: tuple[Left, ...]


def carried(answers: Answers, *, before: Definition, now: Definition) -> Carried:
    """Return a draft's answers for the version that is asked now; nothing is lost unsaid."""
    kept: dict[str, Any] = {}
    left: list[Left] = []
    fields = {one.code: one for one in now.asked()}
    for old in before.all_fields():
        value = answers.get(old.code)
        if value in EMPTY:
            continue
        new = fields.get(old.code)
        if new is None:
            left.append(Left(old, value, LeftReason.RETIRED))
        elif new.type == FieldType.SEVERAL_CHOICES and isinstance(value, list):
            there = [code for code in value if new.option(code)]
            if there:
                kept[old.code] = there
            if gone := [code for code in value if code not in there]:
                left.append(Left(old, gone, LeftReason.OPTION_GONE))
        elif from_json(new, value) is not None and new.type == old.type:
            kept[old.code] = value
        else:
            is_choice = new.type == old.type and new.type in CHOICE_TYPES
            reason = LeftReason.OPTION_GONE if is_choice else LeftReason.OTHER_TYPE
            left.append(Left(old, value, reason))
    return Carried(kept, tuple(left))


# Into national terms -----------------------------------------------------------------------------


def national_answers(
    definition: Definition, answers: Answers, *, counts: Callable[[Field], bool] | None = None
) -> dict[str, Any]:
    """Return national term -> answer, in national codes: what any two cities' answers share.

    A term that several questions answer takes the first with an answer, except that codes of
    several choices add up. What is local only, or was not shown, is not in it. ``counts`` leaves
    questions out.
    """
    found: dict[str, Any] = {}
    for one in asked_of(definition, answers):
        value = answers.get(one.code)
        if value in EMPTY or not one.national or one.is_local or not one.is_question:
            continue
        if counts is not None and not counts(one):
            continue
        if one.type in CHOICE_TYPES:
            chosen = value if isinstance(value, list) else [value]
            codes = [option.national for code in chosen if (option := one.option(str(code)))]
            codes = [code for code in codes if code and code != LOCAL_ONLY]
            if not codes:
                continue
            before = found.get(one.national, [])
            found[one.national] = [*before, *(code for code in codes if code not in before)]
        else:
            found.setdefault(one.national, value)
    return found


def national_codes(definition: Definition, answers: Answers) -> dict[str, list[str]]:
    """Return national term -> national codes, of what may be counted without opening answers.

    Only closed answers to questions whose form says that they are about the work or public:
    words, days and numbers, and all that is sensitive or says who somebody is, stay sealed.
    """
    found = national_answers(definition, answers, counts=is_countable)
    return {term: _codes(value) for term, value in found.items()}


def is_countable(one: Field) -> bool:
    """Return whether an answer may stand unsealed, in national codes, within its own city."""
    is_closed = one.type in (*CHOICE_TYPES, FieldType.YES_NO)
    return is_closed and one.privacy in (Privacy.OPERATIONAL, Privacy.PUBLIC)


def _codes(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [str(value["none"])]
    return list(value) if isinstance(value, list) else [str(value)]


def count_by_code(
    cities: Mapping[Any, list[tuple[Definition, Answers]]], term: str
) -> dict[str, int]:
    """Return code of a national term -> how many sets of answers have it, over all cities."""
    counts: dict[str, int] = {}
    for rows in cities.values():
        for definition, answers in rows:
            value = national_answers(definition, answers).get(term)
            for code in value if isinstance(value, list) else [value] if value else []:
                counts[str(code)] = counts.get(str(code), 0) + 1
    return counts
