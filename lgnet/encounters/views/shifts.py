"""The plan of the street: shifts, units, alerts, kit; and what a shift did."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.network.queries import members_who_may

from ..actions import kit as kit_verbs
from ..actions import shifts as verbs
from ..actions.street_refusals import StreetRefused
from ..enums_outreach import AlertKind, MovementKind, UnitKind
from ..forms.desk import new_id
from ..forms.outreach import MoveForm
from ..forms.shifts import AlertForm, EndForm, ItemForm, ShiftForm, UnitForm
from ..models import OutreachAlert, Shift
from ..queries import outreach as queries
from ..queries.shift_report import report_of

AHEAD = dt.timedelta(days=14)


@access(permission="outreach.plan")
@require_GET
def shifts(request: Any) -> HttpResponse:
    """The plan: alerts, tonight's shifts and the next ones, units."""
    night = tonight()
    rows = queries.shifts().filter(night_on__gte=night, night_on__lte=night + AHEAD)
    context = {
        "shifts": rows.filter(cancelled_at=None)[: queries.MOST],
        "past": queries.shifts()
        .filter(night_on__lt=night, begun_at__isnull=False)
        .order_by("-starts_at", "-pk")[: queries.MOST],
        "units": list(queries.units()),
        "alerts": OutreachAlert.objects.filter(until_on__gte=night, ended_at=None).order_by(
            "from_on", "pk"
        ),
    }
    return render(request, "encounters/shifts.html", context)


@access(permission="outreach.work")
@require_GET
def shift(request: Any, shift_id: UUID) -> HttpResponse:
    """One shift: its plan, and what it did, counted from its contacts; made to be printed."""
    found = shift_or_404(shift_id)
    record(verb="encounters.shift_seen", target=found)
    context = {
        "shift": found,
        "report": report_of(found) if found.begun_at else None,
        "form": EndForm(),
        "is_member": any(one.user_id == request.user.pk for one in found.members.all()),
        "may_plan": "outreach.plan" in request.permissions,
    }
    return render(request, "encounters/shift.html", context)


@access(permission="outreach.work")
@require_POST
def shift_move(request: Any, shift_id: UUID) -> HttpResponse:
    """Join a shift, go out, come back."""
    found = shift_or_404(shift_id)
    to = request.POST.get("to", "")
    try:
        if to == "join":
            verbs.join_shift(shift_id=found.pk, by=request.user)
            messages.success(request, _("You go with this shift."))
        elif to == "begin":
            verbs.begin_shift(shift_id=found.pk, by=request.user)
            messages.success(request, _("The shift has begun. Have a safe night."))
        elif to == "end":
            form = EndForm(request.POST)
            if not form.is_valid():
                messages.error(request, _("The word for the next shift is too long."))
                return redirect("encounters:shift", found.pk)
            verbs.end_shift(shift_id=found.pk, note=form.cleaned_data["note"], by=request.user)
            messages.success(request, _("The shift has ended. This is its report."))
            return redirect("encounters:shift", found.pk)
    except StreetRefused as refused:
        messages.error(request, str(refused))
    return redirect("encounters:tonight")


@access(permission="outreach.plan")
@require_http_methods(["GET", "POST"])
def shift_new(request: Any) -> HttpResponse:
    """Plan a shift."""
    options = shift_options()
    if request.method == "GET":
        first = new_id() | {"night_on": tonight(), "starts": dt.time(21), "ends": dt.time(2)}
        return _made(request, ShiftForm(initial=first, **options), _("Plan a shift"))
    form = ShiftForm(request.POST, **options)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            verbs.plan_shift(
                id=typed["id"],
                unit=form.units[typed["unit"]],
                area=typed["area"],
                starts_at=typed["starts_at"],
                ends_at=typed["ends_at"],
                user_ids=[UUID(one) for one in typed["members"]],
                stops=typed["stops"],
                items=form.items,
                by=request.user,
            )
        except StreetRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The shift is planned."))
            return redirect("encounters:shifts")
    return _made(request, form, _("Plan a shift"))


