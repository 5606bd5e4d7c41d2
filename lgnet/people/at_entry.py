"""While somebody is being recorded: who may be the same person, by the weights of the batch.

The search brings a few people near; the model's weights say how near, in the same words as the
queue of duplicates. One look here and one of tonight's batch come to one answer.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import prefetch_related_objects

from .asking import Asked
from .cards import Card
from .comparing import COMPARED, record_for
from .identifiers import compact, scheme_of
from .matching import Record, record_of, score
from .phones import NotAPhone, read_phone
from .reason_words import likeness, words_of


def weighed(told: Asked, cards: Sequence[Card]) -> list[Card]:
    """Return the cards, the likeliest the same first, each with its likeness and why.

    Nobody is left out: what the weights doubt is said, and the one who types decides. A query
    for each kind of detail that the cards have not read, whatever their number.
    """
    wanted = _record_told(told)
    people = [card.person for card in cards]
    prefetch_related_objects(people, *COMPARED)
    scored = {person.pk: score(wanted, record_for(person)) for person in people}
    found = []
    for card in sorted(cards, key=lambda card: -scored[card.person.pk].weight):
        badge, word = likeness(scored[card.person.pk].weight)
        words = words_of(scored[card.person.pk].reasons)
        found.append(replace(card, badge=badge, likeness=word, reason=" · ".join(map(str, words))))
    return found


def _record_told(told: Asked) -> Record:
    """Return what a half-filled form tells as a record to be weighed."""
    phones: list[str] = []
    identifiers: list[tuple[str, str]] = []
    for number in told.numbers:
        try:
            phones.append(read_phone(number).e164)
        except NotAPhone:
            identifiers.append((str(scheme_of(number)), compact(number)))
    return record_of(
        "told",
        known_as=next(iter(told.names), ""),
        names=[("full", name) for name in told.names],
        birth=told.birth,
        sex=told.sex,
        citizenship=told.citizenship,
        phones=phones,
        identifiers=identifiers,
    )
