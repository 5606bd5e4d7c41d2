"""Asking for protection: the asker sees words for the state, and nothing of any refuge."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.housing.actions.refuges import (
    RefugeRefused,
    ask_refuges,
    withdraw_refuge_request,
)
from lgnet.housing.enums import RefugeAnswer
from lgnet.housing.forms_refuges import AskRefugeForm, new_refuge_request
from lgnet.housing.models import RefugeRequest
from lgnet.housing.queries import refuges as queries
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.people.models import Person
from lgnet.ui import drafts, undo

PERMISSION = "housing.refuge_request"


@access(permission=PERMISSION)
@require_GET
def refuge_requests(request: Any) -> HttpResponse:
    """List what the member asked themselves, the last first."""
    page = page_by(queries.own_refuge_requests(request.user.pk), "asked_at", **keys_in(request.GET))
    record(verb="housing.refuge_asks_listed", kind="housing.refugerequest")
    context = {"rows": page.rows, **links_of(page, request.GET)}
    return render(request, "housing/refuge_requests.html", context)


@access(permission=PERMISSION)
@require_http_methods(["GET", "POST"])
def refuge_ask(request: Any) -> HttpResponse:
    """Ask for protection for one person, named in the address or the form."""
    person = _person_of(request)
    key = f"housing.refuge:{person.pk}"
    if request.method == "POST":
        form = AskRefugeForm(request.POST)
        if form.is_valid():
            typed = form.cleaned_data
            try:
                asked = ask_refuges(
                    id=typed["id"],
                    person=person,
                    party=typed["party"],
                    urgency=typed["urgency"],
                    needs=typed["needs"],
                    contact=typed["contact"],
                    by=request.user,
                )
            except RefugeRefused as refused:
                form.add_error(None, str(refused))
            else:
                drafts.clear(request, key)
                return redirect("housing:refuge_request", asked.pk)
        status, kept = 422, drafts.Kept(key)
    else:
        initial, kept = drafts.initial_for(
            request, key, AskRefugeForm, new_refuge_request(person.pk)
        )
        form, status = AskRefugeForm(initial=initial), 200
    context = {
        "form": form,
        "person": person,
        "key": key,
        "kept": kept,
        "waiting": queries.waiting_refuge_request(person),
    }
    return render(request, "housing/refuge_ask.html", context, status=status)


@access(permission=PERMISSION)
@require_GET
def refuge_request(request: Any, request_id: UUID) -> HttpResponse:
    """Show one's own request: its state in words, and what the coordinator said."""
    asked = _asked(request, request_id)
    record(verb="housing.refuge_ask_viewed", target=asked, person=asked.person_id)
    context = {
        "asked": asked,
        "may_withdraw": asked.withdrawn_at is None and asked.standing != RefugeAnswer.NOT_NOW,
    }
    return render(request, "housing/refuge_request.html", context)


@access(permission=PERMISSION)
@require_POST
def refuge_withdraw(request: Any, request_id: UUID) -> HttpResponse:
    """Take a request back, with a way back for some seconds."""
    asked = _asked(request, request_id)
    try:
        withdraw_refuge_request(asked=asked, by=request.user)
    except RefugeRefused:
        # The page says how it stands now.
        return redirect("housing:refuge_request", asked.pk)
    undo.offer_undo(
        request,
        action="housing.withdraw_refuge_request",
        arguments={"request_id": str(asked.pk)},
        label=_("The request has been withdrawn."),
    )
    return redirect("housing:refuge_requests")


def _asked(request: Any, request_id: UUID) -> RefugeRequest:
    return get_object_or_404(queries.own_refuge_requests(request.user.pk), pk=request_id)


def _person_of(request: Any) -> Person:
    """Return the person named; one of another cell is as good as none."""
    text = request.POST.get("person") or request.GET.get("person", "")
    try:
        person_id = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Person, pk=person_id)
