"""The plan of a case: the page, a review, the paper to sign, what is due this week."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.kernel.sheets import Head, unprintable
from lgnet.network.access import access

from ..actions import refusals
from ..actions.plans import keep_agreement, review_plan
from ..forms.plans import ReviewForm, SignForm
from ..models import Case
from ..plan_paper import plan_sheet
from ..queries import cases as case_queries
from ..queries import plans as queries
from ..queries.due_pages import due_page
from ..rules import is_running
from ..rules_plan import is_overdue, is_soon, plan_mark, progress, review_due_on
from .parts import parts_of
from .plan_files import frames_of

LONGEST_PAST = 20
# Two weeks' work at one action an hour; who has more open than that needs a talk, not a list.


@access(permission="cases.manage")
@require_GET
def plan(request: Any, case_id: UUID) -> HttpResponse:
    """Show goals and actions, what is overdue, the reviews, and whether what was signed holds."""
    case = _case(case_id)
    record(verb="cases.plan_viewed", target=case, person=case.person_id)
    goals, today = queries.goals_of(case), timezone.localdate()
    reviews = list(queries.reviews_of(case)[:LONGEST_PAST])
    agreements = list(queries.agreements_of(case)[:LONGEST_PAST])
    signed = agreements[0] if agreements else None
    began_on = timezone.localdate(goals[0].recorded_at) if goals else None
    last = reviews[0] if reviews else None
    context = {
        "case": case,
        "parts": parts_of(request, case),
        "is_running": is_running(case.state),
        "goals": [(goal, [_step(step, today) for step in goal.steps]) for goal in goals],
        "progress": progress(
            goals=[goal.state for goal in goals],
            steps=[(step.state, step.due_on) for goal in goals for step in goal.steps],
            today=today,
        ),
        "reviews": reviews,
        "review_due_on": review_due_on(
            began_on=began_on,
            reviewed_on=last.reviewed_on if last else None,
            next_on=last.next_on if last else None,
        ),
        "today": today,
        "agreements": [(one, plan_mark(one.digest)) for one in agreements],
        "signed": signed,
        "has_changed": signed is not None and signed.digest != queries.digest_of(goals),
    }
    return render(request, "cases/plan.html", context)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def plan_review(request: Any, case_id: UUID) -> HttpResponse:
    """Write down that the plan was looked at together."""
    case, status = _case(case_id), 200
    form = ReviewForm(initial={"id": uuid7(), "reviewed_on": timezone.localdate()})
    if request.method == "POST":
        form, status = ReviewForm(request.POST), 422
        if form.is_valid():
            try:
                review_plan(case=case, by=request.user, **form.cleaned_data)
            except refusals.CaseRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("The review is written down."))
                return redirect("cases:plan", case.pk)
    else:
        record(verb="cases.plan_viewed", target=case, person=case.person_id)
    return render(request, "cases/plan_review.html", {"case": case, "form": form}, status=status)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def plan_print(request: Any, case_id: UUID) -> HttpResponse:
    """Show the plan to print and sign, ours and the person's copy; keep what was signed."""
    case, status = _case(case_id), 200
    goals = queries.goals_of(case)
    digest, frames = queries.digest_of(goals), frames_of(case)
    form = SignForm(
        initial={
            "id": uuid7(),
            "language": frames[0].code,
            "printed": digest,
            "agreed_on": timezone.localdate(),
        }
    )
    if request.method == "POST":
        form, status = SignForm(request.POST), 422
        if form.is_valid():
            try:
                keep_agreement(case=case, by=request.user, **form.cleaned_data)
            except refusals.PlanChanged as refused:
                # The paper shown is the new one; what was typed is the day alone.
                form = SignForm(initial=form.cleaned_data | {"id": uuid7(), "printed": digest})
                messages.error(request, str(refused))
                status = 409
            except refusals.CaseRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("What was signed is kept."))
                return redirect("cases:plan", case.pk)
    else:
        record(verb="cases.plan_printed", target=case, person=case.person_id)
    context = {
        "case": case,
        "form": form,
        "frames": [(frame, language_name(frame.code)) for frame in frames],
        "mark": plan_mark(digest),
        "lacking": unprintable(plan_sheet(goals, head=Head(""), language="it", digest=digest)),
        "goals": [(goal, goal.steps) for goal in goals],
        "is_running": is_running(case.state),
    }
    return render(request, "cases/plan_print.html", context, status=status)


@access(permission="cases.manage")
@require_GET
def due(request: Any) -> HttpResponse:
    """List what is overdue or due within the week in the cases one answers for."""
    today = timezone.localdate()
    found = queries.due_actions(request.user.pk, today=today)
    page = due_page(found, **keys_in(request.GET))
    record(verb="cases.due_listed", kind="cases.action")
    context = {
        "lines": [_step(step, today) for step in page.rows],
        "reviews": queries.plans_to_review(request.user.pk, today=today),
        "today": today,
    }
    return render(request, "cases/due.html", context | links_of(page, request.GET))


def language_name(code: str) -> str:
    """Return what the speakers of a language of the pages call it."""
    return str(get_language_info(code)["name_local"])


def _step(step: Any, today: Any) -> dict[str, Any]:
    return {
        "step": step,
        "is_overdue": is_overdue(state=step.state, due_on=step.due_on, today=today),
        "is_soon": is_soon(state=step.state, due_on=step.due_on, today=today),
    }


def _case(case_id: UUID) -> Case:
    return get_object_or_404(case_queries.cases(), pk=case_id)
