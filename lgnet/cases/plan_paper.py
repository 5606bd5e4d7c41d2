"""The plan as it stands on paper: its words in one language, its goals as they were written."""

from collections.abc import Iterable
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from .enums_plan import GoalState, StepState


def paper_text(goals: Iterable[Any], language: str) -> str:
    """Return goals, each with ``steps``, as lines of text; what was given up is left out.

    ``language`` is a language of the pages. What is signed is compared by this text.
    """
    with translation.override(language):
        lines: list[str] = []
        for goal in goals:
            if goal.state == GoalState.GIVEN_UP:
                continue
            lines.append(f"{goal.get_area_display()}: {goal.text}")
            lines += [f"- {_step(step)}" for step in goal.steps if step.state != StepState.NOT_DONE]
    return "\n".join(lines)


def shortened(text: str, longest: int) -> str:
    """Return as many whole lines as fit, and a sign that some are left out."""
    if len(text) <= longest:
        return text
    kept, length = [], 2
    for line in text.splitlines():
        length += len(line) + 1
        if length > longest:
            break
        kept.append(line)
    return "\n".join([*kept, "…"])


def _step(step: Any) -> str:
    parts = [step.text, step.doer_words]
    if step.due_on:
        day = formats.date_format(step.due_on, "SHORT_DATE_FORMAT")
        parts.append(_("by %(day)s") % {"day": day})
    return " · ".join(parts)
