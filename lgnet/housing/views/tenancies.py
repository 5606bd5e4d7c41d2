"""Housing first: the contract and the visits of a stay, who still has a home, the principles."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing import queries, rules_homes
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.actions.tenancies import check_principles, keep_tenancy, record_visit
from lgnet.housing.enums import StructureKind
from lgnet.housing.enums_homes import Retained
from lgnet.housing.enums_house import Principle
from lgnet.housing.forms_homes import (
    PrinciplesForm,
    TenancyForm,
    VisitForm,
    add_refusal,
    principles_told,
)
from lgnet.housing.models import HousingStructure, Stay, Tenancy
from lgnet.housing.queries import tenancies as reads
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import tonight
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.ui import drafts

# No city has more such flats; a list of hands' work.
LONGEST_WORK_LIST = 200
LOOKS_SHOWN = 12


@access(permission="housing.homes")
@require_GET
def housing_first(request: Any) -> HttpResponse:
    """Show who still has a home after 6, 12 and 24 months, every home, and the principles."""
    today = timezone.localdate()
    rows = list(reads.homes()[:LONGEST_WORK_LIST])
    context = {
        "retention": [_cells(line) for line in reads.retention(tonight())],
        "answers": Retained,
        "rows": [
            (stay, rules_homes.days_since(_local_day(stay.visited_at), today=today))
            for stay in rows
        ],
        "flats": list(reads.flats()),
    }
    record(verb="housing.homes_listed", kind="housing.stay")
    return render(request, "housing/housing_first.html", context)


@access(permission="housing.homes")
@require_GET
def retention_list(request: Any) -> HttpResponse:
    """List the people behind one number of the retention table, the last place given first."""
    months = request.GET.get("months", "")
    lines = {str(line.months): line for line in reads.retention(tonight())}
    line = lines.get(months) or next(iter(lines.values()))
    asked = request.GET.get("answer", "")
    answer = Retained(asked) if asked in Retained.values else Retained.IN_FLAT
    found = queries.stays().filter(pk__in=line.stays[answer])
    page = page_by(found, "given_at", **keys_in(request.GET))
    record(
        verb="housing.retention_listed",
        kind="housing.stay",
        months=line.months,
        answer=answer.value,
    )
    context = {
        "months": line.months,
        "answer": answer,
        "choices": [(one, len(line.stays[one])) for one in Retained],
        "rows": page.rows,
        **links_of(page, request.GET),
    }
    return render(request, "housing/retention_list.html", context)


@access(permission="housing.homes")
@require_http_methods(["GET", "POST"])
def stay_home(request: Any, stay_id: UUID) -> HttpResponse:
    """Show and change the contract behind a stay."""
    stay = _stay(stay_id)
    key = f"housing.tenancy:{stay.pk}"
    if request.method == "GET":
        if stay.structure.kind != StructureKind.HOUSING_FIRST:
            return _no_flat(request, stay)
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        tenancy = Tenancy.objects.filter(stay=stay).order_by("pk").first()
        initial, kept = drafts.initial_for(request, key, TenancyForm, _told(stay, tenancy))
        return _home_form(request, stay, TenancyForm(initial=initial), kept)
    form, kept = TenancyForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _home_form(request, stay, form, kept, status=422)
    try:
        keep_tenancy(stay=stay, by=request.user, **form.cleaned_data)
    except HousingRefused as refused:
        return _home_form(request, stay, form, kept, status=add_refusal(form, refused))
    drafts.clear(request, key)
    messages.success(request, _("The contract has been saved."))
    return redirect("housing:stay_detail", stay.pk)


def _told(stay: Stay, tenancy: Tenancy | None) -> dict[str, Any]:
    """Return what is known of the contract; of none its first day, as a proposal."""
    if tenancy is None:
        return {"starts_on": stay.started_on}
    return {name: getattr(tenancy, name) for name in TenancyForm.base_fields}


def _home_form(
    request: Any, stay: Stay, form: TenancyForm, kept: drafts.Kept, status: int = 200
) -> HttpResponse:
    context = {"stay": stay, "form": form, "key": kept.key, "kept": kept}
    return render(request, "housing/stay_home.html", context, status=status)


@access(permission="housing.homes")
@require_http_methods(["GET", "POST"])
def stay_visits(request: Any, stay_id: UUID) -> HttpResponse:
    """List the support visits of a stay, and write one down."""
    stay = _stay(stay_id)
    key = f"housing.visit:{stay.pk}"
    if request.method == "GET":
        if stay.structure.kind != StructureKind.HOUSING_FIRST:
            return _no_flat(request, stay)
        record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
        first = {"id": uuid7(), "visited_at": timezone.localtime()}
        initial, kept = drafts.initial_for(request, key, VisitForm, first)
        return _visits(request, stay, VisitForm(initial=initial), kept)
    form, kept = VisitForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _visits(request, stay, form, kept, status=422)
    try:
        record_visit(stay=stay, by=request.user, **form.cleaned_data)
    except HousingRefused as refused:
        return _visits(request, stay, form, kept, status=add_refusal(form, refused))
    drafts.clear(request, key)
    messages.success(request, _("The visit has been written down."))
    return redirect("housing:stay_visits", stay.pk)


def _visits(
    request: Any, stay: Stay, form: VisitForm, kept: drafts.Kept, status: int = 200
) -> HttpResponse:
    page = page_by(reads.visits_of(stay), "visited_at", **keys_in(request.GET))
    _tenancy, summary = reads.home_of(stay)
    last = _local_day(summary.visited_at)
    context = {
        "stay": stay,
        "form": form,
        "key": kept.key,
        "kept": kept,
        "rows": page.rows,
        "count": summary.visit_count,
        "days": rules_homes.days_since(last, today=timezone.localdate()),
        **links_of(page, request.GET),
    }
    return render(request, "housing/stay_visits.html", context, status=status)


@access(permission="housing.homes")
@require_http_methods(["GET", "POST"])
def principles(request: Any, structure_id: UUID) -> HttpResponse:
    """Show a team's looks at the principles by day, and write one down or anew (``?on=``)."""
    flats = HousingStructure.objects.filter(kind=StructureKind.HOUSING_FIRST)
    structure = get_object_or_404(flats, pk=structure_id)
    looks = reads.checks_of(structure)
    day = _day_or_404(request.GET["on"]) if "on" in request.GET else timezone.localdate()
    key = f"housing.principles:{structure.pk}:{day:%Y-%m-%d}"
    if request.method == "GET":
        first = {"checked_on": day} | principles_told(looks.get(day, {}))
        initial, kept = drafts.initial_for(request, key, PrinciplesForm, first)
        return _principles(request, structure, PrinciplesForm(initial=initial), kept, looks)
    form, kept = PrinciplesForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _principles(request, structure, form, kept, looks, status=422)
    try:
        check_principles(
            structure=structure,
            checked_on=form.cleaned_data["checked_on"],
            answers=form.answers,
            corrected=day,
            by=request.user,
        )
    except HousingRefused as refused:
        status = add_refusal(form, refused)
        return _principles(request, structure, form, kept, looks, status=status)
    drafts.clear(request, key)
    messages.success(request, _("The look at the principles has been saved."))
    return redirect("housing:principles", structure.pk)


def _principles(
    request: Any,
    structure: HousingStructure,
    form: PrinciplesForm,
    kept: drafts.Kept,
    looks: dict[dt.date, dict[str, Any]],
    status: int = 200,
) -> HttpResponse:
    shown = list(looks.items())[:LOOKS_SHOWN]
    context = {
        "structure": structure,
        "form": form,
        "key": kept.key,
        "kept": kept,
        "looks": [
            (day, [(principle.label, found.get(principle.value)) for principle in Principle])
            for day, found in shown
        ],
    }
    return render(request, "housing/principles.html", context, status=status)


def _cells(line: reads.Retention) -> tuple[reads.Retention, list[tuple[Retained, int]]]:
    """Return a line of the table with the number of each answer."""
    return line, [(answer, len(line.stays[answer])) for answer in Retained]


def _stay(stay_id: UUID) -> Any:
    return get_object_or_404(queries.stays(), pk=stay_id)


def _no_flat(request: Any, stay: Stay) -> HttpResponse:
    messages.warning(request, _("This stay is not in a housing first flat."))
    return redirect("housing:stay_detail", stay.pk)


def _day_or_404(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _local_day(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else timezone.localdate(moment)
