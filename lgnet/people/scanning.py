"""Reads of cards: whom a scanned code stands for, and which card a person carries."""

from django.conf import settings

from .models import Person, PersonCard, SearchKey, search_key_range
from .search_keys import key_of, number_tokens
from .whole import rows_of

MOST_TRIED = 20


def person_of_card(code: str) -> Person | None:
    """Return who carries the card of this code and may be seen by who looks, or None.

    An unknown code, a card that has ended and a person one may not see are the same None.
    """
    # All of it, not the end of its digits, which others share.
    token = max(number_tokens(code), key=len)
    keys = SearchKey.objects.filter(
        pk__range=search_key_range(key_of(token, secret=settings.SEARCH_KEY))
    )
    people = list(keys.order_by("pk").values_list("person_id", flat=True)[:MOST_TRIED])
    if not people:
        return None
    cards = PersonCard.objects.filter(person_id__in=people, ended_at__isnull=True)
    # Keys may collide; the code itself says whose it is.
    found = (
        card.person for card in cards.select_related("person").order_by("pk") if card.code == code
    )
    return next(found, None)


def card_of_person(person: Person) -> PersonCard | None:
    """Return the card of a person that serves now, or None."""
    return next((card for card in rows_of(person, "cards") if card.ended_at is None), None)
