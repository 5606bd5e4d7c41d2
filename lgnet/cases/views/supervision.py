"""Supervision: what waits for a second person, deciding it, and the city's policy."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can

from ..actions.refusals import CaseRefused
from ..actions.supervision import decide_request, set_policy
from ..enums_team import RequestState
from ..forms.supervision import CasePolicyForm, DecisionForm
from ..models import CaseRequest
from ..queries import supervision as queries


@access(permission="cases.team")
@require_GET
def requests(request: Any) -> HttpResponse:
    """List the moves that wait for a second person."""
    page = page_by(queries.waiting_requests(), "recorded_at", **keys_in(request.GET))
    record(verb="cases.listed", kind="cases.caserequest", show="requests")
    context = {"rows": page.rows} | links_of(page, request.GET)
    return render(request, "cases/requests.html", context)


@access(permission="cases.team")
@require_http_methods(["GET", "POST"])
def request_decide(request: Any, request_id: UUID) -> HttpResponse:
    """Approve or refuse what a colleague asked for; who asked can only take it back."""
    found = queries.request_by_id(request_id)
    if found is None:
        raise Http404
    if request.method == "GET":
        record(verb="cases.viewed", target=found.case, person=found.case.person_id)
        return _decide(request, found, DecisionForm())
    is_withdrawn = request.POST.get("state") == RequestState.WITHDRAWN
    form = DecisionForm(request.POST)
    if not is_withdrawn and not form.is_valid():
        return _decide(request, found, form, status=422)
    told = {} if is_withdrawn else form.cleaned_data
    state = RequestState(told.get("state", RequestState.WITHDRAWN))
    form.full_clean()
    try:
        decide_request(request=found, state=state, answer=told.get("answer", ""), by=request.user)
    except CaseRefused as refused:
        form.errors.clear()
        form.add_error(None, str(refused))
        return _decide(request, queries.request_by_id(found.pk) or found, form, status=409)
    messages.success(request, _("Decided: %(state)s.") % {"state": state.label})
    return redirect("cases:case_detail", found.case_id)


@access(permission="cases.supervise")
@require_http_methods(["GET", "POST"])
def policy(request: Any) -> HttpResponse:
    """Decide which moves need a second person, and the terms of the lists."""
    if request.method == "GET":
        form, status = CasePolicyForm(instance=queries.policy_here()), 200
    else:
        form, status = CasePolicyForm(request.POST, instance=queries.policy_here()), 422
        if form.is_valid():
            set_policy(by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("cases:policy")
    return render(request, "cases/policy.html", {"form": form}, status=status)


def _decide(request: Any, found: CaseRequest, form: DecisionForm, status: int = 200) -> Any:
    context = {
        "found": found,
        "case": found.case,
        "form": form,
        "is_own": found.recorded_by_id == request.user.pk,
        "is_waiting": found.state == RequestState.WAITING,
        "may_read": can(request.membership, "cases.manage"),
    }
    return render(request, "cases/request_decide.html", context, status=status)
