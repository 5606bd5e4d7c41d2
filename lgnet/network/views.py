"""Pages of the network: one's own city, and who did what in it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.audit.catalogue import kind_words, verb_words
from lgnet.audit.queries import events_naming, recent_events
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of

from . import queries
from .access import access
from .forms import LogFilter


@access(permission="network.team")
@require_GET
def city(request: Any) -> HttpResponse:
    """Show the member's city: what it runs, its organisations, neighbourhoods and team."""
    here = request.membership.city
    context = {
        "city": here,
        "editions": queries.editions_of(here),
        "organisations": queries.organisations_of(here),
        "neighbourhoods": queries.neighbourhoods_of(here),
        "team": queries.team_of(here),
    }
    return render(request, "network/city.html", context)


@access(permission="audit.view")
@require_GET
def access_log(request: Any) -> HttpResponse:
    """List who read or changed what, newest first: verbs and identifiers, no names of people."""
    form = LogFilter(request.GET)
    form.is_valid()
    about, verb = form.cleaned_data.get("about"), form.cleaned_data.get("verb")
    found = events_naming(str(about)) if about else recent_events()
    if verb:
        found = found.filter(verb=verb)
    page = page_by(found, "at", **keys_in(request.GET), size=50)
    staff = queries.staff_names(event.actor_id for event in page.rows)
    rows = [
        {
            "at": event.at,
            "by": staff.get(event.actor_id, "") if event.actor_id else "",
            "verb": verb_words(event.verb),
            "kind": kind_words(event.target_kind),
            "about": event.target_id,
            "person": event.detail.get("person", ""),
        }
        for event in page.rows
    ]
    record(verb="audit.listed", kind="audit.auditevent", about=str(about or ""), verbs=verb or "")
    context = {"form": form, "rows": rows, **links_of(page, request.GET)}
    return render(request, "network/access_log.html", context)
