"""Requests for a place: the inbox, and asking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.housing import queries, rules
from lgnet.housing.actions import refusals
from lgnet.housing.actions.requests import ask_for_place, open_request_of
from lgnet.housing.enums import AskedFrom
from lgnet.housing.forms import RequestForm, new_request, without_past_night
from lgnet.housing.inbox import lines_of
from lgnet.housing.models import Stay
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import tonight
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can
from lgnet.network.enums import Role
from lgnet.people.models import Person
from lgnet.ui import drafts

# As many as a coordinator can keep in mind; the rest shows when these are answered.
LONGEST_INBOX = 100
# Where a role asks from; others are asked.
ASKED_FROM = {
    Role.OUTREACH_WORKER: AskedFrom.STREET,
    Role.DESK_OPERATOR: AskedFrom.DESK,
    Role.CASE_MANAGER: AskedFrom.CASE,
}


@access(permission="housing.request")
@require_GET
def requests(request: Any) -> HttpResponse:
    """List requests: those that wait, by named reason; held; answered; asked by oneself."""
    may_place = can(request.membership, "housing.place")
    tabs = {"waiting": _("Waiting"), "held": _("Held"), "answered": _("Answered")}
    if may_place:
        tabs["mine"] = _("Asked by me")
    show = request.GET.get("show", "")
    show = show if show in tabs else "waiting"
    context: dict[str, Any] = {"show": show, "tabs": tabs.items(), "may_place": may_place}
    if show in ("answered", "mine"):
        is_mine = show == "mine"
        found = (queries.asked_by_member if is_mine else queries.answered_requests)(
            request.membership
        )
        page = page_by(found, "asked_at" if is_mine else "answered_at", **keys_in(request.GET))
        rows = page.rows
        context |= links_of(page, request.GET)
    else:
        open_ones = queries.held_requests if show == "held" else queries.waiting_requests
        rows = list(open_ones(request.membership)[: LONGEST_INBOX + 1])
        context["has_more"] = len(rows) > LONGEST_INBOX
        rows = rows[:LONGEST_INBOX]
    context["lines"] = lines_of(rows)
    record(verb="housing.requests_listed", kind="housing.placementrequest")
    return render(request, "housing/requests.html", context)


@access(permission="housing.request")
@require_http_methods(["GET", "POST"])
def request_new(request: Any) -> HttpResponse:
    """Ask for a place for a person, named in the address or the form, and who comes along."""
    person = _person_of(request)
    key = f"housing.request:{person.pk}"
    around = queries.household_around(person)
    stay = queries.running_stay_of(person)
    own_setting = ASKED_FROM.get(request.membership.role)
    options: dict[str, Any] = {"household": around, "asks_from": own_setting is None}
    if request.method == "POST":
        form = RequestForm(request.POST, **options)
        if form.is_valid():
            try:
                made = _ask(request, form, person, around, own_setting)
            except refusals.AlreadyAsked as refused:
                form.add_error(None, str(refused))
            else:
                drafts.clear(request, key)
                messages.success(request, _("The place has been asked for."))
                return redirect("housing:request_detail", made.pk)
        status, kept = 422, drafts.Kept(key)
    else:
        blank = new_request(person.pk, around, _first_night(stay))
        initial, kept = drafts.initial_for(request, key, RequestForm, blank)
        form, status = RequestForm(initial=without_past_night(initial), **options), 200
    context = {"form": form, "person": person, "key": key, "kept": kept, "stay": stay}
    context["waiting"] = open_request_of(person)
    return render(request, "housing/request_new.html", context, status=status)


def _ask(request: Any, form: RequestForm, person: Person, around: list[Any], setting: Any) -> Any:
    typed = form.cleaned_data
    chosen = set(typed.get("members", ()))
    members = [one for one in around if str(one.person_id) in chosen]
    return ask_for_place(
        id=typed["id"],
        person=person,
        household=members[0].household if members else None,
        members=[one.person for one in members],
        unnamed=typed["unnamed"],
        asked_from=setting or typed.get("asked_from") or None,
        from_on=typed["from_on"],
        until_on=typed["until_on"],
        urgency=typed["urgency"],
        needs=typed["needs"],
        declines=typed["declines"],
        note=typed["note"],
        by=request.user,
    )


def _first_night(stay: Stay | None) -> Any:
    """Return from when a place is asked: tonight, or where a stay ends, its last morning."""
    due = stay.due_on if stay else None
    return rules.first_night(asked_from=due or tonight(), tonight=tonight())


def _person_of(request: Any) -> Person:
    """Return the person a request is about; one of another cell is as good as none."""
    text = request.POST.get("person") or request.GET.get("person", "")
    try:
        person_id = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Person, pk=person_id)
