"""What is to be done for a person: lines of the task list, which any app may bring.

A source is registered in ``ready()``; it is asked inside the scope of who looks, and yields what
it knows of one person. Nothing here ranks people: tasks are put in the order of their day.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from .models import Person

Text = str | Promise


class TaskState(StrEnum):
    """Where a task stands; the words are those of the component ``task``."""

    NOT_STARTED = "not_started"
    MISSING = "missing"  # started, something is missing
    DONE = "done"
    NOT_NEEDED = "not_needed"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self in (TaskState.NOT_STARTED, TaskState.MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A line: ``key`` tells it from others of the person, ``due`` is the day it should be done.

    ``label`` and ``note`` are our words, never typed ones; ``url`` is where it is done.
    """

    key: str
    label: Text
    state: TaskState
    url: str = ""
    due: dt.date | None = None
    note: Text = ""


TaskSource = Callable[[Person], Iterable[Task]]

_sources: dict[TaskSource, str] = {}


def register_task_source(fn: TaskSource, *, permission: str) -> None:
    """Add a source of tasks, for those whose role has ``permission``."""
    _sources[fn] = permission


def tasks_of(person: Person, permissions: Collection[str]) -> list[Task]:
    """Return the tasks this member may see: open ones first, each by its day, then by its key."""
    found = [
        task
        for source, permission in _sources.items()
        if permission in permissions
        for task in source(person)
    ]
    return sorted(
        found, key=lambda task: (not task.state.is_open, task.due or dt.date.max, task.key)
    )
