"""Changing the plan of a shift, or cancelling it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.network.access import access

from ..actions.shift_changes import change_shift, shift_version
from ..actions.shifts import cancel_shift
from ..actions.street_refusals import ShiftChangedMeanwhile, StreetRefused
from ..forms.shifts import CancelForm, ShiftChangeForm
from ..models import Shift
from .shifts import shift_options, shift_or_404


@access(permission="outreach.plan")
@require_http_methods(["GET", "POST"])
def shift_edit(request: Any, shift_id: UUID) -> HttpResponse:
    """Change the plan of a shift, unless somebody else has done so meanwhile."""
    found = shift_or_404(shift_id)
    if _is_over(found):
        messages.error(request, _("This shift is over: its plan stays as it was."))
        return redirect("encounters:shift", found.pk)
    options = shift_options() | {"has_begun": found.begun_at is not None}
    first = _first_of(found)
    if request.method == "GET":
        return _page(request, found, ShiftChangeForm(initial=first, **options), CancelForm())
    data = request.POST.copy()
    data["id"] = str(found.pk)
    form = ShiftChangeForm(data, initial=first, **options)
    status = 422
    if form.is_valid():
        typed = form.cleaned_data
        try:
            change_shift(
                shift_id=found.pk,
                version=typed["version"],
                area=typed["area"],
                ends_at=typed["ends_at"],
                user_ids=[UUID(one) for one in typed["members"]],
                stops=typed["stops"],
                by=request.user,
                **_beginning(found, form),
            )
        except ShiftChangedMeanwhile as refused:
            # What was typed stays; saved again, it is saved over what is shown beside it.
            found = shift_or_404(shift_id)
            data["version"] = shift_version(found)
            form = ShiftChangeForm(data, initial=_first_of(found), **options)
            form.add_error(None, str(refused))
            status = 409
        except StreetRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The plan is changed."))
            return redirect("encounters:shift", found.pk)
    return _page(request, found, form, CancelForm(), status=status)


@access(permission="outreach.plan")
@require_POST
def shift_cancel(request: Any, shift_id: UUID) -> HttpResponse:
    """Cancel a shift that has not begun, with a reason."""
    found = shift_or_404(shift_id)
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            cancel_shift(shift_id=found.pk, by=request.user, reason=form.cleaned_data["reason"])
        except StreetRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The shift is cancelled."))
        return redirect("encounters:shifts")
    options = shift_options() | {"has_begun": found.begun_at is not None}
    plan = ShiftChangeForm(initial=_first_of(found), **options)
    return _page(request, found, plan, form, status=422)


def _beginning(shift: Shift, form: ShiftChangeForm) -> dict[str, Any]:
    """Return unit, beginning and kit: as typed before the shift goes out, then as they were."""
    if shift.begun_at is None:
        typed = form.cleaned_data
        unit, starts_at, items = form.units[typed["unit"]], typed["starts_at"], form.items
        return {"unit": unit, "starts_at": starts_at, "items": items}
    taken = {line.item_id: line.quantity for line in shift.items.all()}
    return {"unit": shift.unit, "starts_at": shift.starts_at, "items": taken}


def _first_of(shift: Shift) -> dict[str, Any]:
    begin, end = (timezone.localtime(one) for one in (shift.starts_at, shift.ends_at))
    return {
        "id": shift.pk,
        "version": shift_version(shift),
        "unit": str(shift.unit_id),
        "night_on": shift.night_on,
        "starts": begin.time(),
        "ends": end.time(),
        "area": shift.area,
        "members": [str(one.user_id) for one in shift.members.all()],
        "stops": "\n".join(stop.place for stop in shift.stops.all()),
    } | {f"item_{line.item_id.hex}": line.quantity for line in shift.items.all()}


def _is_over(shift: Shift) -> bool:
    return shift.cancelled_at is not None or shift.ended_at is not None


def _page(
    request: Any, shift: Shift, form: ShiftChangeForm, cancel: CancelForm, status: int = 200
) -> HttpResponse:
    context = {"shift": shift, "form": form, "cancel": cancel}
    return render(request, "encounters/shift_edit.html", context, status=status)
