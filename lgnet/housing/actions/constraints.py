"""Which rule of the database refused a write."""

from django.db import IntegrityError


def constraint_of(problem: IntegrityError) -> str:
    """Return the name of the constraint a write broke, a trigger's too; empty where untold."""
    told = getattr(problem.__cause__, "diag", None)
    return (told.constraint_name if told is not None else None) or ""
