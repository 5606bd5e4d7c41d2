"""What is to be done for a person: upper parts say it, the person's page shows it.

A part registers a source in its app's ``ready()``: person -> the tasks it knows of. A task is a
line with a state, never a gate: nothing is refused because one is open.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Person

Text = str | Promise


class TaskState(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    MISSING = "missing", _("Something missing")
    DONE = "done", _("Done")
    NOT_NEEDED = "not_needed", _("Not needed")


OPEN_STATES = (TaskState.MISSING, TaskState.NOT_STARTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A line of the list.

    ``key`` is unique among all tasks of a person; ``url`` is where it is done, left out for who
    lacks ``url_permission``; ``due_on`` is the day by which, in Rome; ``note`` is our words.
    """

    key: str
    label: Text
    state: TaskState
    url: str = ""
    url_permission: str = "people.edit"
    due_on: dt.date | None = None
    note: Text = ""
    order: int = 100

    @property
    def is_open(self) -> bool:
        """Return whether something is left to do."""
        return self.state in OPEN_STATES


TaskSource = Callable[[Person], Iterable[Task]]

_sources: dict[TaskSource, str] = {}


def register_task_source(source: TaskSource, *, permission: str) -> None:
    """Add a source of tasks, shown to who has the permission; once for each source."""
    _sources[source] = permission


def tasks_of(person: Person, permissions: Collection[str]) -> list[Task]:
    """Return a person's tasks that this member may see, open ones first.

    Among the open ones, those with a day come first, the nearest day at the top; the rest keep
    their order.
    """
    found = [
        task if task.url_permission in permissions else replace(task, url="")
        for source, permission in _sources.items()
        if permission in permissions
        for task in source(person)
    ]
    return sorted(found, key=_place)


def _place(task: Task) -> tuple[bool, bool, dt.date, int]:
    is_due = task.is_open and task.due_on is not None
    return (not task.is_open, not is_due, task.due_on or dt.date.max, task.order)
