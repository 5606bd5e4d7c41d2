"""Asking the network about a person: known elsewhere or not, the record, what was told."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.ui import sealed, undo

from .. import queries, record_queries
from ..access import has_consent
from ..actions.match_tokens import Known, ask_network
from ..actions.record_requests import RecordRefused, ask_for_record, withdraw_request
from ..enums import AskReason, Purpose, RecordPart, RecordRequestState
from ..excerpts import sections_of
from ..forms import PersonForm
from ..forms.records import AskForm, new_ask
from ..match_tokens import Traits, asked
from ..models import Person, RecordRequest
from ..traits import traits_asked, traits_of
from .finding import told_so_far, typed_before
from .one import person_or_404

MOST_LISTED = record_queries.MOST_LISTED


@access(permission="people.cross_city")
@require_POST
def known_elsewhere(request: Any) -> HttpResponse:
    """A fragment: whether another city probably knows somebody. No name, no city.

    Asked about a person of one's own, about a search (sealed in the address), or about what is
    being typed into the form of a new person. Each question counts and stands in the audit; the
    form asks the same thing only once, and carries the answer along.
    """
    if person_id := request.POST.get("person", ""):
        person = person_or_404(_uuid_or_404(person_id))
        answer = ask_network(traits=traits_of([person])[person.pk], person=person)
        ask_url = reverse("people:record_ask", args=[person.pk])
        return _told(request, answer, ask_url=ask_url, is_button=True)
    if text := typed_before(request):
        traits = traits_asked(queries.asked(text))
        return _told(request, ask_network(traits=traits))
    form = PersonForm(request.POST, countries=list(queries.countries()))
    traits = traits_asked(told_so_far(form))
    known = _answered_before(request, traits)
    return _told(request, known or ask_network(traits=traits), traits=traits)


def _told(
    request: Any,
    answer: Known,
    *,
    ask_url: str = "",
    is_button: bool = False,
    traits: Traits | None = None,
) -> HttpResponse:
    # What was not asked for want of anything to ask by need not be remembered.
    is_kept = traits is not None and answer in (Known.PROBABLY, Known.NOT)
    context = {
        "answer": answer.value,
        "ask_url": ask_url,
        "is_button": is_button,
        "before": _sealed_answer(request, traits, answer) if is_kept else "",
    }
    return render(request, "people/_elsewhere.html", context)


def _sealed_answer(request: Any, traits: Any, answer: Known) -> str:
    return sealed.seal(f"{_digest(asked(traits))}|{answer}", user_id=request.user.pk)


def _answered_before(request: Any, traits: Traits) -> Known | None:
    """Return the answer that the form carries, if it was to the same question."""
    before = sealed.unseal(request.POST.get("elsewhere", ""), user_id=request.user.pk)
    digest, _bar, answer = before.partition("|")
    is_same = digest == _digest(asked(traits)) and answer in set(Known)
    return Known(answer) if is_same else None


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


@access(permission="people.cross_city")
@require_GET
def record_requests(request: Any) -> HttpResponse:
    """What other cities ask, and what this one asked: whose turn it is, and since when."""
    is_open = request.GET.get("show") != "answered"
    received = list(record_queries.requests_received(is_open=is_open)[: MOST_LISTED + 1])
    asked_ones = list(record_queries.requests_asked(is_open=is_open)[: MOST_LISTED + 1])
    record(verb="people.record_requests_listed", kind="people.receivedrequest")
    context = {
        "is_open": is_open,
        "received": [(one, _days(one.asked_at)) for one in received[:MOST_LISTED]],
        "asked": [(one, _days(one.asked_at)) for one in asked_ones[:MOST_LISTED]],
        "has_more": len(received) > MOST_LISTED or len(asked_ones) > MOST_LISTED,
        "now": timezone.now(),
    }
    return render(request, "people/record_requests.html", context)


@access(permission="people.cross_city")
@require_http_methods(["GET", "POST"])
def record_ask(request: Any, person_id: UUID) -> HttpResponse:
    """Ask whoever probably knows a person for parts of their record."""
    person = person_or_404(person_id)
    if request.method == "GET":
        record(verb="people.viewed", target=person)
        return _ask_page(request, person, AskForm(initial=new_ask()))
    form = AskForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, person, form, status=422)
    typed = form.cleaned_data
    try:
        ask_for_record(
            id=typed["id"],
            person=person,
            reason=AskReason(typed["reason"]),
            parts=map(RecordPart, typed["parts"]),
            by=request.user,
        )
    except RecordRefused as refused:
        form.add_error(None, str(refused))
        return _ask_page(request, person, form, status=422)
    return redirect("people:detail", person.pk)


def _ask_page(request: Any, person: Person, form: AskForm, status: int = 200) -> HttpResponse:
    waiting = record_queries.request_of(person)
    context = {
        "form": form,
        "person": person,
        "has_agreed": has_consent(person, Purpose.CROSS_CITY),
        "may_consent": "people.consent" in request.permissions,
        "is_waiting": waiting is not None and waiting.state == RecordRequestState.OPEN,
    }
    return render(request, "people/record_ask.html", context, status=status)


@access(permission="people.cross_city")
@require_POST
def record_withdraw(request: Any, request_id: UUID) -> HttpResponse:
    """Take a request back, with a way back for some seconds."""
    asked_one = get_object_or_404(RecordRequest, pk=request_id)
    try:
        withdraw_request(request_id=asked_one.pk, by=request.user)
    except RecordRefused as refused:
        return _refused(request, refused)
    undo.offer_undo(
        request,
        action="people.record_withdraw",
        arguments={"request_id": str(asked_one.pk)},
        label=_("The request has been withdrawn."),
    )
    return redirect("people:record_requests")


def _refused(request: Any, refused: RecordRefused) -> HttpResponse:
    messages.warning(request, str(refused))
    return redirect("people:record_requests")


@access(permission="people.cross_city")
@require_GET
def excerpt(request: Any, excerpt_id: UUID) -> HttpResponse:
    """What another city told of a person, while it may be read; every reading is recorded."""
    found = record_queries.excerpt_by_id(excerpt_id)
    if found is None:
        raise Http404
    parts = record_queries.open_parts(found, now=timezone.now())
    record(verb="people.record_read", target=found, person=found.person_id, parts=parts)
    sections = sections_of(str(found.content), parts) if parts else []
    context = {
        "excerpt": found,
        "person": found.person,
        "sections": sections,
        "is_partly_closed": bool(parts) and len(parts) < len(found.given),
    }
    return render(request, "people/excerpt.html", context, status=200 if parts else 410)


def _days(asked_at: Any) -> int:
    return (timezone.localdate() - timezone.localdate(asked_at)).days


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
