"""What some people of the demo answered when they were asked: yes, no, withdrawn, run out."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from uuid import UUID

from lgnet.kernel.nights import add_months
from lgnet.people.catalogue import CURRENT, has_text
from lgnet.people.enums import Explained, Purpose
from lgnet.people.models import Consent

from .chance import generator, local, made_id, weighted
from .population import DemoPerson, Party

# One in so many adults was asked about the partner; a demo without any would show nothing.
_ONE_IN = 12
_FEWEST = 8
_ADULT_DAYS = 18 * 366
_TERM_MONTHS = 12
_AT_THE_DESK = 11 * 60  # minutes after midnight

_OUTCOMES = {"given": 6, "refused": 2, "withdrawn": 1, "expired": 1}
_EXPLAINED = {
    Explained.SPOKEN: 5,
    Explained.INTERPRETER: 3,
    Explained.READ: 2,
    Explained.READ_ALOUD: 2,
    Explained.PICTURES: 1,
}


def answers(
    parties: Iterable[Party], *, partner: UUID, desk: UUID, reference: dt.date
) -> Iterator[Consent]:
    """Yield answers about a city's partner, and some about pictures and other cities.

    Every outcome comes up, however few the people are.
    """
    rng = generator("answers", partner, reference)
    adults = [
        person
        for party in parties
        for person in party.people
        if (reference - person.born).days >= _ADULT_DAYS
    ]
    count = min(max(len(adults) // _ONE_IN, _FEWEST), len(adults))
    for number, person in enumerate(rng.sample(adults, count)):
        outcome = list(_OUTCOMES)[number] if number < len(_OUTCOMES) else weighted(rng, _OUTCOMES)
        on = _asked_on(person, outcome, reference)
        yield _answer(rng, person, Purpose.SHARING, outcome, on, desk, reference, partner)
        if rng.random() < 0.4:
            purpose = rng.choice((Purpose.MEDIA, Purpose.CROSS_CITY))
            is_given = "given" if rng.random() < 0.6 else "refused"
            yield _answer(rng, person, purpose, is_given, reference, desk, reference)


def _asked_on(person: DemoPerson, outcome: str, reference: dt.date) -> dt.date:
    """Return a day on which the person was known, and from which the outcome fits."""
    days = {"expired": 400, "withdrawn": 60}.get(outcome, 20)
    return max(reference - dt.timedelta(days=days), person.created_at.date() + dt.timedelta(days=1))


def _answer(
    rng: random.Random,
    person: DemoPerson,
    purpose: Purpose,
    outcome: str,
    on: dt.date,
    desk: UUID,
    reference: dt.date,
    recipient: UUID | None = None,
) -> Consent:
    on = min(on, reference - dt.timedelta(days=1))
    given_at = local(on, _AT_THE_DESK)
    language = person.language if person.language and has_text(person.language) else "ita"
    expires_on = None
    if outcome == "expired":
        expires_on = reference - dt.timedelta(days=1)
    elif outcome != "refused" and purpose != Purpose.MEDIA:
        expires_on = add_months(on, _TERM_MONTHS)
    is_withdrawn = outcome == "withdrawn"
    return Consent(
        id=made_id(rng, given_at),
        person_id=person.id,
        purpose=purpose,
        recipient_id=recipient,
        is_given=outcome != "refused",
        text_version=CURRENT,
        language=language,
        explained=weighted(rng, _EXPLAINED),
        given_at=given_at,
        given_by_id=desk,
        expires_on=expires_on,
        withdrawn_at=local(reference - dt.timedelta(days=1), _AT_THE_DESK + 60)
        if is_withdrawn
        else None,
        withdrawn_by_id=desk if is_withdrawn else None,
    )
