"""Giving a person a card, and ending one that was lost."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.people.card_codes import new_code
from lgnet.people.models import Person, PersonCard

from .keys import renew_search_keys


class CardRefused(Exception):
    """A card cannot be given or taken back: the person has another one that serves."""


@transaction.atomic
def issue_card(*, person_id: UUID, by: Any) -> PersonCard:
    """Give a person a card and return it; who has one that serves keeps it.

    The code is drawn by lot: it says nothing of the person, and nothing leads to it from them.
    Raises Person.DoesNotExist outside what ``by`` may see.
    """
    person = _locked(person_id)
    card = _live_card(person)
    if card is not None:
        return card
    card = PersonCard(person=person, code=new_code(), created_by=by)
    card.save(force_insert=True)
    renew_search_keys(person.pk)
    record(verb="people.card_issued", target=person)
    return card


@transaction.atomic
def end_card(*, card_id: UUID, by: Any) -> PersonCard:
    """End a card, such as a lost one: from now on its code finds nobody. Twice is once.

    Raises PersonCard.DoesNotExist outside what ``by`` may see.
    """
    card = PersonCard.objects.order_by().get(pk=card_id)
    person = _locked(card.person_id)
    card.refresh_from_db()
    card.person = person
    if card.ended_at is not None:
        return card
    card.ended_at, card.ended_by = timezone.now(), by
    card.save(update_fields=["ended_at", "ended_by"])
    renew_search_keys(person.pk)
    record(verb="people.card_ended", target=person)
    return card


@transaction.atomic
def replace_card(*, person_id: UUID, by: Any) -> PersonCard:
    """Give a person a new card in place of the one there was, and return it."""
    person = _locked(person_id)
    before = _live_card(person)
    if before is not None:
        end_card(card_id=before.pk, by=by)
    return issue_card(person_id=person.pk, by=by)


@transaction.atomic
def restore_card(*, card_id: UUID, by: Any) -> PersonCard:
    """Take the end of a card back: it was found again at once.

    Raises CardRefused where the person has a newer one, PersonCard.DoesNotExist.
    """
    card = PersonCard.objects.order_by().get(pk=card_id)
    person = _locked(card.person_id)
    live = _live_card(person)
    if live is not None and live.pk != card.pk:
        raise CardRefused
    if live is None:
        card.person = person
        card.ended_at = card.ended_by = None
        card.save(update_fields=["ended_at", "ended_by"])
        renew_search_keys(person.pk)
        record(verb="people.card_restored", target=person)
    return card


def _locked(person_id: UUID) -> Person:
    """Return a person under the lock that all changes of their cards take."""
    return Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)


def _live_card(person: Person) -> PersonCard | None:
    return PersonCard.objects.filter(person=person, ended_at__isnull=True).order_by("pk").first()
