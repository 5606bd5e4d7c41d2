"""The life of a stay: arrival, house rules on paper, visitors, belongings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.actions import house_life
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.actions.register import retract_arrival
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.forms_house import BelongingForm, SignForm, VisitorForm
from lgnet.housing.models import Belonging, Stay
from lgnet.housing.papers import papers_of
from lgnet.housing.queries import house_life as reads
from lgnet.housing.queries.register import latest_marks
from lgnet.network.access import access
from lgnet.ui import undo

UNDO_ARRIVAL = "housing.record_arrival"
MARKS_SHOWN = 14
SHOWN = 30


@access(permission="housing.place")
@require_POST
def stay_arrive(request: Any, stay_id: UUID) -> HttpResponse:
    """Write down that an expected person came, or with ``retract`` that they have not yet."""
    stay = _stay(stay_id)
    try:
        if "retract" in request.POST:
            retract_arrival(stay=stay, by=request.user)
            messages.success(request, _("The person is expected again."))
        else:
            record_arrival(stay=stay, by=request.user)
            undo.offer_undo(
                request,
                action=UNDO_ARRIVAL,
                arguments={"stay_id": str(stay.pk)},
                label=_("The arrival has been recorded."),
            )
    except HousingRefused as refused:
        messages.warning(request, str(refused))
    return redirect("housing:stay_detail", stay.pk)


@access(permission="housing.place")
@require_GET
def stay_life(request: Any, stay_id: UUID) -> HttpResponse:
    """Show visitors, belongings, incidents and the nights marked, with what to do about them."""
    stay = _stay(stay_id)
    record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
    return _life(request, stay)


@access(permission="housing.place")
@require_POST
def visitor_in(request: Any, stay_id: UUID) -> HttpResponse:
    """Write down that somebody came to see the guest."""
    stay, form = _stay(stay_id), VisitorForm(request.POST, auto_id="visitor_%s")
    if not form.is_valid():
        return _life(request, stay, visitor_form=form, status=422)
    house_life.let_visitor_in(stay=stay, by=request.user, **form.cleaned_data)
    return _to_life(stay, "visitors")


@access(permission="housing.place")
@require_POST
def belonging_in(request: Any, stay_id: UUID) -> HttpResponse:
    """Take something into the house's keeping."""
    stay, form = _stay(stay_id), BelongingForm(request.POST, auto_id="belonging_%s")
    if not form.is_valid():
        return _life(request, stay, belonging_form=form, status=422)
    house_life.keep_belonging(stay=stay, by=request.user, **form.cleaned_data)
    return _to_life(stay, "belongings")


@access(permission="housing.place")
@require_POST
def belonging_back(request: Any, belonging_id: UUID) -> HttpResponse:
    """Write down that something was given back."""
    seen = Belonging.objects.filter(stay__in=Stay.objects.order_by().values("pk"))
    belonging = get_object_or_404(seen.select_related("stay"), pk=belonging_id)
    house_life.return_belongings(belongings=[belonging], by=request.user)
    return _to_life(belonging.stay, "belongings")


@access(permission="housing.place")
@require_http_methods(["GET", "POST"])
def stay_rules(request: Any, stay_id: UUID) -> HttpResponse:
    """Show the house rules to print in the person's language; keep that they signed them."""
    stay = _stay(stay_id)
    available = reads.current_rules(stay.structure)
    papers = papers_of(available, person=stay.person, reads=reads.reading_languages(stay.person))
    wanted = request.GET.get("language", "")
    shown = [paper for paper in papers if paper.language == wanted]
    shown = shown or [paper for paper in papers if paper.is_chosen]
    form = SignForm(
        request.POST if request.method == "POST" else None,
        papers=[paper.rules for paper in papers],
        initial={"rules": shown[0].rules.pk if shown else None},
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            house_life.sign_rules(stay=stay, by=request.user, **form.cleaned_data)
            messages.success(request, _("The signature has been recorded."))
            return redirect("housing:stay_detail", stay.pk)
        status = 422
    else:
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
    context = {
        "stay": stay,
        "papers": papers,
        "shown": shown,
        "form": form,
        "signatures": list(reads.signatures_of(stay)[:SHOWN]),
    }
    return render(request, "housing/stay_rules.html", context, status=status)


def _life(
    request: Any,
    stay: Stay,
    *,
    visitor_form: VisitorForm | None = None,
    belonging_form: BelongingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "stay": stay,
        "marks": latest_marks(stay, MARKS_SHOWN),
        "visitors": list(reads.visitors_of(stay)[:SHOWN]),
        "belongings": list(reads.belongings_of(stay)[:SHOWN]),
        "incidents": list(reads.incidents_of(stay)[:SHOWN]),
        "visitor_form": visitor_form or VisitorForm(auto_id="visitor_%s"),
        "belonging_form": belonging_form or BelongingForm(auto_id="belonging_%s"),
    }
    return render(request, "housing/stay_life.html", context, status=status)


def _stay(stay_id: UUID) -> Any:
    return get_object_or_404(queries.stays(), pk=stay_id)


def _to_life(stay: Stay, part: str) -> HttpResponse:
    return redirect(reverse("housing:stay_life", args=[stay.pk]) + f"#{part}")
