"""The door of a desk: a number for who comes, and the wall that shows whom it is the turn of.

Who sits here sees what people want to be called and their number. Nothing of a dossier stands on
these pages, nor leads to one.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.network.access import access

from ..actions import queue as verbs
from ..actions.desk_refusals import DeskRefused
from ..enums_desk import VisitState
from ..forms.desk import ArrivalForm, new_id
from ..models import Desk
from ..queries import desk as queries
from .queue import desk_or_404, visit_or_404
from .wall import wall_context


@access(permission="desk.reception")
@require_GET
def receptions(request: Any) -> HttpResponse:
    """The desks to sit at; where there is one, its door."""
    found = list(queries.desks())
    if len(found) == 1:
        return redirect("encounters:reception", found[0].pk)
    return render(request, "encounters/receptions.html", {"desks": found})


@access(permission="desk.reception")
@require_http_methods(["GET", "POST"])
def reception(request: Any, desk_id: UUID) -> HttpResponse:
    """Give out a number, and see who waits by name and number."""
    desk = desk_or_404(desk_id)
    has_need = "desk.queue" in request.permissions
    if request.method == "GET":
        record(verb="encounters.reception_seen", target=desk)
        return _page(request, desk, ArrivalForm(initial=new_id(), has_need=has_need))
    form = ArrivalForm(request.POST, has_need=has_need)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    told = form.cleaned_data
    try:
        ticket = verbs.arrive(
            id=told["id"],
            desk_id=desk.pk,
            by=request.user,
            called_name=told["called_name"],
            language=told["language"],
            need=told.get("need", ""),
        )
    except DeskRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, desk, form, status=409)
    return redirect(f"{reverse('encounters:reception', args=[desk.pk])}?ticket={ticket.number}")


@access(permission="desk.reception")
@require_POST
def gone(request: Any, visit_id: UUID) -> HttpResponse:
    """Say that somebody has left before being called."""
    visit = visit_or_404(visit_id)
    try:
        verbs.end_waiting(visit_id=visit.pk, state=VisitState.LEFT, by=request.user)
        messages.success(
            request, _("Number %(number)s waits no longer.") % {"number": visit.number}
        )
    except DeskRefused as refused:
        messages.error(request, str(refused))
    return redirect("encounters:reception", visit.desk.pk)


@access(permission="desk.reception")
@require_GET
def wall(request: Any, desk_id: UUID) -> HttpResponse:
    """The screen in the waiting room: numbers and rooms, no names. It renews itself."""
    desk = desk_or_404(desk_id)
    address = reverse("encounters:wall", args=[desk.pk])
    context = wall_context(desk) | {"wall_url": address}
    page = "encounters/_wall.html" if request.htmx else "encounters/wall.html"
    return render(request, page, context)


def _page(request: Any, desk: Desk, form: ArrivalForm, status: int = 200) -> HttpResponse:
    given = request.GET.get("ticket", "")
    context = {
        "desk": desk,
        "form": form,
        "ticket": given if given.isdecimal() and len(given) < 6 else "",
        "visits": [visit for visit in queries.queue_of(desk) if visit.state != VisitState.TAKEN],
    }
    return render(request, "encounters/reception.html", context, status=status)
