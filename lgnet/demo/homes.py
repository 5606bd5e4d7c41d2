"""Homes of their own in the demo: contracts and visits of housing first, life in co-housing."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db import models

from lgnet.housing.catalogue import HostKind, Kept, Principle, VisitKind
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import (
    Host,
    HouseAgreement,
    Mediation,
    PrincipleCheck,
    SupportVisit,
    Tenancy,
)
from lgnet.kernel.ids import derived_uuid

from .chance import generator, local, pick
from .house_words import AGREEMENT, QUARRELS, VISIT_NOTES
from .houses import DemoStructure
from .stays import DemoStay

_VISITS = 3
_DAYS_BETWEEN_VISITS = 13
_REVIEW_AFTER = dt.timedelta(days=90)
_RENTS = (380, 420, 460, 510)
_HOSTS = (
    (HostKind.FAMILY, "Famiglia Esempio", "italiano, un po' di francese"),
    (HostKind.SHARED_FLAT, "Appartamento condiviso Prova", "italiano, inglese"),
    (HostKind.PERSON, "Signora Racconto", "italiano"),
)


def tenancies_of(stays: list[DemoStay], *, night: dt.date, worker: UUID) -> Iterator[models.Model]:
    """Return the contract of each running stay in a housing-first flat, and its last visits."""
    for stay in stays:
        if stay.structure.kind != StructureKind.HOUSING_FIRST or not stay.is_running:
            continue
        rng = generator("tenancy", stay.id)
        rent = Decimal(pick(rng, _RENTS))
        written = {"recorded_at": local(stay.started_on, 12 * 60), "recorded_by_id": worker}
        yield Tenancy(
            id=derived_uuid("demo", "tenancy", stay.id),
            stay_id=stay.id,
            landlord="Immobiliare Prova",
            starts_on=stay.started_on,
            ends_on=stay.started_on + dt.timedelta(days=4 * 365),
            rent=rent,
            person_share=rent * rng.randint(1, 4) / 10,
            **written,
        )
        last = rng.randint(1, 30)
        for number in range(_VISITS):
            day = night - dt.timedelta(days=last + number * _DAYS_BETWEEN_VISITS)
            if day <= stay.started_on:
                break
            at = local(day, rng.uniform(10 * 60, 17 * 60))
            yield SupportVisit(
                id=derived_uuid("demo", "visit", stay.id, number),
                stay_id=stay.id,
                visited_at=at,
                kind=pick(rng, (VisitKind.HOME, VisitKind.HOME, VisitKind.PHONE)),
                minutes=rng.choice((20, 40, 60)),
                note=pick(rng, VISIT_NOTES),
                recorded_at=at,
                recorded_by_id=worker,
            )


def principles_of(
    houses: list[DemoStructure], *, night: dt.date, worker: UUID
) -> Iterator[PrincipleCheck]:
    """Return how the teams of the housing-first flats looked at their principles last month."""
    on = night - dt.timedelta(days=24)
    for house in houses:
        if house.kind != StructureKind.HOUSING_FIRST:
            continue
        rng = generator("principles", house.id)
        for principle in Principle:
            kept = pick(rng, (Kept.YES, Kept.YES, Kept.PARTLY))
            yield PrincipleCheck(
                id=derived_uuid("demo", "principle", house.id, principle.value),
                structure_id=house.id,
                checked_on=on,
                principle=principle,
                kept=kept,
                note="Ne parliamo alla prossima riunione." if kept != Kept.YES else None,
                recorded_at=local(on, 15 * 60),
                recorded_by_id=worker,
            )


def cohousing_of(
    houses: list[DemoStructure], stays: list[DemoStay], *, night: dt.date, worker: UUID
) -> Iterator[models.Model]:
    """Return who hosts, what each who lives there agreed on, and how quarrels were mended."""
    shared = [house for house in houses if house.kind == StructureKind.SOLIDARITY_COHOUSING]
    for number, house in enumerate(shared):
        kind, name, languages = _HOSTS[number % len(_HOSTS)]
        yield Host(
            id=derived_uuid("demo", "host", house.id),
            structure_id=house.id,
            kind=kind,
            name=name,
            contact="cohousing@demo.lgnet.example",
            languages=languages,
            offers="Una stanza, la cucina, aiuto con l'italiano.",
            recorded_at=local(house.opened_on, 12 * 60),
            recorded_by_id=worker,
        )
        for at, (about, agreed) in enumerate(QUARRELS):
            met_on = night - dt.timedelta(days=8 + 20 * at + number)
            yield Mediation(
                id=derived_uuid("demo", "mediation", house.id, at),
                structure_id=house.id,
                met_at=local(met_on, 18 * 60),
                about=about,
                agreed=agreed,
                next_on=None if at else night + dt.timedelta(days=6 + number),
                recorded_at=local(met_on, 19 * 60),
                recorded_by_id=worker,
            )
    for stay in stays:
        # Who came in the last week has still to agree.
        is_new = (night - stay.started_on).days < 7
        if stay.structure not in shared or not stay.is_running or is_new:
            continue
        agreed_on = stay.started_on + dt.timedelta(days=3)
        yield HouseAgreement(
            id=derived_uuid("demo", "agreement", stay.id),
            stay_id=stay.id,
            text=AGREEMENT,
            agreed_on=agreed_on,
            review_on=max(agreed_on, night - dt.timedelta(days=60)) + _REVIEW_AFTER,
            recorded_at=local(agreed_on, 18 * 60),
            recorded_by_id=worker,
        )
