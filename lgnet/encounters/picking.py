"""Whom a contact was with: people found while typing, the one picked, the one meant at last."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.people.actions.persons import create_person
from lgnet.people.catalogue import Card, Profile, card_of, cards_of
from lgnet.people.models import Person
from lgnet.people.queries import person_by_id, search_people

from .forms.contacts import ANONYMOUS, NEW, WhoForm

MOST_PICKED = 6


class NobodyThere(Exception):
    """The person picked is not in the open scope."""


def found_people(request: HttpRequest, text: str, picked: Card | None) -> list[Card]:
    """Return the likeliest people for a text, without the one picked already."""
    if not text or not _may_see(request):
        return []
    found = cards_of(search_people(text)[:MOST_PICKED])
    record(verb="people.searched", kind="people.person", found=len(found))
    return [card for card in found if picked is None or card.person != picked.person]


def picked_person(request: HttpRequest, who: str, *, known: Person | None = None) -> Card | None:
    """Return the person picked in the form, if there is such a one for this member.

    ``known`` is one already read, who may be the one.
    """
    if known is not None and who == str(known.pk):
        return card_of(known)
    if who in ("", ANONYMOUS, NEW) or not _may_see(request):
        return None
    try:
        person = person_by_id(UUID(str(who)))
    except ValueError:
        return None
    return card_of(person) if person else None


def person_asked_for(request: HttpRequest) -> Person | None:
    """Return the person of ``?person=``; raises Http404 for one that is not here."""
    asked = request.GET.get("person", "")
    if not asked:
        return None
    try:
        person = person_by_id(UUID(asked))
    except ValueError:
        person = None
    if person is None or not _may_see(request):
        raise Http404
    return person


def person_meant(request: HttpRequest, form: WhoForm) -> Person | None:
    """Return whom the form names, recording someone new; None for nobody named."""
    who = form.cleaned_data["who"]
    if who == ANONYMOUS:
        return None
    if who == NEW:
        language = form.cleaned_data.get("language")
        profile = Profile(known_as=form.cleaned_data["known_as"])
        if language:
            profile = Profile(known_as=form.cleaned_data["known_as"], language=language)
        new_id = form.cleaned_data["new_person"] or uuid7()
        return create_person(id=new_id, by=request.user, profile=profile)
    person = person_by_id(who)
    if person is None or not _may_see(request):
        raise NobodyThere
    return person


def _may_see(request: HttpRequest) -> bool:
    permissions: Any = request.permissions  # type: ignore[attr-defined]
    return "people.view" in permissions
