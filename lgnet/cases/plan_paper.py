"""The plan as it stands on paper: its words in one language, its goals as they were written."""

from collections.abc import Iterable
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from lgnet.kernel.sheets import Head, Heading, Sheet, without_controls

from .enums_plan import GoalState, StepState
from .rules_plan import plan_mark

# What a pen writes on.
LINE = "_" * 28


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


def plan_sheet(goals: Iterable[Any], *, head: Head, language: str, digest: str) -> Sheet:
    """Return the plan to sign as its files show it, in one language of the pages.

    The same words and the same mark as on the page that is printed.
    """
    with translation.override(language):
        lines: list[str] = []
        for goal in goals:
            if goal.state == GoalState.GIVEN_UP:
                continue
            lines += [Heading(goal.get_area_display()), *goal.text.splitlines()]
            lines += [f"• {_step(step)}" for step in goal.steps if step.state != StepState.NOT_DONE]
            lines.append("")
        lines.append(_("This plan is ours together. It can be changed at any time."))
        for words in (_("Name"), _("Day"), _("Signature"), _("Who accompanies you")):
            lines += ["", f"{words}: {LINE}"]
        lines += ["", _("Mark of this plan: %(mark)s") % {"mark": plan_mark(digest)}]
        title = _("What we want to reach together")
    return Sheet(
        head=head,
        title=title,
        paragraphs=tuple(_kept(line) for line in lines),
        language=language,
    )


def _kept(line: str) -> str:
    words = without_controls(line)
    return Heading(words) if isinstance(line, Heading) else words


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
