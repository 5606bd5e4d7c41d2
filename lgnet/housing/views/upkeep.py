"""Inspections and defects of a house: what is due, done, mended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.housing.actions import upkeep as actions
from lgnet.housing.actions.upkeep import Found
from lgnet.housing.enums_house import InspectionResult
from lgnet.housing.forms_upkeep import (
    DefectForm,
    FoundFormSet,
    InspectionDoneForm,
    InspectionForm,
)
from lgnet.housing.models import Defect, Inspection
from lgnet.housing.queries import houses as reads
from lgnet.housing.rules_upkeep import is_overdue
from lgnet.housing.upkeep_pages import frame
from lgnet.network.access import access
from lgnet.ui import drafts, undo

from .houses import house_or_404

UNDO_MENDED = "housing.defect_mended"
SHOWN_DONE = 10


@access(permission="housing.structures")
@require_GET
def house_upkeep(request: Any, house_id: UUID) -> HttpResponse:
    """List what is due at a house, and what was done."""
    house, today = house_or_404(house_id), timezone.localdate()

    def lines(rows: Any) -> list[dict[str, Any]]:
        found = rows.filter(structure=house)[: reads.SHOWN]
        return [
            {"one": one, "is_late": is_overdue(due_on=one.due_on, today=today)} for one in found
        ]

    context = frame(house, "house_upkeep") | {
        "inspections": lines(reads.open_inspections()),
        "defects": lines(reads.open_defects()),
        "done": list(reads.done_inspections(house)[:SHOWN_DONE]),
        "mended": list(reads.mended_defects(house)[:SHOWN_DONE]),
    }
    return render(request, "housing/house_upkeep.html", context)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def inspection_new(request: Any, house_id: UUID) -> HttpResponse:
    """Write down that an inspection is due."""
    house = house_or_404(house_id)
    form = InspectionForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            actions.plan_inspection(house=house, by=request.user, **form.cleaned_data)
            return _to_upkeep(house)
        status = 422
    context = frame(house, "house_upkeep") | {"form": form, "back_url": _upkeep_url(house)}
    return render(request, "housing/inspection_new.html", context, status=status)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def inspection_done(request: Any, inspection_id: UUID) -> HttpResponse:
    """Write down the result of an inspection, with the defects it found."""
    found = Inspection.objects.select_related("structure", "done_by")
    inspection: Any = get_object_or_404(found, pk=inspection_id)
    house, status = inspection.structure, 200
    key = f"housing.inspection:{inspection.pk}"
    options = {"units": list(reads.units_of(house))}
    if request.method == "POST":
        form, kept, status = InspectionDoneForm(request.POST), drafts.Kept(key), 422
        defects = FoundFormSet(request.POST, prefix="found", form_kwargs=options)
        # Both are asked, so that everything wrong is said at once.
        is_whole = all([form.is_valid(), defects.is_valid()])
        if is_whole:
            told = form.cleaned_data
            rows = [Found(**one) for one in (d.cleaned_data for d in defects) if one.get("what")]
            actions.finish_inspection(inspection=inspection, found=rows, by=request.user, **told)
            drafts.clear(request, key)
            if told["result"] == InspectionResult.NOT_USABLE:
                messages.warning(
                    request, _("The house is not usable as it is: close the places concerned.")
                )
                return redirect("housing:closure_new", house.pk)
            return _to_upkeep(house)
    else:
        initial, kept = drafts.initial_for(
            request, key, InspectionDoneForm, {"done_on": timezone.localdate()}
        )
        form = InspectionDoneForm(initial=initial)
        defects = FoundFormSet(prefix="found", form_kwargs=options)
    context = frame(house, "house_upkeep") | {
        "inspection": inspection,
        "form": form,
        "defects": defects,
        "kept": kept,
        "key": key,
        "back_url": _upkeep_url(house),
    }
    return render(request, "housing/inspection_done.html", context, status=status)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def defect_new(request: Any, house_id: UUID) -> HttpResponse:
    """Write down something broken."""
    house = house_or_404(house_id)
    units = list(reads.units_of(house))
    form = DefectForm(request.POST if request.method == "POST" else None, units=units)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            actions.report_defect(house=house, by=request.user, **form.cleaned_data)
            return _to_upkeep(house)
        status = 422
    context = frame(house, "house_upkeep") | {"form": form, "back_url": _upkeep_url(house)}
    return render(request, "housing/defect_new.html", context, status=status)


@access(permission="housing.structures")
@require_POST
def defect_mended(request: Any, defect_id: UUID) -> HttpResponse:
    """Write down that a defect is mended, with a way back."""
    found = Defect.objects.select_related("structure")
    defect: Any = get_object_or_404(found, pk=defect_id)
    actions.mend_defect(defect=defect, by=request.user)
    undo.offer_undo(
        request,
        action=UNDO_MENDED,
        arguments={"defect_id": str(defect.pk)},
        label=_("The defect is mended."),
    )
    return _to_upkeep(defect.structure)


def _upkeep_url(house: Any) -> str:
    return reverse("housing:house_upkeep", args=[house.pk])


def _to_upkeep(house: Any) -> HttpResponse:
    return redirect(_upkeep_url(house))
