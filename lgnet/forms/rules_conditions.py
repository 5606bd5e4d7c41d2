"""Conditions: what is asked, given the answers so far; and circles among conditions.

A question that is not shown has no answer, whatever was typed before it was hidden.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .enums import Comparison, FieldType, Joint
from .rules import Condition, Definition, Field, Shown

Answers = Mapping[str, Any]

# Which comparisons a kind of question can be asked for.
OPERATORS: dict[str, tuple[str, ...]] = {
    FieldType.SHORT_TEXT: (Comparison.IS, Comparison.IS_NOT),
    FieldType.LONG_TEXT: (),
    FieldType.WHOLE_NUMBER: (Comparison.IS, Comparison.IS_NOT, Comparison.MORE, Comparison.LESS),
    FieldType.DECIMAL: (Comparison.IS, Comparison.IS_NOT, Comparison.MORE, Comparison.LESS),
    FieldType.DATE: (Comparison.IS, Comparison.IS_NOT, Comparison.MORE, Comparison.LESS),
    FieldType.PARTIAL_DATE: (),
    FieldType.YES_NO: (Comparison.IS, Comparison.IS_NOT),
    FieldType.ONE_CHOICE: (Comparison.IS, Comparison.IS_NOT),
    FieldType.SEVERAL_CHOICES: (Comparison.HAS,),
}
YES_NO_VALUES = ("yes", "no", "unknown", "declined")


def operators_of(type_: str) -> tuple[str, ...]:
    """Return the comparisons for a kind of question; a note has none."""
    if type_ not in OPERATORS:
        return ()
    return (*OPERATORS[type_], Comparison.ANSWERED, Comparison.EMPTY)


def asked_of(definition: Definition, answers: Answers) -> list[Field]:
    """Return the fields to show for these answers, in order. Each looks at earlier ones only."""
    shown: list[Field] = []
    known: dict[str, Any] = {}
    kinds: dict[str, str] = {}
    for section in definition.sections:
        if not holds(section.shown, known, kinds):
            continue
        for one in section.fields:
            if one.is_retired or not holds(one.shown, known, kinds):
                continue
            shown.append(one)
            if one.is_question:
                kinds[one.code] = one.type
                if one.code in answers:
                    known[one.code] = answers[one.code]
    return shown


def holds(shown: Shown, answers: Answers, kinds: Mapping[str, str]) -> bool:
    """Return whether the conditions hold; without any they do."""
    if not shown.conditions:
        return True
    each = (condition_holds(one, answers, kinds) for one in shown.conditions)
    return any(each) if shown.joint == Joint.ANY else all(each)


def condition_holds(one: Condition, answers: Answers, kinds: Mapping[str, str]) -> bool:
    """Return whether one condition holds. Of a question without answer nothing is known, so only
    ``EMPTY`` holds; "is not" needs an answer too."""
    value = comparable(answers.get(one.field))
    if one.operator == Comparison.ANSWERED:
        return value not in (None, "", [])
    if one.operator == Comparison.EMPTY:
        return value in (None, "", [])
    if value in (None, "", []):
        return False
    if one.operator == Comparison.HAS:
        return isinstance(value, list) and one.value in value
    if kinds.get(one.field) in (FieldType.WHOLE_NUMBER, FieldType.DECIMAL):
        return _compares(one.operator, _number(value), _number(one.value))
    if one.operator in (Comparison.IS, Comparison.IS_NOT):
        is_same = str(value).strip().casefold() == one.value.strip().casefold()
        return is_same == (one.operator == Comparison.IS)
    # Days are written YYYY-MM-DD, which sorts as they do.
    return _compares(one.operator, str(value), one.value)


def comparable(value: Any) -> Any:
    """Return an answer as conditions see it: a reason for none counts as a value, if said."""
    if isinstance(value, dict) and "none" in value:
        return None if value["none"] == "not_asked" else value["none"]
    if isinstance(value, dict):
        return value.get("first_day")
    return value


def _compares(operator: str, one: Any, other: Any) -> bool:
    if one is None or other is None:
        return False
    if operator == Comparison.IS:
        return bool(one == other)
    if operator == Comparison.IS_NOT:
        return bool(one != other)
    return bool(one > other) if operator == Comparison.MORE else bool(one < other)


def _number(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def circles(definition: Definition) -> set[str]:
    """Return the codes of all questions whose conditions lead back to themselves."""
    needs: dict[str, set[str]] = {}
    for section in definition.sections:
        of_section = {one.field for one in section.shown.conditions}
        for one in section.fields:
            needs[one.code] = of_section | {c.field for c in one.shown.conditions}
    return {code for code in needs if code in _reached(code, needs)}


def _reached(start: str, needs: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(needs[start])
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += needs.get(code, ())
    return found
