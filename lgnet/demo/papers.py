"""What is known of the demo's people besides names: languages, phones, papers, families."""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import derived_uuid
from lgnet.people.enums import (
    Ability,
    ContactKind,
    IdentifierScheme,
    Relation,
    Safety,
    TitleDocument,
)
from lgnet.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    PersonLanguage,
    ResidenceTitle,
)

from .chance import generator, weighted
from .population import DemoPerson, Party

_HAS_PHONE, _PHONE_IS_SHARED = 0.55, 0.18
_SPEAKS_ITALIAN = 0.5
_HAS_STP = 0.12
_HAS_TITLE = 0.4
# Days from today to the end of a title; below zero it has run out and nobody brought the new one.
_ENDS_IN = (-200, 700)
_ADULT_AT = 18

_ITALIAN = {Ability.NO: 2, Ability.LITTLE: 6, Ability.YES: 2}
_READS = {Ability.YES: 6, Ability.LITTLE: 2, Ability.NO: 2}
_SAFETY = {Safety.YES: 6, Safety.UNKNOWN: 3, Safety.NO: 1}
_GROUNDS = {
    "richiesta_asilo": 8, "sussidiaria": 4, "asilo": 3, "protezione_speciale": 4,
    "lavoro_subordinato": 4, "attesa_occupazione": 3, "famiglia": 2,
}  # fmt: skip
_KINDS = {"1": 6, "5": 2, "6": 2}
_DOCUMENTS = {
    "1": TitleDocument.CARD,
    "5": TitleDocument.RECEIPT,
    "6": TitleDocument.RECEIPT,
}


@dataclass(slots=True)
class Details:
    """Rows of one cell, ready to be loaded."""

    languages: list[PersonLanguage] = field(default_factory=list)
    contact_points: list[ContactPoint] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    titles: list[ResidenceTitle] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    members: list[HouseholdMember] = field(default_factory=list)


def details_of(parties: Iterable[Party], *, worker: UUID, reference: dt.date) -> Details:
    """Return what the city knows of its people; ``reference`` is today."""
    found = Details()
    for party in parties:
        for person in party.people:
            _tell(found, person, generator("details", person.id), worker, reference)
        if party.is_family:
            _family(found, party, worker)
    return found


def _tell(
    found: Details, person: DemoPerson, rng: random.Random, worker: UUID, reference: dt.date
) -> None:
    is_adult = (reference - person.born).days >= _ADULT_AT * 365.25
    stamp = {"created_at": person.created_at, "created_by_id": worker}
    if person.language and is_adult:
        _languages(found, person, rng)
    if is_adult and rng.random() < _HAS_PHONE:
        safety = weighted(rng, _SAFETY)
        found.contact_points.append(
            ContactPoint(
                id=derived_uuid("demo-phone", person.id),
                person_id=person.id,
                kind=ContactKind.PHONE,
                # No operator has numbers that begin like this.
                value=f"+39300{rng.randrange(10**7):07}",
                is_shared=rng.random() < _PHONE_IS_SHARED,
                call_safety=safety,
                message_safety=safety,
                **stamp,
            )
        )
    if rng.random() < _HAS_STP:
        found.identifiers.append(
            Identifier(
                id=derived_uuid("demo-stp", person.id),
                person_id=person.id,
                scheme=IdentifierScheme.STP,
                value=f"STP{rng.randrange(10**13):013}",
                **stamp,
            )
        )
    if rng.random() < _HAS_TITLE:
        kind = weighted(rng, _KINDS)
        found.titles.append(
            ResidenceTitle(
                id=derived_uuid("demo-title", person.id),
                person_id=person.id,
                kind=kind,
                kind_answer=Answer.KNOWN,
                ground=weighted(rng, _GROUNDS),
                document=_DOCUMENTS[kind],
                expires_on=reference + dt.timedelta(days=rng.randrange(*_ENDS_IN)),
                **stamp,
            )
        )


def _languages(found: Details, person: DemoPerson, rng: random.Random) -> None:
    def add(language: str, speaks: Ability, reads: Ability) -> None:
        found.languages.append(
            PersonLanguage(
                id=derived_uuid("demo-language", person.id, language),
                person_id=person.id,
                language=language,
                speaks=speaks,
                understands=speaks,
                reads=reads,
            )
        )

    add(str(person.language), Ability.YES, weighted(rng, _READS))
    if person.language != "ita" and rng.random() < _SPEAKS_ITALIAN:
        speaks = weighted(rng, _ITALIAN)
        add("ita", speaks, Ability.NO if speaks == Ability.NO else weighted(rng, _READS))


def _family(found: Details, party: Party, worker: UUID) -> None:
    household = derived_uuid("demo-household", party.head.id)
    stamp = {"created_at": party.met_at, "created_by_id": worker}
    found.households.append(Household(id=household, **stamp))
    for person in party.people:
        is_head = person is party.head
        is_child = (party.met_on - person.born).days < _ADULT_AT * 365.25
        relation = Relation.CHILD if is_child else Relation.PARTNER
        found.members.append(
            HouseholdMember(
                id=derived_uuid("demo-member", person.id),
                household_id=household,
                person_id=person.id,
                # Relations are to the head.
                relation=Relation.UNKNOWN if is_head else relation,
                is_head=is_head,
                from_on=party.met_on,
                **stamp,
            )
        )
