"""The card a person carries: made, printed, ended, scanned."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.ui import undo

from ..actions.person_cards import end_card, issue_card, replace_card
from ..card_codes import read_code, shown_code
from ..models import Person, PersonCard
from ..qr import qr_drawing
from ..scanning import card_of_person, person_of_card
from .finding import LONGEST_QUERY, sealed_address
from .one import person_or_404

UNDO_END = "people.end_card"


@access(permission="people.view")
@require_GET
def card(request: Any, person_id: UUID) -> HttpResponse:
    """The card as it is printed, in its true size; nothing on the page says whose it is."""
    person = person_or_404(person_id)
    record(verb="people.viewed", target=person)
    found = card_of_person(person)
    context = {
        "person_url": reverse("people:detail", args=[person.pk]),
        "card": found,
        "code": shown_code(found.code) if found else "",
        "drawing": qr_drawing(found.code, label=_("QR code of the card")) if found else "",
        "may_change": "people.edit" in request.permissions,
        "issue_url": reverse("people:card_issue", args=[person.pk]),
        "end_url": reverse("people:card_end", args=[person.pk]),
    }
    return render(request, "people/card.html", context)


@access(permission="people.edit")
@require_POST
def card_issue(request: Any, person_id: UUID) -> HttpResponse:
    """Make a card, or with ``replace`` a new one in place of the one that serves."""
    person = person_or_404(person_id)
    if "replace" in request.POST:
        replace_card(person_id=person.pk, by=request.user)
        messages.success(request, _("This is the new card. The old one finds nobody any more."))
    else:
        issue_card(person_id=person.pk, by=request.user)
    return _to_card(person)


@access(permission="people.edit")
@require_POST
def card_end(request: Any, person_id: UUID) -> HttpResponse:
    """End the card that serves, such as a lost one; Undo takes it back."""
    person = person_or_404(person_id)
    found: PersonCard | None = card_of_person(person)
    if found is not None:
        end_card(card_id=found.pk, by=request.user)
        undo.offer_undo(
            request,
            action=UNDO_END,
            arguments={"card_id": str(found.pk)},
            label=_("The card has ended. It finds nobody any more."),
        )
    return _to_card(person)


@access(permission="people.view")
@require_POST
def scan(request: Any) -> HttpResponse:
    """Open whom a scanned code stands for. What is no card of ours is searched for.

    An unknown code, a card that has ended and a person one may not see have the same answer; the
    code stands in no address.
    """
    typed = request.POST.get("code", "").strip()[:LONGEST_QUERY]
    code = read_code(typed)
    if code is None:
        return redirect(sealed_address(request, "people:search", typed))
    person = person_of_card(code)
    record(verb="people.card_scanned", kind="people.person", found=int(person is not None))
    if person is None:
        messages.warning(request, _("This card opens nobody here. Search by name instead."))
        return redirect("people:search")
    return redirect("people:detail", person.pk)


def _to_card(person: Person) -> HttpResponse:
    return redirect("people:card", person.pk)
