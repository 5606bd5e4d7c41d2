"""Solidarity co-housing: houses with their hosts, agreements, trials, the mediation log."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.actions import cohousing as deeds
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.enums import StructureKind
from lgnet.housing.enums_house import TrialResult
from lgnet.housing.forms_homes import (
    AgreementForm,
    HostForm,
    MediationForm,
    TrialForm,
    TrialResultForm,
    add_refusal,
)
from lgnet.housing.models import HouseAgreement, HousingStructure, Stay
from lgnet.housing.queries import cohousing as reads
from lgnet.housing.queries.house_life import reading_languages
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import tonight
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.people.catalogue import frame_for
from lgnet.ui import drafts

COHOUSING = StructureKind.SOLIDARITY_COHOUSING
AGREEMENTS_SHOWN = 20
GUESTS_SHOWN = 50


@access(permission="housing.homes")
@require_GET
def cohousing(request: Any) -> HttpResponse:
    """List what is due in co-housing, then its houses: those with a meeting that is due first."""
    today = timezone.localdate()
    houses = reads.houses(tonight=tonight())
    context = {
        "today": today,
        "houses": houses,
        "meetings": [house for house in houses if house.next_on and house.next_on <= today],
        "reviews": list(reads.reviews_due(today)),
        "trials": list(reads.trials_due(today)),
    }
    record(verb="housing.cohousing_viewed", kind="housing.housingstructure")
    return render(request, "housing/cohousing.html", context)


@access(permission="housing.homes")
@require_http_methods(["GET", "POST"])
def cohouse(request: Any, structure_id: UUID) -> HttpResponse:
    """Show who hosts and who lives in a house, with its mediation log; write a meeting down."""
    structure = _house(structure_id)
    key = f"housing.mediation:{structure.pk}"
    if request.method == "GET":
        record(verb="housing.cohousing_viewed", target=structure)
        first = {"id": uuid7(), "met_at": timezone.localtime()}
        initial, kept = drafts.initial_for(request, key, MediationForm, first)
        return _cohouse(request, structure, MediationForm(initial=initial), kept)
    form, kept = MediationForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _cohouse(request, structure, form, kept, status=422)
    try:
        deeds.record_mediation(structure=structure, by=request.user, **form.cleaned_data)
    except HousingRefused as refused:
        return _cohouse(request, structure, form, kept, status=add_refusal(form, refused))
    drafts.clear(request, key)
    messages.success(request, _("The meeting has been written down."))
    return redirect("housing:cohouse", structure.pk)


def _cohouse(
    request: Any,
    structure: HousingStructure,
    form: MediationForm,
    kept: drafts.Kept,
    status: int = 200,
) -> HttpResponse:
    page = page_by(reads.mediations_of(structure), "met_at", **keys_in(request.GET))
    context = {
        "structure": structure,
        "host": reads.host_of(structure),
        "guests": list(reads.guests_now().filter(structure=structure)[:GUESTS_SHOWN]),
        "today": timezone.localdate(),
        "next_on": reads.next_meetings([structure]).get(structure.pk),
        "form": form,
        "key": kept.key,
        "kept": kept,
        "rows": page.rows,
        **links_of(page, request.GET),
    }
    return render(request, "housing/cohouse.html", context, status=status)


@access(permission="housing.homes")
@require_http_methods(["GET", "POST"])
def host(request: Any, structure_id: UUID) -> HttpResponse:
    """Show and change who opens their home."""
    structure = _house(structure_id)
    key = f"housing.host:{structure.pk}"
    if request.method == "GET":
        record(verb="housing.cohousing_viewed", target=structure)
        found = reads.host_of(structure)
        first = {name: getattr(found, name) for name in HostForm.base_fields} if found else {}
        initial, kept = drafts.initial_for(request, key, HostForm, first)
        return _host(request, structure, HostForm(initial=initial), kept)
    form, kept = HostForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _host(request, structure, form, kept, status=422)
    deeds.keep_host(structure=structure, by=request.user, **form.cleaned_data)
    drafts.clear(request, key)
    messages.success(request, _("The host has been saved."))
    return redirect("housing:cohouse", structure.pk)


def _host(
    request: Any,
    structure: HousingStructure,
    form: HostForm,
    kept: drafts.Kept,
    status: int = 200,
) -> HttpResponse:
    context = {"structure": structure, "form": form, "key": kept.key, "kept": kept}
    return render(request, "housing/host.html", context, status=status)


@access(permission="housing.homes")
@require_http_methods(["GET", "POST"])
def stay_agreement(request: Any, stay_id: UUID) -> HttpResponse:
    """List the house agreements of a stay, and write a new one down, the last as its beginning."""
    stay = _stay(stay_id)
    key = f"housing.agreement:{stay.pk}"
    before = list(reads.agreements_of(stay)[:AGREEMENTS_SHOWN])
    if request.method == "GET":
        if stay.structure.kind != COHOUSING:
            return _no_cohousing(request, stay)
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        first = {"id": uuid7(), "text": before[0].text if before else ""}
        initial, kept = drafts.initial_for(request, key, AgreementForm, first)
        return _agreement(request, stay, AgreementForm(initial=initial), kept, before)
    form, kept = AgreementForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _agreement(request, stay, form, kept, before, status=422)
    try:
        agreement = deeds.agree_on_house(stay=stay, by=request.user, **form.cleaned_data)
    except HousingRefused as refused:
        status = add_refusal(form, refused)
        return _agreement(request, stay, form, kept, before, status=status)
    drafts.clear(request, key)
    return redirect("housing:agreement_print", agreement.pk)


def _agreement(
    request: Any,
    stay: Stay,
    form: AgreementForm,
    kept: drafts.Kept,
    before: list[HouseAgreement],
    status: int = 200,
) -> HttpResponse:
    context = {"stay": stay, "form": form, "key": kept.key, "kept": kept, "before": before}
    return render(request, "housing/stay_agreement.html", context, status=status)


@access(permission="housing.homes")
@require_GET
def agreement_print(request: Any, agreement_id: UUID) -> HttpResponse:
    """Show a house agreement to print and sign, its frame in the person's language."""
    seen = HouseAgreement.objects.filter(stay__in=Stay.objects.order_by().values("pk"))
    agreement = get_object_or_404(
        seen.select_related("stay__person", "stay__structure"), pk=agreement_id
    )
    stay = agreement.stay
    record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
    frame = frame_for(stay.person.language, reads=reading_languages(stay.person))
    context = {"agreement": agreement, "stay": stay, "frame": frame}
    return render(request, "housing/agreement_print.html", context)


