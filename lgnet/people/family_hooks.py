"""What families and minors add to a person's page, the first page, tasks and undo."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.ui import panels, undo
from lgnet.ui.actions import UndoRefused

from . import households, registry, tasks
from .actions.family_refusals import FamilyRefused
from .actions.guardians import reopen_guardianship, retract_guardian
from .actions.household_moves import take_back_move
from .actions.household_rows import Move
from .actions.minor_path import restore_step, unmark_step
from .actions.persons import retract_person
from .enums import MinorStep
from .kin import GuardianLine, kin_of
from .models import Guardianship, Person
from .registry import TimelineEntry
from .rules_minors import Standing
from .tasks import Task, TaskState
from .views.families import UNDO_MOVE
from .views.minors import (
    UNDO_GUARDIAN,
    UNDO_GUARDIAN_END,
    UNDO_STEP,
    UNDO_STEP_OFF,
    minor_line,
)
from .wording_families import (
    age_or_unknown,
    family_line,
    guardian_words,
    minor_badge,
    place_words,
    standing_words,
    steps_words,
)

VIEW, EDIT, MINORS = "people.view", "people.edit", "people.minors"


def register_families() -> None:
    """Register the family's and the minor's panel, add links, moments, tasks and ways back."""
    registry.register_panel(
        name="people.minor",
        template="people/_minor_panel.html",
        context=minor_panel,
        permission=VIEW,
        order=0,
    )
    registry.register_panel(
        name="people.family",
        template="people/_family_panel.html",
        context=family_panel,
        permission=VIEW,
        order=5,
    )
    registry.register_add_link(
        label=gettext_lazy("Add family member"),
        url_name="people:family_new",
        permission=EDIT,
        icon="it-user",
        order=55,
        is_own=True,
    )
    registry.register_add_link(
        label=gettext_lazy("Add who answers for this minor"),
        url_name="people:guardian_new",
        permission=EDIT,
        icon="it-user",
        order=56,
        is_own=True,
        condition=lambda person: person.may_be_minor,
    )
    registry.register_timeline(moments_of, permission=VIEW)
    tasks.register_task_source(path_tasks, permission=VIEW)
    panels.register(
        panels.Panel(
            name="people.minors",
            template="people/_minors_panel.html",
            context=minors_panel,
            permission=MINORS,
            order=5,
        )
    )
    undo.register(UNDO_MOVE, undo_move, permission=EDIT)
    undo.register(UNDO_GUARDIAN, undo_guardian, permission=EDIT)
    undo.register(UNDO_GUARDIAN_END, undo_guardian_end, permission=EDIT)
    undo.register(UNDO_STEP, undo_step, permission=MINORS)
    undo.register(UNDO_STEP_OFF, undo_step_off, permission=MINORS)


# A person's page -----------------------------------------------------------------------------


def family_panel(request: Any, person: Person) -> dict[str, Any]:
    """Return who lives with a person, where they lived before, who answers for them."""
    kin, may_edit = kin_of(person), EDIT in request.permissions
    current = kin.current
    together = [
        line for line in kin.members if current and line.household_id == current.household_id
    ]
    others = [line for line in together if line.is_open and line.person.pk != person.pk]
    return {
        "household_url": _household(current.household_id) if current else "",
        "own": family_line(current, kin) if current else None,
        "members": [_companion(line) for line in others if line.is_visible],
        "has_others": any(not line.is_visible for line in others),
        "past": [
            {"line": line, "place": place_words(line), "url": _household(line.household_id)}
            for line in kin.own
            if not line.is_open
        ],
        "guardians": [_guardian(line) for line in kin.guardians],
        "wards": [_ward(line) for line in kin.wards],
        "may_edit": may_edit,
        "add_url": reverse("people:family_new", args=[person.pk]) if may_edit else "",
        "guardian_url": (
            reverse("people:guardian_new", args=[person.pk])
            if may_edit and person.may_be_minor
            else ""
        ),
    }


def _companion(line: Any) -> dict[str, Any]:
    """Return somebody of the same household; of their own path the page of their own tells."""
    person = line.person
    return {
        "line": line,
        "person": person,
        "url": reverse("people:detail", args=[person.pk]),
        "age": age_or_unknown(person),
        "place": place_words(line),
        "is_minor": person.may_be_minor,
    }


def _guardian(line: GuardianLine) -> dict[str, Any]:
    guardian = line.guardian
    return {
        "line": line,
        "name": guardian.known_as if guardian and line.is_visible else line.name,
        "url": (
            reverse("people:detail", args=[guardian.pk]) if guardian and line.is_visible else ""
        ),
        "kind": line.kind.label,
        "when": guardian_words(line),
        "may_be_minor": bool(guardian and line.is_visible and guardian.may_be_minor),
        "end_url": ("" if line.is_over else reverse("people:guardian_end", args=[line.id])),
    }


def _ward(line: GuardianLine) -> dict[str, Any]:
    return {
        "person": line.minor,
        "url": reverse("people:detail", args=[line.minor.pk]),
        "kind": line.kind.label,
        "when": guardian_words(line),
        "is_over": line.is_over,
    }


def minor_panel(request: Any, person: Person) -> dict[str, Any] | None:
    """Return the path of a minor who is alone, or who grew up on it; None for everybody else."""
    kin = kin_of(person)
    stands = kin.standing()
    if not (stands.on_path or stands.came_of_age):
        return None
    done = {line.step: line for line in kin.steps}
    return {
        "stands": stands,
        "badge": minor_badge(stands),
        "when": standing_words(stands),
        "steps": [
            {
                "label": step.label,
                "line": done.get(step),
                "url": reverse("people:minor_step", args=[person.pk, step.value]),
            }
            for step in MinorStep
        ],
        "may_mark": MINORS in request.permissions,
        "guardian_url": (
            reverse("people:guardian_new", args=[person.pk])
            if EDIT in request.permissions and stands.is_alone
            else ""
        ),
        "family_url": (
            reverse("people:family_new", args=[person.pk])
            if EDIT in request.permissions and stands.is_alone
            else ""
        ),
    }


def moments_of(person: Person) -> Iterator[TimelineEntry]:
    """Yield when a person came into a family, who answered for them, which steps were done."""
    kin = kin_of(person)
    for line in kin.own:
        yield TimelineEntry(
            moment=line.created_at,
            label=gettext_lazy("Came into a family"),
            by=line.by,
            url=_household(line.household_id),
            icon="it-user",
        )
    for guardian in kin.guardians:
        yield TimelineEntry(
            moment=guardian.created_at,
            label=gettext_lazy("Recorded who answers for this minor"),
            text=guardian.kind.label,
            by=guardian.by,
            icon="it-user",
        )
    for step in kin.steps:
        yield TimelineEntry(
            moment=step.done_at,
            label=gettext_lazy("A step for minors who are alone was done"),
            text=step.step.label,
            by=step.by,
            icon="it-check-circle",
        )


def path_tasks(person: Person) -> Iterator[Task]:
    """Yield the path of a minor who is alone as one line: what is left of it, due at once."""
    stands = kin_of(person).standing()
    if not (stands.on_path or stands.came_of_age):
        return
    has_begun = len(stands.open_steps) < len(MinorStep)
    state = TaskState.MISSING if has_begun else TaskState.NOT_STARTED
    yield Task(
        key="people.minor",
        label=_("What the law asks for where a minor is alone"),
        state=state if stands.open_steps else TaskState.DONE,
        url=f"{reverse('people:detail', args=[person.pk])}#people-minor",
        url_permission=VIEW,
        due_on=_due(stands) if stands.open_steps else None,
        note=steps_words(stands),
        order=0,
    )


def _due(stands: Standing) -> dt.date | None:
    """Return the day by which the steps make sense, where it comes soon."""
    return stands.of_age_on[0] if stands.is_soon_adult and stands.of_age_on else None


def _household(household_id: UUID) -> str:
    return reverse("people:household", args=[household_id])


# The first page --------------------------------------------------------------------------------


def minors_panel(request: Any) -> dict[str, Any] | None:
    """Return the first page's panel: for which minors somebody has to act. None where for none."""
    found = households.first_to_follow()
    if not found:
        return None
    return {
        "rows": [minor_line(one) for one in found[: households.SHOWN]],
        "has_more": len(found) > households.SHOWN,
        "url": reverse("people:minors"),
    }