@access(permission="outreach.plan")
@require_http_methods(["GET", "POST"])
def alert_new(request: Any) -> HttpResponse:
    """Open an alert with its extra shifts."""
    if request.method == "GET":
        first = new_id() | {
            "from_on": tonight(),
            "until_on": tonight(),
            "starts": dt.time(22),
            "ends": dt.time(4),
        }
        return _made(request, AlertForm(initial=first, units=queries.units()), _("Open an alert"))
    form = AlertForm(request.POST, units=queries.units())
    if form.is_valid():
        facts = form.cleaned_data | {"kind": AlertKind(form.cleaned_data["kind"])}
        try:
            verbs.open_alert(by=request.user, **facts)
        except StreetRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The alert is open, with its extra shifts."))
            return redirect("encounters:shifts")
    return _made(request, form, _("Open an alert"))


@access(permission="outreach.plan")
@require_POST
def alert_end(request: Any, alert_id: UUID) -> HttpResponse:
    """End an alert; its shifts that have not begun are cancelled."""
    if not OutreachAlert.objects.filter(pk=alert_id).exists():
        raise Http404
    verbs.end_alert(alert_id=alert_id, by=request.user)
    messages.success(request, _("The alert is over. Its shifts that had not begun are cancelled."))
    return redirect("encounters:shifts")


@access(permission="outreach.plan")
@require_http_methods(["GET", "POST"])
def unit_new(request: Any) -> HttpResponse:
    """Add a unit."""
    form = UnitForm(request.POST) if request.method == "POST" else UnitForm(initial=new_id())
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data | {"kind": UnitKind(form.cleaned_data["kind"])}
        try:
            verbs.keep_unit(by=request.user, **facts)
        except StreetRefused as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("encounters:shifts")
    return _made(request, form, _("Add a unit of the street"))


@access(permission="outreach.work")
@require_http_methods(["GET", "POST"])
def kit(request: Any) -> HttpResponse:
    """The stock: how many there are of each item; book in, book out what is lost."""
    form = MoveForm(request.POST) if request.method == "POST" else None
    if form is not None:
        kind = MovementKind.LOST if request.POST.get("to") == "lost" else MovementKind.STOCKED
        if form.is_valid():
            try:
                kit_verbs.move(
                    id=form.cleaned_data["id"],
                    item_id=form.cleaned_data["item"],
                    kind=kind,
                    quantity=form.cleaned_data["quantity"],
                    by=request.user,
                )
            except StreetRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("The stock is changed."))
                return redirect("encounters:kit")
    context = {
        "form": form,
        "items": [(item, new_id()["id"]) for item in queries.kit()],
        "may_plan": "outreach.plan" in request.permissions,
    }
    return render(request, "encounters/kit.html", context, status=422 if form else 200)


@access(permission="outreach.plan")
@require_http_methods(["GET", "POST"])
def item_new(request: Any) -> HttpResponse:
    """Add an item to the kit."""
    form = ItemForm(request.POST) if request.method == "POST" else ItemForm(initial=new_id())
    if form.is_bound and form.is_valid():
        try:
            kit_verbs.keep_item(by=request.user, **form.cleaned_data)
        except StreetRefused as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("encounters:kit")
    return _made(request, form, _("Add an item"), back="encounters:kit")


def _made(request: Any, form: Any, title: str, back: str = "encounters:shifts") -> HttpResponse:
    """Return the page of a form that makes something of the plan."""
    context = {"form": form, "title": title, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "encounters/plan_form.html", context, status=status)


def shift_options() -> dict[str, Any]:
    """Return what a form of a shift chooses from."""
    return {
        "units": queries.units(),
        "team": members_who_may("outreach.work"),
        "kit": queries.kit(),
    }


def shift_or_404(shift_id: UUID) -> Shift:
    """Return a shift of the open cell, or raise Http404."""
    found = queries.shift_by_id(shift_id)
    if found is None:
        raise Http404
    return found
