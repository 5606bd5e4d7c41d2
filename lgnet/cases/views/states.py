"""The page on which the state of a case changes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access

from ..actions import refusals
from ..actions.states import change_state
from ..actions.supervision import ask_move
from ..forms.states import StateForm
from ..models import Case
from ..queries import cases as queries
from ..queries.supervision import policy_here
from ..rules import moves_from


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def case_state(request: Any, case_id: UUID) -> HttpResponse:
    """Begin, pause, resume or reopen a case."""
    case = get_object_or_404(queries.cases(), pk=case_id)
    moves = moves_from(case.state)
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        only = moves[0] if len(moves) == 1 else None
        return _page(request, case, StateForm(initial={"id": uuid7(), "move": only}, moves=moves))
    if queries.facts_of(case).filter(pk=_sent_id(request)).exists():
        return redirect("cases:case_detail", case.pk)
    form = StateForm(request.POST, moves=moves)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    told = form.cleaned_data
    asks = policy_here().asks(told["move"])
    try:
        if asks:
            ask_move(case=case, move=told["move"], reason=told["reason"], by=request.user)
        else:
            change_state(
                id=told["id"],
                case=case,
                move=told["move"],
                reason=told["reason"],
                by=request.user,
            )
    except refusals.CaseRefused as refused:
        form.add_error("move", str(refused))
        return _page(request, case, form, status=409)
    messages.success(
        request,
        _("A second person has been asked. Until then nothing changes.")
        if asks
        else _("The state of the case has changed."),
    )
    return redirect("cases:case_detail", case.pk)


def _sent_id(request: Any) -> UUID | None:
    """Return the change's own id, as the form sent it: twice the same is no error."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def _page(request: Any, case: Case, form: StateForm, status: int = 200) -> HttpResponse:
    moves = {move for move in moves_from(case.state) if policy_here().asks(move)}
    context = {"case": case, "form": form, "needs_approval": bool(moves)}
    return render(request, "cases/case_state.html", context, status=status)