# Ways back ---------------------------------------------------------------------------------------


def undo_move(*, by: Any, ended: str, began: str, was: str, new_person: str = "") -> None:
    """Take back who joined, left, parted or came back; and somebody recorded with it."""
    try:
        take_back_move(move=Move.of_text(ended=ended, began=began, was=was), by=by)
    except (FamilyRefused, Person.DoesNotExist):
        raise UndoRefused(_("This family has changed meanwhile. Change it by hand.")) from None
    if new_person:
        retract_person(person_id=UUID(new_person), by=by)


def undo_guardian(*, by: Any, guardianship_id: str) -> None:
    """Take back a guardian just recorded."""
    _guarded(retract_guardian, guardianship_id, by)


def undo_guardian_end(*, by: Any, guardianship_id: str) -> None:
    """Take the end of a guardianship back."""
    _guarded(reopen_guardianship, guardianship_id, by)


def _guarded(way_back: Any, guardianship_id: str, by: Any) -> None:
    try:
        way_back(id=UUID(guardianship_id), by=by)
    except FamilyRefused as refused:
        raise UndoRefused(str(refused)) from None
    except (Guardianship.DoesNotExist, Person.DoesNotExist):
        raise UndoRefused(_("This is no longer here.")) from None


def undo_step(*, by: Any, person_id: str, step: str) -> None:
    """Take a step's mark back."""
    _stepped(unmark_step, person_id, step, by)


def undo_step_off(*, by: Any, person_id: str, step: str, done_at: str, done_by: str) -> None:
    """Put a step's mark back as it was."""
    is_back = _stepped(
        restore_step,
        person_id,
        step,
        by,
        done_at=dt.datetime.fromisoformat(done_at),
        done_by_id=UUID(done_by) if done_by else None,
    )
    if not is_back:
        raise UndoRefused(_("Somebody has marked this step again meanwhile."))


def _stepped(verb: Any, person_id: str, step: str, by: Any, **options: Any) -> Any:
    try:
        return verb(person_id=UUID(person_id), step=MinorStep(step), by=by, **options)
    except Person.DoesNotExist:
        raise UndoRefused(_("This is no longer here.")) from None
