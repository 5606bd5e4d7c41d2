"""What upper apps tell housing: the exit plan of a person, where they keep one."""

from collections.abc import Callable
from typing import Any

from lgnet.people.models import Person

ExitPlan = Callable[[Any, Person], str]
_exit_plans: list[ExitPlan] = []


def register_exit_plan(provider: ExitPlan) -> None:
    """Let ``provider(request, person)`` return an exit plan as text, empty where there is none."""
    _exit_plans.append(provider)


def exit_plan_of(request: Any, person: Person) -> str:
    """Return the first exit plan somebody knows for this person, or an empty text."""
    return next(filter(None, (provider(request, person) for provider in _exit_plans)), "")
