"""Keeping a desk in order: its name and site, rooms, working hours, interpreters."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.directory.models import Site
from lgnet.network.access import access

from ..actions import desks as verbs
from ..actions.desk_refusals import DeskRefused
from ..forms.desk import DeskForm, InterpreterForm, RoomNameForm, WorkingHoursForm, new_id
from ..models import Desk, Room, WorkingHours
from ..queries.appointments import interpreters, workers
from ..queries.desk import rooms_of
from .queue import desk_or_404


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def desk_new(request: Any) -> HttpResponse:
    """Add a desk."""
    form = DeskForm(request.POST or None, sites=_sites(), initial=new_id())
    if request.method == "GET":
        return render(request, "encounters/desk_new.html", {"form": form})
    if form.is_valid():
        try:
            desk = verbs.keep_desk(
                id=form.cleaned_data["id"],
                name=form.cleaned_data["name"],
                site=form.chosen_site,
                by=request.user,
            )
        except DeskRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The desk has been added. Now add its rooms."))
            return redirect("encounters:desk_edit", desk.pk)
    return render(request, "encounters/desk_new.html", {"form": form}, status=422)


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def desk_edit(request: Any, desk_id: UUID) -> HttpResponse:
    """Rooms, working hours and interpreters of a desk; the button says what is added."""
    desk = desk_or_404(desk_id)
    forms = _forms(desk)
    if request.method == "GET":
        return _edit_page(request, desk, forms)
    add = request.POST.get("add", "")
    if add not in forms:
        messages.error(request, _("Say what you want to add."))
        return redirect("encounters:desk_edit", desk.pk)
    form = _forms(desk, add, request.POST)[add]
    forms[add] = form
    if form.is_valid():
        try:
            ADDING[add](request, desk, form)
        except DeskRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("encounters:desk_edit", desk.pk)
    return _edit_page(request, desk, forms, status=422)


@access(permission="desk.manage")
@require_POST
def room_close(request: Any, room_id: UUID) -> HttpResponse:
    """Take a room out of use."""
    try:
        room = verbs.close_room(room_id=room_id, by=request.user)
    except Room.DoesNotExist:
        raise Http404 from None
    return redirect("encounters:desk_edit", room.desk.pk)


@access(permission="desk.manage")
@require_POST
def hours_remove(request: Any, hours_id: UUID) -> HttpResponse:
    """Take working hours away."""
    try:
        desk = verbs.remove_working_hours(hours_id=hours_id, by=request.user)
    except WorkingHours.DoesNotExist:
        raise Http404 from None
    return redirect("encounters:desk_edit", desk.pk)


def _add_room(request: Any, desk: Desk, form: Any) -> None:
    told = form.cleaned_data
    verbs.add_room(id=told["id"], desk=desk, name=told["name"], by=request.user)


def _add_hours(request: Any, desk: Desk, form: Any) -> None:
    worker, weekday, starts, ends = form.hours
    verbs.add_working_hours(
        id=form.cleaned_data["id"],
        desk=desk,
        worker=worker,
        weekday=weekday,
        starts=starts,
        ends=ends,
        by=request.user,
    )


def _add_interpreter(request: Any, desk: Desk, form: Any) -> None:
    told = form.cleaned_data
    verbs.add_interpreter(
        id=told["id"], name=told["name"], languages=told["languages"], by=request.user
    )


def _change(request: Any, desk: Desk, form: Any) -> None:
    verbs.keep_desk(
        id=desk.pk, name=form.cleaned_data["name"], site=form.chosen_site, by=request.user
    )


ADDING: dict[str, Callable[[Any, Desk, Any], None]] = {
    "desk": _change,
    "room": _add_room,
    "hours": _add_hours,
    "interpreter": _add_interpreter,
}


def _forms(desk: Desk, bound: str = "", data: Any = None) -> dict[str, Any]:
    def of(name: str) -> dict[str, Any]:
        first: dict[str, Any] = new_id()
        if name == "desk":
            first = {"id": desk.pk, "name": desk.name, "site": desk.site and desk.site.pk}
        return {"data": data if name == bound else None, "initial": first, "auto_id": f"{name}_%s"}

    return {
        "desk": DeskForm(sites=_sites(), **of("desk")),
        "room": RoomNameForm(**of("room")),
        "hours": WorkingHoursForm(workers=workers(), **of("hours")),
        "interpreter": InterpreterForm(**of("interpreter")),
    }


def _edit_page(request: Any, desk: Desk, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    lines = WorkingHours.objects.filter(desk=desk).select_related("worker")
    context = {
        "desk": desk,
        "forms": forms,
        "rooms": rooms_of(desk),
        "lines": lines.order_by("worker__full_name", "weekday", "starts", "pk"),
        "interpreters": interpreters(),
        "may_queue": "desk.queue" in request.permissions,
    }
    return render(request, "encounters/desk_edit.html", context, status=status)


def _sites() -> Any:
    return Site.objects.filter(closed_on__isnull=True).order_by("name", "pk")
