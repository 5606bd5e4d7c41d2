"""Answers that are missing, and why: unknown, declined and not asked are three values."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """Whether a question has a value, and if not, what stands in its place."""

    KNOWN = "known", _("Known")
    UNKNOWN = "unknown", _("Not known")
    DECLINED = "declined", _("Prefers not to say")
    NOT_ASKED = "not_asked", _("Not asked yet")


def answer_field(**options: Any) -> models.CharField:
    """Return the field that stands beside a value and says whether it is known."""
    return models.CharField(
        max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED, **options
    )


def answer_constraint(*, value: str, answer: str, name: str) -> models.CheckConstraint:
    """Return the constraint: the value is there exactly when the answer is *known*."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{answer}": Answer.KNOWN, f"{value}__isnull": False})
        | (~models.Q(**{f"{answer}": Answer.KNOWN}) & models.Q(**{f"{value}__isnull": True})),
    )
