"""Writing a goal and an action of a plan. Two at once: neither is lost, both are shown."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access
from lgnet.ui import undo

from ..actions import refusals
from ..actions.plans import set_action, set_goal, settle_action
from ..enums_plan import Doer, GoalState, StepState
from ..forms.plans import ActionForm, GoalForm
from ..models import Action, Case, Goal
from ..queries import cases as case_queries
from ..queries import plans as queries

_GOAL_FIELDS = ("revision", "area", "text", "is_exit", "state", "result")
_ACTION_FIELDS = ("revision", "text", "doer", "other", "due_on", "state", "result")


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def goal_new(request: Any, case_id: UUID) -> HttpResponse:
    """Write a goal."""
    initial = {"id": uuid7(), "revision": 0, "state": GoalState.OPEN}
    return _goal(request, _case(case_id), initial, None)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def goal_edit(request: Any, goal_id: UUID) -> HttpResponse:
    """Change a goal, or say what came of it."""
    goal = _found(queries.goal_by_id(goal_id))
    initial = {"id": goal.pk} | {name: getattr(goal, name) for name in _GOAL_FIELDS}
    return _goal(request, goal.case, initial, goal)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def action_new(request: Any, goal_id: UUID) -> HttpResponse:
    """Write an action of a goal."""
    goal = _found(queries.goal_by_id(goal_id))
    initial = {"id": uuid7(), "revision": 0, "state": StepState.TO_DO, "doer": Doer.PERSON}
    return _action(request, goal.case, goal, initial, None)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def action_edit(request: Any, action_id: UUID) -> HttpResponse:
    """Change an action, or say what became of it."""
    action = _found(queries.action_by_id(action_id))
    initial = {"id": action.pk, "staff": str(action.staff_id or "")}
    initial |= {name: getattr(action, name) for name in _ACTION_FIELDS}
    return _action(request, action.goal.case, action.goal, initial, action)


@access(permission="cases.manage")
@require_POST
def action_done(request: Any, action_id: UUID) -> HttpResponse:
    """Mark an action done, with a way back for some seconds."""
    action = _found(queries.action_by_id(action_id))
    sent = request.POST.get("revision", "")
    revision = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    try:
        done = settle_action(action=action, revision=revision, by=request.user)
    except refusals.CaseRefused as refused:
        messages.error(request, str(refused))
    else:
        undo.offer_undo(
            request,
            action="cases.settle_action",
            arguments={"action_id": str(action.pk), "revision": str(done.revision)},
            label=_("Done."),
        )
    return redirect("cases:plan", action.goal.case_id)


def _goal(request: Any, case: Case, initial: dict[str, Any], goal: Goal | None) -> HttpResponse:
    theirs, status = None, 200
    form = GoalForm(initial=initial)
    if request.method == "POST":
        form, status = GoalForm(request.POST), 422
        if form.is_valid() and _is_of(form, goal):
            try:
                set_goal(case=case, by=request.user, **form.cleaned_data)
            except refusals.ChangedMeanwhile as refused:
                theirs, status = refused.current, 409
                form = _again(GoalForm, request, theirs)
            except refusals.CaseRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("The goal is written down."))
                return redirect("cases:plan", case.pk)
    else:
        record(verb="cases.plan_viewed", target=case, person=case.person_id)
    context = {"case": case, "form": form, "goal": goal, "theirs": theirs}
    return render(request, "cases/goal_edit.html", context, status=status)


def _action(
    request: Any, case: Case, goal: Goal, initial: dict[str, Any], action: Action | None
) -> HttpResponse:
    people = {str(one.user_id): one.user for one in case_queries.case_managers()}
    if action is not None and action.staff is not None:
        # Who left still did what they did.
        people.setdefault(str(action.staff_id), action.staff)
    options = {"staff": [(key, user.full_name) for key, user in people.items()]}
    theirs, status = None, 200
    form = ActionForm(initial=initial, **options)
    if request.method == "POST":
        form, status = ActionForm(request.POST, **options), 422
        if form.is_valid() and _is_of(form, action):
            values = dict(form.cleaned_data)
            values["staff"] = people.get(values["staff"])
            try:
                set_action(goal=goal, by=request.user, **values)
            except refusals.ChangedMeanwhile as refused:
                theirs, status = refused.current, 409
                form = _again(ActionForm, request, theirs, **options)
            except refusals.CaseRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("The action is written down."))
                return redirect("cases:plan", case.pk)
    else:
        record(verb="cases.plan_viewed", target=case, person=case.person_id)
    context = {"case": case, "form": form, "goal": goal, "action": action, "theirs": theirs}
    return render(request, "cases/action_edit.html", context, status=status)


def _is_of(form: Any, row: Goal | Action | None) -> bool:
    """Return whether the form is this row's; one of another page cannot change it."""
    if row is None or form.cleaned_data["id"] == row.pk:
        return True
    form.add_error(None, _("This form belongs to another page. Open it again."))
    return False


def _again(kind: Any, request: Any, theirs: Goal | Action, **options: Any) -> Any:
    """Return the form as it was typed, made to follow what stands now."""
    data = request.POST.copy()
    data["revision"] = str(theirs.revision)
    form = kind(data, **options)
    form.is_valid()
    return form


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row


def _case(case_id: UUID) -> Case:
    return get_object_or_404(case_queries.cases(), pk=case_id)
