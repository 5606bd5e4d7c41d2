"""Stamps: a moment and its author belong together."""

from django.db import models


def stamp_constraint(*, at: str, by: str, name: str) -> models.CheckConstraint:
    """Return the constraint: no author without a moment.

    A moment without an author is what an import knows of a change made elsewhere.
    """
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{at}__isnull": False}) | models.Q(**{f"{by}__isnull": True}),
    )