@access(permission="housing.homes")
@require_http_methods(["GET", "POST"])
def stay_trial(request: Any, stay_id: UUID) -> HttpResponse:
    """Show the trial of living together; begin one, or set another day for it."""
    stay = _stay(stay_id)
    if request.method == "GET":
        if stay.structure.kind != COHOUSING:
            return _no_cohousing(request, stay)
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        return _trial(request, stay)
    form = TrialForm(request.POST)
    if not form.is_valid():
        return _trial(request, stay, form=form, status=422)
    try:
        deeds.set_trial(stay=stay, by=request.user, **form.cleaned_data)
    except HousingRefused as refused:
        return _trial(request, stay, form=form, status=add_refusal(form, refused))
    messages.success(request, _("The trial has been saved."))
    return redirect("housing:stay_detail", stay.pk)


@access(permission="housing.homes")
@require_POST
def trial_result(request: Any, stay_id: UUID) -> HttpResponse:
    """Write down how the trial ended; where they do not stay together, go on to the departure."""
    stay = _stay(stay_id)
    form = TrialResultForm(request.POST)
    if not form.is_valid():
        return _trial(request, stay, result_form=form, status=422)
    try:
        deeds.answer_trial(stay=stay, by=request.user, **form.cleaned_data)
    except HousingRefused as refused:
        return _trial(request, stay, result_form=form, status=add_refusal(form, refused))
    if form.cleaned_data["result"] == TrialResult.ENDS:
        messages.info(
            request,
            _("Written down. End the stay here when the person leaves; until then it goes on."),
        )
        return redirect("housing:stay_end", stay.pk)
    messages.success(request, _("Written down: they stay together."))
    return redirect("housing:stay_detail", stay.pk)


def _trial(
    request: Any,
    stay: Stay,
    *,
    form: TrialForm | None = None,
    result_form: TrialResultForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "stay": stay,
        "today": timezone.localdate(),
        "form": form or TrialForm(initial={"until": stay.trial_ends_on}),
        "result_form": result_form or TrialResultForm(initial={"result": stay.trial_result}),
    }
    return render(request, "housing/stay_trial.html", context, status=status)


def _house(structure_id: UUID) -> HousingStructure:
    return get_object_or_404(HousingStructure.objects.filter(kind=COHOUSING), pk=structure_id)


def _stay(stay_id: UUID) -> Any:
    return get_object_or_404(queries.stays(), pk=stay_id)


def _no_cohousing(request: Any, stay: Stay) -> HttpResponse:
    messages.warning(request, _("This stay is not in co-housing."))
    return redirect("housing:stay_detail", stay.pk)
