"""Choosing a person within a form: found while typing, one picked, the one meant at last."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from lgnet.audit.actions import record

from .. import queries
from ..cards import Card, cards_of
from ..forms.families import NEW, WhoForm
from ..models import Person

LONGEST_QUERY = 200
MOST_PICKED = 6


class NobodyThere(Exception):
    """The person picked is not there, for this member."""


def found_cards(text: str, *, picked: Card | None, but: UUID) -> list[Card]:
    """Return the likeliest people for a text, without the one picked already and ``but``."""
    text = text.strip()[:LONGEST_QUERY]
    if not text:
        return []
    found = cards_of(queries.search_people(text)[: MOST_PICKED + 1])
    record(verb="people.searched", kind="people.person", found=len(found))
    apart = {but, picked.person.pk if picked else None}
    return [card for card in found if card.person.pk not in apart][:MOST_PICKED]


def picked_card(who: str) -> Card | None:
    """Return the line of the person picked in the form, if there is such a one."""
    person = _person(who)
    return cards_of([person])[0] if person else None


def person_picked(form: WhoForm) -> Person | None:
    """Return the person a valid form names; None for somebody new. Raises NobodyThere."""
    who: Any = form.cleaned_data["who"]
    if who == NEW:
        return None
    person = _person(str(who))
    if person is None:
        raise NobodyThere
    return person


def who_context(request: HttpRequest, form: Any, *, but: UUID) -> dict[str, Any]:
    """Return what the page needs to draw the choice: kept over an error, nothing typed is lost."""
    who = str(form["who"].value() or "")
    picked = picked_card(who)
    text = str(form["q"].value() or "")
    return {
        "form": form,
        "who": who if picked or who == NEW else "",
        "picked": picked,
        "found": found_cards(text, picked=picked, but=but) if form.is_bound else [],
        "but": but,
    }


def _person(who: str) -> Person | None:
    try:
        return queries.person_by_id(UUID(who))
    except ValueError:
        return None
