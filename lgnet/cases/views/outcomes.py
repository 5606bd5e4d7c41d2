"""The page of what was achieved: what stands, saying it anew, and everything said before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access

from ..actions import refusals
from ..actions.outcomes import change_outcomes
from ..enums_outcomes import Area
from ..forms.outcomes import ChangeOutcomesForm, initial_of
from ..models import Case, CaseOutcome
from ..queries import cases as case_queries
from ..queries import outcomes as queries
from ..rules import is_running
from .parts import parts_of


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def outcomes(request: Any, case_id: UUID) -> HttpResponse:
    """Show what a case achieved, and let it be said anew once the case is closed."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    now = queries.outcomes_now(case)
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        return _page(request, case, now, _fresh(case, now))
    form = ChangeOutcomesForm(request.POST)
    if not form.is_valid():
        return _page(request, case, now, form, status=422)
    try:
        change_outcomes(
            id=form.cleaned_data["id"],
            case=case,
            seen=form.cleaned_data["seen"],
            said=form.said(),
            by=request.user,
        )
    except refusals.CaseRefused as refused:
        case = get_object_or_404(case_queries.cases(), pk=case_id)
        form = _once_more(request, case)
        form.add_error(None, str(refused))
        return _page(request, case, queries.outcomes_now(case), form, status=409)
    messages.success(request, _("What was achieved is saved."))
    return redirect("cases:outcomes", case.pk)


def _fresh(case: Case, now: dict[Area, CaseOutcome]) -> ChangeOutcomesForm:
    initial = initial_of(now) | {"id": uuid7(), "seen": queries.newest_of(case)}
    return ChangeOutcomesForm(initial=initial)


def _once_more(request: Any, case: Case) -> ChangeOutcomesForm:
    """Return the form as it was sent, for who has compared: what stands now is seen."""
    sent = request.POST.copy()
    sent["seen"] = str(queries.newest_of(case) or "")
    return ChangeOutcomesForm(sent)


def _page(
    request: Any,
    case: Case,
    now: dict[Area, CaseOutcome],
    form: ChangeOutcomesForm,
    status: int = 200,
) -> HttpResponse:
    page = page_by(queries.outcome_facts(case), "recorded_at", **keys_in(request.GET))
    context = {
        "case": case,
        "is_open": is_running(case.state),
        "form": form,
        "now": [(area, now.get(area)) for area in Area],
        "is_clash": status == 409,
        "facts": page.rows,
        "parts": parts_of(request, case),
    }
    context |= links_of(page, request.GET)
    return render(request, "cases/outcomes.html", context, status=status)
