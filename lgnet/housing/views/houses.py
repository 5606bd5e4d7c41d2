"""Houses: the list with what is due, the page of one, and its editor."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing.actions import upkeep_refusals as refusals
from lgnet.housing.actions.houses import add_house, change_house, house_version
from lgnet.housing.actions.in_use import InUse
from lgnet.housing.enums import Meal
from lgnet.housing.forms_houses import HouseForm, new_house, saved_house
from lgnet.housing.models import HousingStructure
from lgnet.housing.queries import houses as reads
from lgnet.housing.queries.house_life import current_rules
from lgnet.housing.rules_upkeep import DUE_SOON, is_overdue
from lgnet.housing.upkeep_pages import frame, lacks_programme, movers
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.people.catalogue import LANGUAGES, language_label
from lgnet.ui import drafts

LONGEST_DUE = 20
NEW = "housing.house:new"


@access(permission="housing.structures")
@require_GET
def houses(request: Any) -> HttpResponse:
    """List the houses with their places tonight, and what is due in the next weeks."""
    today, night = timezone.localdate(), tonight()
    until = today + DUE_SOON
    due: list[dict[str, Any]] = [
        {"one": one, "is_late": is_overdue(due_on=one.due_on, today=today), "is_defect": is_defect}
        for is_defect, rows in ((False, reads.open_inspections()), (True, reads.open_defects()))
        for one in rows.filter(due_on__lte=until)[:LONGEST_DUE]
    ]
    due.sort(key=lambda line: line["one"].due_on)
    record(verb="housing.houses_listed", kind="housing.housingstructure")
    rows = list(reads.houses(night, today))
    context = {"rows": rows, "due": due, "night": night, "until": until}
    return render(request, "housing/houses.html", context)


@access(permission="housing.structures")
@require_GET
def house(request: Any, house_id: UUID) -> HttpResponse:
    """Show a house: facts, rules as data, programme, closures, what is due."""
    found = house_or_404(house_id)
    record(verb="housing.house_viewed", target=found)
    today, night = timezone.localdate(), tonight()
    inspections = reads.open_inspections().filter(structure=found)
    defects = reads.open_defects().filter(structure=found)
    places = list(reads.places_of(found, night))
    until = today + DUE_SOON
    context = frame(found, "house") | {
        "lacks_programme": lacks_programme(found),
        "languages": [language_label(code) for code in found.staff_languages],
        "meals": [Meal(code).label for code in found.meals if code in Meal.values],
        "rules_in": [
            LANGUAGES[code].own_name for code in current_rules(found) if code in LANGUAGES
        ],
        "units": len({place.unit_id for place in places}),
        "places": sum(
            place.available_from <= night
            and (place.available_until is None or place.available_until > night)
            for place in places
        ),
        "closed": sum(place.is_closed for place in places),
        "closures": list(reads.running_closures(found, night)[:LONGEST_DUE]),
        "due": [
            {"one": one, "is_late": is_overdue(due_on=one.due_on, today=today)}
            for rows in (inspections, defects)
            for one in rows.filter(due_on__lte=until)[:LONGEST_DUE]
        ],
        "is_open": found.closed_on is None or found.closed_on > night,
    }
    return render(request, "housing/house.html", context)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def house_new(request: Any) -> HttpResponse:
    """Add a house; a refuge only inside its own compartment."""
    if request.method == "GET":
        initial, kept = drafts.initial_for(request, NEW, HouseForm, new_house())
        return _form(request, HouseForm(initial=initial, is_refuge=_is_refuge(request)), kept)
    form = HouseForm(request.POST, is_refuge=_is_refuge(request))
    kept = drafts.Kept(NEW)
    if form.is_valid() and form.cleaned_data["id"] is None:
        form.add_error(None, _("This form is not whole. Open it again."))
    if not form.is_valid():
        return _form(request, form, kept, status=422)
    try:
        made = add_house(id=form.cleaned_data["id"], facts=form.facts, by=request.user)
    except refusals.WrongCell as refused:
        form.add_error("kind", str(refused))
        return _form(request, form, kept, status=409)
    drafts.clear(request, NEW)
    messages.success(request, _("The house has been added. Add its rooms and places now."))
    return redirect("housing:house_places", made.pk)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def house_edit(request: Any, house_id: UUID) -> HttpResponse:
    """Change what is known of a house, unless somebody else has done so meanwhile."""
    found = house_or_404(house_id)
    key = f"housing.house:{found.pk}"
    options: dict[str, Any] = {"is_refuge": _is_refuge(request), "house": found}
    if request.method == "GET":
        record(verb="housing.house_viewed", target=found)
        initial, kept = drafts.initial_for(
            request, key, HouseForm, saved_house(found, house_version(found))
        )
        return _form(request, HouseForm(initial=initial, **options), kept, house=found)
    form, kept = HouseForm(request.POST, **options), drafts.Kept(key)
    if not form.is_valid():
        return _form(request, form, kept, house=found, status=422)
    rows: list[InUse] = []
    try:
        change_house(
            house=found,
            facts=form.facts,
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except refusals.HouseChangedMeanwhile as refused:
        data = request.POST.copy()
        data["version"] = house_version(house_or_404(house_id))
        form = HouseForm(data, **options)
        form.add_error(None, str(refused))
    except (refusals.KindFixed, refusals.WrongCell) as refused:
        form.add_error("kind", str(refused))
    except refusals.MustMove as refused:
        form.add_error("closed_on", str(refused))
        rows = refused.rows
    else:
        drafts.clear(request, key)
        messages.success(request, _("Saved."))
        return redirect("housing:house", found.pk)
    return _form(request, form, kept, house=found, rows=rows, status=409)


def _form(
    request: Any,
    form: HouseForm,
    kept: drafts.Kept,
    *,
    house: HousingStructure | None = None,
    rows: Any = (),
    status: int = 200,
) -> HttpResponse:
    back = reverse("housing:house", args=[house.pk]) if house else reverse("housing:houses")
    context = {
        "form": form,
        "kept": kept,
        "key": kept.key,
        "house": house,
        "movers": movers(request, rows) if rows else [],
        "lacks_programme": house is not None and lacks_programme(house),
        "has_guests": house is not None and reads.has_guests(house),
        "houses_url": reverse("housing:houses"),
        "back_url": back,
    }
    return render(request, "housing/house_edit.html", context, status=status)


def house_or_404(house_id: UUID) -> Any:
    """Return a house of the open cell with what its page tells of others."""
    return get_object_or_404(reads.houses_with_facts(), pk=house_id)


def _is_refuge(request: Any) -> bool:
    return bool(request.membership.compartment_id != OPEN_COMPARTMENT)
