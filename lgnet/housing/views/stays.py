"""Stays: who sleeps where until when, and the end of a stay."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.actions import refusals
from lgnet.housing.actions.stays import Nights, end_stay
from lgnet.housing.enums import Term
from lgnet.housing.forms import EndStayForm
from lgnet.housing.models import Stay
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import tonight
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.ui import undo

FILTERS = {
    "running": gettext_lazy("Running"),
    "soon": gettext_lazy("Ending soon"),
    "overdue": gettext_lazy("Over the limit"),
    "ended": gettext_lazy("Ended"),
}
# No more stays can end soon or be over their limit than a city has places; a list of hands' work.
LONGEST_WORK_LIST = 200


@access(permission="housing.place")
@require_GET
def stays(request: Any) -> HttpResponse:
    """List stays: running, ending soon, over the limit or ended."""
    show = request.GET.get("show", "running")
    show = show if show in FILTERS else "running"
    night = tonight()
    context: dict[str, Any] = {"show": show, "filters": FILTERS.items(), "night": night}
    if show in ("soon", "overdue"):
        found = queries.overdue_stays(night) if show == "overdue" else queries.stays_due_soon(night)
        rows = list(found[:LONGEST_WORK_LIST])
    else:
        found = queries.ended_stays() if show == "ended" else queries.running_stays()
        moment = "ended_at" if show == "ended" else "given_at"
        page = page_by(found, moment, **keys_in(request.GET))
        context |= links_of(page, request.GET)
        rows = page.rows
    context["rows"] = [_line(stay, night) for stay in rows]
    record(verb="housing.stays_listed", kind="housing.stay", show=show)
    return render(request, "housing/stays.html", context)


@access(permission="housing.place")
@require_GET
def stay_detail(request: Any, stay_id: UUID) -> HttpResponse:
    """Show a stay with its nights."""
    stay = _stay(stay_id)
    record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
    return _detail(request, stay)


@access(permission="housing.place")
@require_http_methods(["GET", "POST"])
def stay_end(request: Any, stay_id: UUID) -> HttpResponse:
    """End a stay, with a way back for some seconds."""
    stay = _stay(stay_id)
    if request.method == "GET":
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        return _end_form(request, stay, EndStayForm())
    form = EndStayForm(request.POST)
    if not form.is_valid():
        return _end_form(request, stay, form, status=422)
    try:
        _ended, nights = end_stay(
            stay=stay,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
    except refusals.WrongDay as refused:
        form.add_error("on", str(refused))
        return _end_form(request, stay, form, status=422)
    except refusals.StayEnded as refused:
        form.add_error(None, str(refused))
        return _end_form(request, stay, form, status=409)
    if nights:
        undo.offer_undo(
            request,
            action="housing.end_stay",
            arguments={
                "stay_id": str(stay.pk),
                "nights": Nights.to_text(nights),
            },
            label=_("The stay has ended."),
        )
    return redirect("housing:stay_detail", stay.pk)


def _end_form(request: Any, stay: Stay, form: EndStayForm, status: int = 200) -> HttpResponse:
    context = {"stay": stay, "form": form}
    return render(request, "housing/stay_end.html", context, status=status)


def _detail(request: Any, stay: Stay) -> HttpResponse:
    context = _line(stay, tonight()) | {"occupancies": list(queries.occupancies_of(stay))}
    return render(request, "housing/stay_detail.html", context)


def _line(stay: Stay, night: Any) -> dict[str, Any]:
    """Return a stay with what is derived of it on ``night``."""
    term = rules.term(due=stay.due_on, ended_on=stay.ended_on, tonight=night)
    count = rules.night_count(started_on=stay.started_on, ended_on=stay.ended_on, tonight=night)
    return {"stay": stay, "term": term, "kind": TERM_KINDS[term], "nights": count}


def _stay(stay_id: UUID) -> Stay:
    return get_object_or_404(
        queries.stays().select_related("given_by", "ended_by", "request"), pk=stay_id
    )


# The shape of each term's badge.
TERM_KINDS = {
    Term.RUNNING: "ok",
    Term.NO_LIMIT: "ok",
    Term.SOON: "warn",
    Term.OVERDUE: "stop",
    Term.ENDED: "idle",
}
