"""Problems, conditions and changes in words."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .enums import (
    WITHOUT_VALUE,
    ChangeKind,
    Comparison,
    Joint,
    ProblemKind,
)
from .rules import Definition, Field, Shown, text_in
from .rules_conditions import YES_NO_VALUES
from .rules_problems import Flaw
from .rules_versions import LOCAL, OPTION, UNKNOWN, Change, Drift

_NAMES = dict(settings.LANGUAGES)


def title_of(one: Any, language: str) -> str:
    """Return the title of a form or version in a language."""
    return text_in(one.title, language) or one.code


def label_of(one: Any, language: str) -> str:
    """Return the words of a question or a term, or its code where it has none."""
    return text_in(one.label, language) or one.code


def problem_words(problem: Flaw, definition: Definition) -> str:
    """Return a problem as a sentence, with what it is about."""
    words = str(ProblemKind(problem.kind).label)
    detail = ", ".join(_NAMES.get(part, part) for part in problem.detail.split(", "))
    asked = definition.field(problem.detail)
    if asked is not None and problem.part == "shown":
        detail = label_of(asked, "it")
    return f"{words} ({detail})" if detail else words


def shown_words(shown: Shown, definition: Definition, language: str) -> str:
    """Return when something is asked, in words; nothing where it always is."""
    if not shown.conditions:
        return ""
    joint = _(" or ") if shown.joint == Joint.ANY else _(" and ")
    return joint.join(_condition(one, definition, language) for one in shown.conditions)


def _condition(one: Any, definition: Definition, language: str) -> str:
    asked = definition.field(one.field)
    name = label_of(asked, language) if asked else one.field
    is_known = one.operator in Comparison.values
    operator = str(Comparison(one.operator).label) if is_known else one.operator
    if one.operator in WITHOUT_VALUE:
        return f"“{name}” {operator}"
    return f"“{name}” {operator} “{value_words(asked, one.value, language)}”"


def value_words(asked: Field | None, value: str, language: str) -> str:
    """Return the value of a condition as it was worded."""
    option = asked.option(value) if asked else None
    if option is not None:
        return text_in(option.label, language) or value
    words: Mapping[str, Any] = {
        "yes": _("Yes"),
        "no": _("No"),
        "unknown": _("Not known"),
        "declined": _("Prefers not to say"),
    }
    return str(words[value]) if value in YES_NO_VALUES else value


def change_words(change: Change) -> str:
    """Return what changed of a question."""
    words = str(ChangeKind(change.kind).label)
    parts = {
        "type": _("kind of answer"),
        "label": _("question"),
        "help": _("help"),
        "options": _("answers"),
        "low": _("smallest number"),
        "high": _("largest number"),
        "shown": _("conditions"),
        "required_at": _("by when it is needed"),
        "privacy": _("what it says of a person"),
        "purpose": _("what it is asked for"),
        "national": _("national term"),
    }
    told = ", ".join(str(parts[part]) for part in change.parts)
    return f"{words}: {told}" if told else words


def drift_words(one: Drift) -> str:
    """Return how a question has gone its own way."""
    if one.kind == LOCAL:
        return _("This city only, as somebody said.")
    if one.kind == UNKNOWN:
        return _("The dictionary has no term “%(term)s” any more.") % {"term": one.detail}
    if one.kind == OPTION:
        return _("Answers without a national code: %(codes)s") % {"codes": one.detail}
    return _("No national term, and nobody said that it is of this city only.")
