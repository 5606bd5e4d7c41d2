"""The screen of a waiting room by a link, and the links of a desk."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.kernel.tenancy import scope
from lgnet.network.access import access

from ..actions import wall as verbs
from ..actions.desk_refusals import DeskRefused
from ..enums_desk import VisitState
from ..forms.desk import new_id
from ..forms.wall import WallLinkForm
from ..models import Desk
from ..queries import desk as queries
from .queue import desk_or_404

USUAL = dt.timedelta(days=180)


@access(public=True)
@require_GET
@sensitive_variables("token")
def screen(request: Any, token: str) -> HttpResponse:
    """Numbers and rooms for who waits. A link that is over answers as one that never was."""
    found = verbs.find_wall(token)
    if found is None:
        return _nothing(request)
    city_id, compartment_id, desk_id = found
    # In the cell's own name: the screen is nobody of it, and shows this desk's numbers alone.
    with scope(city_id=city_id, compartment_id=compartment_id):
        desk = queries.desk_by_id(desk_id)
        if desk is None:
            return _nothing(request)
        context = wall_context(desk) | {"wall_url": reverse("wall:screen", args=[token])}
        page = "encounters/_wall.html" if request.htmx else "encounters/wall.html"
        response = render(request, page, context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
@sensitive_variables("token")
def links(request: Any, desk_id: UUID) -> HttpResponse:
    """The links of a desk's screens; a new one is shown once, here."""
    desk = desk_or_404(desk_id)
    if request.method == "GET":
        return _links_page(request, desk, _fresh_form())
    form = WallLinkForm(request.POST)
    if not form.is_valid():
        return _links_page(request, desk, form, status=422)
    try:
        token = verbs.make_wall_link(desk=desk, by=request.user, **form.cleaned_data)
    except DeskRefused as refused:
        form.add_error(None, str(refused))
        return _links_page(request, desk, form, status=409)
    address = request.build_absolute_uri(reverse("wall:screen", args=[token]))
    response = _links_page(request, desk, _fresh_form(), address=address)
    response["Cache-Control"] = "no-store, private"
    return response


@access(permission="desk.manage")
@require_POST
def link_back(request: Any, link_id: UUID) -> HttpResponse:
    """Take a link back: its screen shows nothing any more."""
    link = queries.wall_link_by_id(link_id)
    if link is None:
        raise Http404
    verbs.take_wall_link_back(link_id=link.pk, by=request.user)
    messages.success(request, _("The link opens nothing any more."))
    return redirect("encounters:wall_links", link.desk_id)


def wall_context(desk: Desk) -> dict[str, Any]:
    """Return what a wall shows: numbers and rooms, no names."""
    return {
        "desk": desk,
        "called": queries.wall_of(desk),
        "next": queries.next_numbers(desk),
        "waiting": queries.counts_of(desk).get(VisitState.WAITING, 0),
    }


def _nothing(request: Any) -> HttpResponse:
    """Answer as for no page; a screen that renews itself loads the whole page, and shows that."""
    if not request.htmx:
        raise Http404
    return HttpResponse(status=404, headers={"HX-Refresh": "true"})


def _fresh_form() -> WallLinkForm:
    return WallLinkForm(initial=new_id() | {"until_on": timezone.localdate() + USUAL})


def _links_page(
    request: Any, desk: Desk, form: WallLinkForm, *, address: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "address": address,
        "links": queries.wall_links_of(desk),
        "today": timezone.localdate(),
    }
    return render(request, "encounters/wall_links.html", context, status=status)
