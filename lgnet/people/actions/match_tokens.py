"""Writing match tokens, and asking by them: the only place that does (docs/adr/0010)."""

import enum
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from lgnet.kernel.ids import OPEN_COMPARTMENT, derived_uuid, uuid7
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.people.access import answers_in, live
from lgnet.people.enums import Purpose
from lgnet.people.match_tokens import TOKENS_ASKED, Traits, asked, network_keys, published, token_of
from lgnet.people.models import Consent, MatchToken, Person, PersonAccess
from lgnet.people.rules_legal import ConsentState
from lgnet.people.traits import traits_of

# So many people are read and written at once.
BATCH = 500
_random = random.SystemRandom()


class Known(enum.StrEnum):
    """What the network answers to "is this person known elsewhere?"."""

    PROBABLY = "probably"
    NOT = "not"
    TOO_LITTLE = "too_little"
    TOO_OFTEN = "too_often"


@transaction.atomic
def renew_match_tokens(person_id: UUID) -> None:
    """Bring the tokens of one person in line with what is known, and who may see them.

    In a refuge nobody has any. Works on the whole cell: whoever restricts a person to others
    must be able to take their tokens away.
    """
    found = required_scope("match tokens")
    if found.compartment_id != OPEN_COMPARTMENT:
        return
    with scope(city_id=found.city_id, user_id=found.user_id):
        people = list(Person.objects.filter(pk=person_id).order_by("pk"))
        _renew(people)


def renew_city_tokens(*, city_id: UUID) -> int:
    """Bring all tokens of a city in line, under every secret of the network; return how many.

    The tokens of a secret that is no longer among the settings go. In batches, each committed
    by itself: it may be stopped and begun again.
    """
    epochs = [epoch for epoch, _secret in network_keys(settings.NETWORK_KEYS)]
    with scope(city_id=city_id):
        MatchToken.objects.exclude(epoch__in=epochs).delete()
    last, count = UUID(int=0), 0
    while True:
        with scope(city_id=city_id):
            people = list(Person.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
            if not people:
                return count
            count += _renew(people)
        last = people[-1].pk


def _renew(people: Sequence[Person]) -> int:
    """Write what is missing and delete what is over; return how many tokens there are."""
    wanted = {row.pk: row for row in _rows(people)}
    ids = [person.pk for person in people]
    there = set(MatchToken.objects.filter(person_id__in=ids).values_list("pk", flat=True))
    MatchToken.objects.filter(pk__in=there - wanted.keys()).delete()
    MatchToken.objects.bulk_create(row for pk, row in wanted.items() if pk not in there)
    return len(wanted)


def _rows(people: Sequence[Person]) -> Iterable[MatchToken]:
    """Return the tokens people should have: of those whom the joint service of the city sees."""
    accesses = _joint_accesses(people)
    refusing = _refusing(people)
    shown = [one for one in people if one.pk in accesses and one.pk not in refusing]
    for person_id, traits in traits_of(shown).items():
        access = accesses[person_id]
        for text in published(traits):
            for epoch, secret in network_keys(settings.NETWORK_KEYS):
                token = token_of(text, secret=secret)
                yield MatchToken(
                    id=derived_uuid("match-token", access, token),
                    person_id=person_id,
                    access_id=access,
                    epoch=epoch,
                    token=token,
                )


def _joint_accesses(people: Sequence[Person]) -> dict[UUID, UUID]:
    """Return person -> the living access of the joint service, the one that lasts longest."""
    city_id = required_scope("match tokens").city_id
    rows = PersonAccess.objects.filter(
        live(), person_id__in=[person.pk for person in people], audience_id=city_id
    )
    ordered = rows.order_by("until_at", "pk")  # No term sorts last, and is taken last.
    return dict(ordered.values_list("person_id", "pk"))


def _refusing(people: Sequence[Person]) -> set[UUID]:
    """Return who said no to other cities, or took their yes back."""
    rows: dict[UUID, list[Consent]] = defaultdict(list)
    ids = [person.pk for person in people]
    answers = Consent.objects.filter(person_id__in=ids, purpose=Purpose.CROSS_CITY)
    for consent in answers.order_by("-given_at", "-pk"):
        rows[consent.person_id].append(consent)
    today = timezone.localdate()
    said_no = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
    return {pk for pk, found in rows.items() if answers_in(found, today=today)[0].state in said_no}


def refuses_other_cities(person: Person) -> bool:
    """Return whether a person said no to other cities, or took their yes back."""
    return bool(_refusing([person]))


def tokens_asked(traits: Traits) -> list[UUID]:
    """Return the tokens to look for, filled up with chance: always as many, in no order.

    Empty where there is too little to tell people apart by.
    """
    texts = asked(traits)
    if not texts:
        return []
    keys = network_keys(settings.NETWORK_KEYS)
    found = [token_of(text, secret=secret) for text in texts for _epoch, secret in keys]
    found += [uuid.uuid4() for _ in range(TOKENS_ASKED * len(keys) - len(found))]
    _random.shuffle(found)
    return found


def ask_network(*, traits: Traits, person: Person | None = None) -> Known:
    """Ask whether another city probably knows somebody, and put the question in the audit.

    Neither which city nor whom is told. The database answers so many questions an hour only, of
    one member and of one city; who has no token anywhere, in a refuge or kept to one
    organisation, gets the answer of who is not known.
    """
    tokens = tokens_asked(traits)
    if not tokens:
        return Known.TOO_LITTLE
    answer = _known_elsewhere(
        verb="people.network_asked", target=str(person.pk) if person else "", tokens=tokens
    )
    if answer is None:
        return Known.TOO_OFTEN
    return Known.PROBABLY if answer else Known.NOT


def _known_elsewhere(*, verb: str, target: str, tokens: list[UUID]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lgnet_known_elsewhere(%s, %s, %s, %s)", [uuid7(), verb, target, tokens]
        )
        return cursor.fetchone()[0]
