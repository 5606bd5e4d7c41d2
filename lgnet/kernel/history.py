"""History: what a row was before each change or deletion, kept by triggers.

Triggers also catch bulk writes and raw SQL. The old row goes into an event table in the same
cell, under the same row-level security; nobody edits it.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pghistory
import pghistory.models

from .tenancy import ScopedManager


class Event(pghistory.models.Event):
    """An event of a tenant model: read through a scope like the model itself."""

    objects: Any = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


def track(*, exclude: Iterable[str] | None = None) -> Callable[[type[Any]], type[Any]]:
    """Return the decorator that keeps a tenant model's old rows, without the fields excluded."""
    return pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(),
        base_model=Event,
        context_field=pghistory.ContextJSONField(),
        exclude=None if exclude is None else [*exclude],
    )
