"""Incidents of a house: the list, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing.actions.house_life import record_incident
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.doors import uuid_or_404
from lgnet.housing.forms_house import IncidentForm
from lgnet.housing.models import HousingStructure, Stay
from lgnet.housing.queries.house_life import incidents as all_incidents
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.ui import drafts


@access(permission="housing.place")
@require_GET
def incidents(request: Any) -> HttpResponse:
    """List what happened, in one house or in all, the last first."""
    found, house = all_incidents(), None
    if "house" in request.GET:
        house = _house(request.GET["house"])
        found = found.filter(structure=house)
    page = page_by(found, "happened_at", **keys_in(request.GET))
    record(verb="housing.incidents_listed", kind="housing.incident", house=house and house.pk)
    context = {"house": house, "rows": page.rows, **links_of(page, request.GET)}
    return render(request, "housing/incidents.html", context)


@access(permission="housing.place")
@require_http_methods(["GET", "POST"])
def incident_new(request: Any) -> HttpResponse:
    """Write down what happened in a house, of a guest or of nobody."""
    stay = _stay(_asked(request, "stay"))
    house = stay.structure if stay else _house(_asked(request, "house"))
    key = f"housing.incident:{stay.pk if stay else house.pk}"
    if request.method == "GET":
        first = {
            "id": uuid7(),
            "house": house.pk,
            "stay": stay and stay.pk,
            "happened_at": timezone.localtime(),
        }
        initial, kept = drafts.initial_for(request, key, IncidentForm, first)
        return _form(request, IncidentForm(initial=initial), house, stay, kept)
    form = IncidentForm(request.POST)
    if not form.is_valid():
        return _form(request, form, house, stay, drafts.Kept(key), status=422)
    told = form.cleaned_data
    try:
        record_incident(
            id=told["id"],
            structure=house,
            stay=stay,
            kind=told["kind"],
            happened_at=told["happened_at"],
            story=told["story"],
            called=told["called"],
            by=request.user,
        )
    except HousingRefused as refused:
        form.add_error(None, str(refused))
        return _form(request, form, house, stay, drafts.Kept(key), status=409)
    drafts.clear(request, key)
    messages.success(request, _("The incident has been written down."))
    if stay is not None:
        return redirect(reverse("housing:stay_life", args=[stay.pk]) + "#incidents")
    return redirect(f"{reverse('housing:incidents')}?house={house.pk}")


def _form(
    request: Any,
    form: IncidentForm,
    house: HousingStructure,
    stay: Stay | None,
    kept: drafts.Kept,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "house": house, "stay": stay, "key": kept.key, "kept": kept}
    return render(request, "housing/incident_new.html", context, status=status)


def _asked(request: Any, name: str) -> str:
    """Return what the form names, or else the address."""
    return str(request.POST.get(name) or request.GET.get(name, ""))


def _house(text: str) -> HousingStructure:
    return get_object_or_404(HousingStructure, pk=uuid_or_404(text))


def _stay(text: str) -> Stay | None:
    """Return the guest's stay named; raises Http404 for one that is not there."""
    if not text:
        return None
    found = Stay.objects.select_related("structure", "person").filter(pk=uuid_or_404(text))
    stay = found.order_by().first()
    if stay is None:
        raise Http404
    return stay
