"""Moving a guest to another place of the same structure: dragged, by key, or on a page."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.actions import refusals
from lgnet.housing.actions.moves import nights_of
from lgnet.housing.actions.stays import Nights, move_stay
from lgnet.housing.enums import PlaceState
from lgnet.housing.forms_board import MoveForm
from lgnet.housing.models import Stay
from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.ui import undo


@access(permission="housing.place")
@require_http_methods(["GET", "POST"])
def stay_move(request: Any, stay_id: UUID) -> HttpResponse:
    """Choose another place of the house, and move the guest there; with a way back."""
    stay = get_object_or_404(queries.stays(), pk=stay_id)
    if request.method == "GET":
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        return _form(request, stay, MoveForm())
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _form(request, stay, form, status=422)
    place = queries.place_with_structure(form.cleaned_data["place"])
    if place is None:
        raise Http404
    before, due_on = nights_of(stay), stay.due_on
    try:
        moved = move_stay(
            stay=stay,
            place=place,
            by=request.user,
            accepts_strangers=form.cleaned_data["accepts_strangers"],
        )
    except refusals.HousingRefused as refused:
        form.add_error(None, str(refused))
        return _form(request, stay, form, status=409)
    _tell(request, moved, before, due_on)
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect("housing:stay_detail", stay.pk)


def _tell(request: Any, moved: Stay, before: list[Nights], due_on: Any) -> None:
    after = nights_of(moved)
    if after == before:
        messages.info(request, _("They have this place already."))
        return
    undo.offer_undo(
        request,
        action="housing.move_stay",
        arguments={
            "stay_id": str(moved.pk),
            "before": Nights.to_text(before),
            "after": Nights.to_text(after),
            "due_on": json.dumps(due_on, default=str),
        },
        label=_("The guest has another place now."),
    )


def _form(request: Any, stay: Stay, form: MoveForm, status: int = 200) -> HttpResponse:
    is_part = "HX-Request" in request.headers
    night = max(tonight(), stay.started_on)
    places = queries.places_on(night).filter(
        unit__structure=stay.structure_id, state=PlaceState.FREE
    )
    context = {
        "stay": stay,
        "form": form,
        "is_part": is_part,
        "night": night,
        "places": list(places) if stay.ended_on is None else [],
        "chosen": form.data.get("place", ""),
    }
    template = "housing/_stay_move.html" if is_part else "housing/stay_move.html"
    return render(request, template, context, status=status)
