"""Stays: who sleeps where until when, and the end of a stay."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing import queries, rules, rules_nights
from lgnet.housing.actions import refusals
from lgnet.housing.actions.house_life import return_belongings
from lgnet.housing.actions.stays import Nights, end_stay
from lgnet.housing.clock import EXTENSION_KINDS, TERM_KINDS, clock_of, count_words
from lgnet.housing.enums import ExtensionState, Term
from lgnet.housing.forms_house import EndStayForm
from lgnet.housing.models import Belonging
from lgnet.housing.queries.house_life import kept_belongings, with_summary
from lgnet.housing.queries.returns import returned, stay_before
from lgnet.housing.queries.stays import expected_stays, with_nights
from lgnet.housing.queries.terms import last_extensions, with_months
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import night_of, tonight
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.ui import drafts, undo

FILTERS = {
    "running": gettext_lazy("Running"),
    "expected": gettext_lazy("Expected"),
    "soon": gettext_lazy("Ending soon"),
    "overdue": gettext_lazy("Over the limit"),
    "returned": gettext_lazy("Came back"),
    "ended": gettext_lazy("Ended"),
}
# No more stays can end soon or be over their limit than a city has places; a list of hands' work.
LONGEST_WORK_LIST = 200


@access(permission="housing.place")
@require_GET
def stays(request: Any) -> HttpResponse:
    """List stays: running, expected, ending soon, over the limit, come back, or ended."""
    show = request.GET.get("show", "running")
    show = show if show in FILTERS else "running"
    night = tonight()
    context: dict[str, Any] = {"show": show, "filters": FILTERS.items(), "night": night}
    work_lists = {
        "expected": expected_stays,
        "soon": lambda: queries.stays_due_soon(night),
        "overdue": lambda: queries.overdue_stays(night),
    }
    if show in work_lists:
        rows = list(work_lists[show]()[:LONGEST_WORK_LIST])
    else:
        found = queries.ended_stays() if show == "ended" else queries.running_stays()
        moment = "ended_at" if show == "ended" else "given_at"
        if show == "returned":
            found = returned(found.filter(is_expected=False))
        page = page_by(found, moment, **keys_in(request.GET))
        context |= links_of(page, request.GET)
        rows = page.rows
    context["rows"] = [_line(stay, night) for stay in rows]
    if show in ("soon", "overdue"):
        _add_extensions(context["rows"])
    record(verb="housing.stays_listed", kind="housing.stay", show=show)
    return render(request, "housing/stays.html", context)


@access(permission="housing.place")
@require_GET
def stay_detail(request: Any, stay_id: UUID) -> HttpResponse:
    """Show a stay with its nights, what came before it, and what the life in the house comes to."""
    stay = _stay(stay_id)
    record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
    before = stay_before(stay)
    night = tonight()
    context = _line(stay, night) | {
        "occupancies": queries.nights_taken(stay),
        "before": before,
        "clock": clock_of(stay, request.permissions),
        "return_group": rules_nights.return_group(
            left_on=before.ended_on if before else None, started_on=stay.started_on
        ),
        "may_arrive": stay.is_expected and not stay.ended_on and stay.started_on <= night,
        "may_retract": stay.arrived_at is not None
        and not stay.ended_on
        and night_of(stay.arrived_at) == night,
        "is_signed": stay.signed_version is not None and stay.signed_version == stay.rules_version,
    }
    return render(request, "housing/stay_detail.html", context)


@access(permission="housing.place")
@require_http_methods(["GET", "POST"])
def stay_end(request: Any, stay_id: UUID) -> HttpResponse:
    """End a stay, with a way back for some seconds; what the house keeps is handed back here."""
    stay = _stay(stay_id)
    key = f"housing.end:{stay.pk}"
    kept = kept_belongings(stay)
    if request.method == "GET":
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        initial, draft = drafts.initial_for(request, key, EndStayForm, {"on": tonight()})
        return _end_form(request, stay, EndStayForm(initial=initial, kept=kept), draft)
    form, draft = EndStayForm(request.POST, kept=kept), drafts.Kept(key)
    if not form.is_valid():
        return _end_form(request, stay, form, draft, status=422)
    told = form.cleaned_data
    try:
        _ended, nights = end_stay(
            stay=stay,
            on=told["on"],
            reason=told["reason"],
            by=request.user,
            destination=told["destination"].value,
            destination_answer=told["destination"].answer,
            forwarding=told["forwarding"],
        )
    except refusals.WrongDay as refused:
        form.add_error("on", str(refused))
        return _end_form(request, stay, form, draft, status=422)
    except refusals.StayEnded as refused:
        form.add_error(None, str(refused))
        return _end_form(request, stay, form, draft, status=409)
    drafts.clear(request, key)
    _give_back(request, kept, set(told.get("returned", ())))
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


def _give_back(request: Any, kept: list[Belonging], chosen: set[str]) -> None:
    """Write down what was given back, and say what the house still keeps."""
    given = return_belongings(
        belongings=[one for one in kept if str(one.pk) in chosen], by=request.user
    )
    left = len(kept) - given
    if left:
        words = ngettext(
            "The house still keeps %(count)s thing of theirs.",
            "The house still keeps %(count)s things of theirs.",
            left,
        )
        messages.warning(request, words % {"count": left})


def _end_form(
    request: Any, stay: Any, form: EndStayForm, draft: drafts.Kept, status: int = 200
) -> HttpResponse:
    context = {"stay": stay, "form": form, "key": draft.key, "kept": draft}
    return render(request, "housing/stay_end.html", context, status=status)


def _line(stay: Any, night: Any) -> dict[str, Any]:
    """Return a stay with what is derived of it on ``night``."""
    term = rules.term(
        due=stay.due_on, ended_on=stay.ended_on, tonight=night, is_expected=stay.is_expected
    )
    count = rules.night_count(started_on=stay.started_on, ended_on=stay.ended_on, tonight=night)
    words = count_words(stay, night) if term in (Term.SOON, Term.OVERDUE) else ""
    return {"stay": stay, "term": term, "kind": TERM_KINDS[term], "nights": count, "words": words}


def _add_extensions(lines: list[dict[str, Any]]) -> None:
    """Say of each stay whether a longer one was asked for, and what was answered."""
    found = last_extensions([line["stay"] for line in lines])
    for line in lines:
        extension = found.get(line["stay"].pk)
        line["extension"] = extension
        if extension:
            line["extension_kind"] = EXTENSION_KINDS[ExtensionState(extension.state)]


def _stay(stay_id: UUID) -> Any:
    found = queries.stays().select_related("given_by", "ended_by", "arrived_by")
    found = with_nights(with_summary(found))
    return get_object_or_404(with_months(found), pk=stay_id)
