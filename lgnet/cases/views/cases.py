"""Pages of cases: the lists, one case, opening and closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.accounts.models import User
from lgnet.audit.actions import record
from lgnet.housing.queries import running_stay_of
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can
from lgnet.people.models import Person
from lgnet.ui import drafts, undo

from ..actions import refusals
from ..actions.cases import close_case, open_case
from ..actions.supervision import ask_move
from ..enums import CaseMove
from ..forms.cases import CloseCaseForm, OpenCaseForm
from ..helplines import helplines
from ..models import Case
from ..queries import cases as queries
from ..queries.assessments import with_begun_assessment
from ..queries.closing import closing_of
from ..queries.follow_ups import closed_with_stay
from ..queries.parties import free_of_cases, household_beside, present_in, with_others
from ..queries.quiet import quiet_before, quiet_cases, with_last_recorded
from ..queries.returns import case_returned_from, case_to_return_from
from ..queries.supervision import policy_here, waiting_request_of
from ..queries.team import cases_handed_to, cases_in_hand, substitute_of, waiting_handover_of
from ..rules import is_running, quiet_days
from .parts import parts_of

FILTERS = {
    "mine": gettext_lazy("Mine"),
    "handed": gettext_lazy("Offered to me"),
    "open": gettext_lazy("All open"),
    "suspended": gettext_lazy("Paused cases"),
    "quiet": gettext_lazy("Quiet"),
    "nobody": gettext_lazy("Nobody answers"),
    "closed": gettext_lazy("Closed cases"),
    "closed_with_stay": gettext_lazy("Closed with a stay running"),
}
# What only who manages cases can have.
OWN = ("mine", "handed")


@access(permission="cases.view")
@require_GET
def cases(request: Any) -> HttpResponse:
    """List cases: one's own, all that are not closed, the paused, nobody's, or the closed, with a
    stay that runs on or without."""
    may_manage = can(request.membership, "cases.manage")
    filters = {code: label for code, label in FILTERS.items() if may_manage or code not in OWN}
    show = request.GET.get("show", "")
    show = show if show in filters else next(iter(filters))
    days = policy_here().quiet_days
    found = {
        "mine": cases_in_hand(request.user.pk),
        "handed": cases_handed_to(request.user.pk),
        "open": queries.open_cases(),
        "suspended": queries.suspended_cases(),
        "quiet": quiet_cases(quiet_before(days)),
        "nobody": queries.nobodys_cases(),
        "closed": queries.closed_cases(),
        "closed_with_stay": closed_with_stay(),
    }[show]
    is_closed = show in ("closed", "closed_with_stay")
    who = _who(request)
    if who is not None:
        found = found.filter(responsible=who)
    moment = "closed_at" if is_closed else "opened_at"
    if not is_closed:
        found = with_last_recorded(found)
    page = page_by(with_others(found), moment, **keys_in(request.GET))
    record(verb="cases.listed", kind="cases.case", show=show)
    context = {
        "may_decide": can(request.membership, "cases.team"),
        "may_supervise": can(request.membership, "cases.supervise"),
        "who": who,
        "show": show,
        "is_closed": is_closed,
        "filters": filters.items(),
        "lines": [(case, _quiet_for(case)) for case in page.rows],
        "quiet_days": days,
        "may_manage": may_manage,
    }
    return render(request, "cases/cases.html", context | links_of(page, request.GET))


@access(permission="cases.view")
@require_GET
def case_detail(request: Any, case_id: UUID) -> HttpResponse:
    """Show a case."""
    case = _case(case_id)
    record(verb="cases.viewed", target=case, person=case.person_id)
    page = page_by(queries.facts_of(case), "recorded_at", **keys_in(request.GET))
    context = closing_of(case) | {
        "case": case,
        "is_open": is_running(case.state),
        "facts": page.rows,
        "earlier": case_returned_from(case),
        "may_manage": can(request.membership, "cases.manage"),
        "parts": parts_of(request, case),
        "may_decide": can(request.membership, "cases.team"),
        "asked": waiting_request_of(case),
        "offered": waiting_handover_of(case),
        "substitute": substitute_of(case),
        "others": present_in(case) if getattr(case, "others", None) else (),
        "helplines": helplines(),
    }
    context |= links_of(page, request.GET)
    return render(request, "cases/case_detail.html", context)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def case_new(request: Any) -> HttpResponse:
    """Open a case for one person, named in the address or the form."""
    person = _person_of(request)
    found = queries.case_managers()
    managers = {str(one.user_id): one.user for one in found}
    beside = {str(one.pk): one for one in free_of_cases(household_beside(person))}
    options = {
        "managers": [(key, user.full_name) for key, user in managers.items()],
        "others": [(key, one.known_as) for key, one in beside.items()],
    }
    waiting = queries.open_case_of(person)
    if request.method == "GET":
        me = str(request.user.pk)
        initial = {"id": uuid7(), "person": person.pk, "responsible": me, "others": list(beside)}
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
            others=[beside[key] for key in form.cleaned_data.get("others", ())],
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
    told, asks = form.cleaned_data, policy_here().asks(CaseMove.CLOSE)
    try:
        if asks:
            ask_move(
                case=case,
                move=CaseMove.CLOSE,
                outcome=told["outcome"],
                reason=told["note"],
                by=request.user,
            )
        else:
            close_case(
                case=case,
                outcome=told["outcome"],
                note=told["note"],
                said=form.said(),
                by=request.user,
            )
    except refusals.CaseRefused as refused:
        form.add_error(None, str(refused))
        return _close(request, case, form, kept, status=409)
    drafts.clear(request, key)
    if asks:
        messages.success(request, _("A second person has been asked. Until then nothing changes."))
    elif is_running(case.state):
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
    context["earlier"] = None if waiting else case_to_return_from(person)
    return render(request, "cases/case_new.html", context, status=status)


def _close(
    request: Any, case: Case, form: CloseCaseForm, kept: drafts.Kept, status: int = 200
) -> HttpResponse:
    context = {"case": case, "form": form, "kept": kept, "key": kept.key}
    context["needs_approval"] = policy_here().asks(CaseMove.CLOSE)
    context["stay"] = running_stay_of(case.person)
    return render(request, "cases/case_close.html", context, status=status)


def _who(request: Any) -> User | None:
    """Return the member of staff to whose cases the list is cut, or None."""
    try:
        return User.objects.filter(pk=UUID(request.GET.get("who", ""))).order_by("pk").first()
    except ValueError:
        return None


def _quiet_for(case: Any) -> int | None:
    """Return for how many days nothing was recorded, or None where the case is closed."""
    if not is_running(case.state):
        return None
    moments = (case.opened_at, case.last_contact_at, case.last_fact_at)
    days = (timezone.localdate(moment) if moment else None for moment in moments)
    return quiet_days(days, today=timezone.localdate())


def _case(case_id: UUID) -> Case:
    found = queries.cases().select_related("opened_by", "closed_by")
    return get_object_or_404(with_others(with_begun_assessment(found)), pk=case_id)


def _person_of(request: Any) -> Person:
    """Return the person a case is about; one of another cell is as good as none."""
    text = request.POST.get("person") or request.GET.get("person", "")
    try:
        person_id = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Person, pk=person_id)
