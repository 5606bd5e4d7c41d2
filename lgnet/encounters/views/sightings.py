"""Sightings and dangers: told by citizens, services and colleagues; seen by the next shift."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.network.queries import neighbourhoods_of

from .. import board_words
from ..actions import sightings as verbs
from ..actions.street_refusals import StreetRefused
from ..enums_outreach import LookResult, Teller
from ..forms.desk import new_id
from ..forms.outreach import DangerForm, SightingForm
from ..models import DangerNote
from ..queries import outreach as queries
from ..queries.clock import sighting_legs
from ..queries.policy import hours_here
from ..rules_clock import percentile

# The figures look back so far.
LOOK_BACK = dt.timedelta(days=90)


@access(permission="outreach.work")
@require_GET
def sightings(request: Any) -> HttpResponse:
    """Who was seen and not met yet, the longest waiting first; how fast we were."""
    now = timezone.now()
    found = list(queries.to_check()[: queries.MOST])
    rows = list(queries.in_the_street().prefetch_related("looks")[: queries.MOST])
    record(
        verb="encounters.sightings_listed", kind="encounters.sighting", shown=len(rows) + len(found)
    )
    hours = hours_here()
    target = dt.timedelta(hours=hours["contact"])
    ways = sighting_legs(since=now - LOOK_BACK, now=now, hours=hours)
    took = [way.took for way in ways if way.took is not None]
    context = {
        "rows": [
            (one, board_words.span_words(now - one.told_at), now - one.told_at > target)
            for one in rows
        ],
        "to_check": found,
        "count": queries.in_the_street().count(),
        "may_record": "encounters.record" in request.permissions,
        "answered": len(took),
        "median": _words(percentile(took, 0.5)),
        "slow": _words(percentile(took, 0.9)),
    }
    return render(request, "encounters/sightings.html", context)


@access(permission="outreach.work")
@require_http_methods(["GET", "POST"])
def sighting_new(request: Any) -> HttpResponse:
    """Write down that somebody was seen sleeping out."""
    places = neighbourhoods_of(request.membership.city)
    if request.method == "GET":
        form = SightingForm(initial=new_id() | {"teller": Teller.CITIZEN}, places=places)
        return render(request, "encounters/sighting_new.html", {"form": form})
    form = SightingForm(request.POST, places=places)
    if form.is_valid():
        typed = form.cleaned_data | {"people_count": form.cleaned_data["people_count"] or 1}
        try:
            verbs.report_sighting(by=request.user, **typed)
        except StreetRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. The next shift sees it."))
            return redirect("encounters:sightings")
    return render(request, "encounters/sighting_new.html", {"form": form}, status=422)


@access(permission="outreach.work")
@require_POST
def sighting_look(request: Any, sighting_id: UUID) -> HttpResponse:
    """Say what was found there: nobody, or somebody who wants no contact; or close it."""
    sighting = queries.sightings().filter(pk=sighting_id).first()
    if sighting is None:
        raise Http404
    result = request.POST.get("to", "")
    try:
        if result in LookResult.values:
            verbs.look_for(
                id=new_id()["id"],
                sighting_id=sighting.pk,
                result=LookResult(result),
                shift=queries.open_shift_of(request.user),
                by=request.user,
            )
            messages.success(request, _("Saved."))
        elif result == "closed":
            verbs.close_sighting(sighting_id=sighting.pk, by=request.user)
            messages.success(request, _("The sighting is off the list."))
    except StreetRefused as refused:
        messages.error(request, str(refused))
    back = "encounters:tonight" if request.POST.get("back") == "tonight" else "encounters:sightings"
    return redirect(back)


@access(permission="outreach.work")
@require_http_methods(["GET", "POST"])
def danger_new(request: Any) -> HttpResponse:
    """Warn colleagues of a place."""
    form = DangerForm(request.POST) if request.method == "POST" else DangerForm(initial=new_id())
    if form.is_bound and form.is_valid():
        try:
            verbs.warn(by=request.user, **form.cleaned_data)
        except StreetRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Colleagues see it now."))
            return redirect("encounters:tonight")
    status = 422 if form.is_bound else 200
    return render(request, "encounters/danger_new.html", {"form": form}, status=status)


@access(permission="outreach.work")
@require_POST
def danger_end(request: Any, note_id: UUID) -> HttpResponse:
    """Say that a danger is over."""
    if not DangerNote.objects.filter(pk=note_id).exists():
        raise Http404
    verbs.end_danger(note_id=note_id, by=request.user)
    messages.success(request, _("The warning is off the list."))
    return redirect("encounters:tonight")


def _words(span: dt.timedelta | None) -> str:
    return board_words.span_words(span) if span is not None else ""
