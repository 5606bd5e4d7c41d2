"""Pages of the network: one's own city, who did what in it, and what funding lines ask."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.audit.catalogue import kind_words, verb_words
from lgnet.audit.queries import events_naming, recent_events
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of

from . import queries
from .access import access
from .actions.conditions import ConditionRepeated, add_condition, end_condition
from .forms import ConditionForm, LogFilter
from .models import FundingCondition


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


@access(permission="funding.conditions")
@require_http_methods(["GET", "POST"])
def funding(request: Any) -> HttpResponse:
    """Show what each funding line asks of the people it pays for, and let it ask one thing more."""
    form = ConditionForm(request.POST or None, initial={"id": uuid7()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                add_condition(by=request.user, **form.cleaned_data)
            except ConditionRepeated:
                form.add_error("it", _("The line asks this already."))
            else:
                messages.success(request, _("The condition is added."))
                return redirect("network:funding")
    context = {"form": form, "lines": queries.funding_lines()}
    return render(request, "network/funding.html", context, status=status)


@access(permission="funding.conditions")
@require_POST
def condition_end(request: Any, condition_id: UUID) -> HttpResponse:
    """Have a funding line ask something no more."""
    condition = get_object_or_404(FundingCondition, pk=condition_id)
    end_condition(condition=condition, by=request.user)
    messages.success(request, _("It is asked no more. What was found already stays."))
    return redirect("network:funding")
