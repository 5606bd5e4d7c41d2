"""Pages of cases: the lists, one case, opening and closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing.queries import running_stay_of
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can
from lgnet.people.models import Person
from lgnet.ui import drafts, undo

from . import queries
from .actions import refusals
from .actions.cases import close_case, open_case
from .enums import CaseState
from .forms import CloseCaseForm, OpenCaseForm
from .models import Case

FILTERS = {
    "mine": gettext_lazy("Mine"),
    "open": gettext_lazy("All open"),
    "closed": gettext_lazy("Closed"),
}


@access(permission="cases.view")
@require_GET
def cases(request: Any) -> HttpResponse:
    """List cases: one's own, all open ones, or the closed."""
    may_manage = can(request.membership, "cases.manage")
    filters = {code: label for code, label in FILTERS.items() if may_manage or code != "mine"}
    show = request.GET.get("show", "")
    show = show if show in filters else next(iter(filters))
    found = {
        "mine": queries.cases_of_member(request.user.pk),
        "open": queries.open_cases(),
        "closed": queries.closed_cases(),
    }[show]
    moment = "closed_at" if show == "closed" else "opened_at"
    page = page_by(found, moment, **keys_in(request.GET))
    record(verb="cases.listed", kind="cases.case", show=show)
    context = {"show": show, "filters": filters.items(), "rows": page.rows}
    return render(request, "cases/cases.html", context | links_of(page, request.GET))


@access(permission="cases.view")
@require_GET
def case_detail(request: Any, case_id: UUID) -> HttpResponse:
    """Show a case."""
    case = _case(case_id)
    record(verb="cases.viewed", target=case, person=case.person_id)
    context = {
        "case": case,
        "is_open": case.state == CaseState.OPEN,
        "may_manage": can(request.membership, "cases.manage"),
    }
    return render(request, "cases/case_detail.html", context)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def case_new(request: Any) -> HttpResponse:
    """Open a case for one person, named in the address or the form."""
    person = _person_of(request)
    found = queries.case_managers()
    managers = {str(one.user_id): one.user for one in found}
    options = {"managers": [(key, user.full_name) for key, user in managers.items()]}
    waiting = queries.open_case_of(person)
    if request.method == "GET":
        me = str(request.user.pk)
        initial = {"id": uuid7(), "person": person.pk, "responsible": me}
        form = OpenCaseForm(initial=initial, **options)
        return _new(request, person, form, waiting)
    form = OpenCaseForm(request.POST, **options)
    if not form.is_valid():
        return _new(request, person, form, waiting, status=422)
    try:
        case = open_case(
            id=form.cleaned_data["id"],
            person=person,
            responsible=managers[str(form.cleaned_data["responsible"])],
            by=request.user,
        )
    except refusals.CaseRefused as refused:
        form.add_error(None, str(refused))
        return _new(request, person, form, waiting, status=422)
    messages.success(request, _("The case is open."))
    return redirect("cases:case_detail", case.pk)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def case_close(request: Any, case_id: UUID) -> HttpResponse:
    """Close a case, with a way back for some seconds; a running stay is pointed out."""
    case = _case(case_id)
    key = f"cases.close:{case.pk}"
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        initial, kept = drafts.initial_for(request, key, CloseCaseForm)
        return _close(request, case, CloseCaseForm(initial=initial), kept)
    form, kept = CloseCaseForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _close(request, case, form, kept, status=422)
    try:
        close_case(
            case=case,
            outcome=form.cleaned_data["outcome"],
            note=form.cleaned_data["note"],
            by=request.user,
        )
    except refusals.AlreadyClosed as refused:
        form.add_error(None, str(refused))
        return _close(request, case, form, kept, status=409)
    drafts.clear(request, key)
    if case.state == CaseState.OPEN:
        undo.offer_undo(
            request,
            action="cases.close_case",
            arguments={"case_id": str(case.pk)},
            label=_("The case is closed."),
        )
    return redirect("cases:case_detail", case.pk)


def _new(
    request: Any, person: Person, form: OpenCaseForm, waiting: Case | None, status: int = 200
) -> HttpResponse:
    context = {"person": person, "form": form, "waiting": waiting}
    return render(request, "cases/case_new.html", context, status=status)


def _close(
    request: Any, case: Case, form: CloseCaseForm, kept: drafts.Kept, status: int = 200
) -> HttpResponse:
    context = {"case": case, "form": form, "kept": kept, "key": kept.key}
    context["stay"] = running_stay_of(case.person)
    return render(request, "cases/case_close.html", context, status=status)


def _case(case_id: UUID) -> Case:
    return get_object_or_404(queries.cases().select_related("opened_by", "closed_by"), pk=case_id)


def _person_of(request: Any) -> Person:
    """Return the person a case is about; one of another cell is as good as none."""
    text = request.POST.get("person") or request.GET.get("person", "")
    try:
        person_id = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Person, pk=person_id)
