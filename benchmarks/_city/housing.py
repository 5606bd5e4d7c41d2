"""The houses of the city, and who asked for a place and slept where."""

import datetime as dt
import random
from collections.abc import Sequence
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from lgnet.housing.actions.bulk import load_requests, load_stays, load_structures
from lgnet.housing.enums import EndReason, RequestState, StructureKind, UnitKind, Urgency
from lgnet.housing.models import HousingStructure, Occupancy, Place, PlacementRequest, Stay, Unit
from lgnet.housing.rules import due_on
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.models import City, Organisation

from .draws import DAYS, chunks, moment_of

PLACES_A_UNIT, UNITS_A_STRUCTURE = 3, 10
STAY_NIGHTS = 60


def add_places(city: City, *, count: int) -> list[tuple[HousingStructure, Place]]:
    """Write structures with ``count`` places in all; return each place with its structure."""
    organisation = Organisation.objects.filter(city=city).order_by("name").first()
    kinds = [kind for kind in StructureKind if kind != StructureKind.PROTECTED_REFUGE]
    since = tonight() - dt.timedelta(days=DAYS + 365)
    structures, units = [], []
    places: list[tuple[HousingStructure, Place]] = []
    while len(places) < count:
        if len(units) % UNITS_A_STRUCTURE == 0:
            structures.append(
                HousingStructure(
                    id=uuid7(),
                    name=f"Casa {len(structures) + 1}",
                    kind=kinds[len(structures) % len(kinds)],
                    organisation=organisation,
                    opened_on=since,
                )
            )
        unit = Unit(
            id=uuid7(),
            structure_id=structures[-1].pk,
            name=f"Stanza {len(units) % UNITS_A_STRUCTURE + 1}",
            kind=UnitKind.ROOM,
        )
        units.append(unit)
        for label in range(PLACES_A_UNIT):
            place = Place(id=uuid7(), unit_id=unit.pk, label=str(label + 1), available_from=since)
            places.append((structures[-1], place))
    load_structures(structures, units, [place for _, place in places])
    return places


def add_stays(
    rng: random.Random,
    ids: Sequence[UUID],
    places: Sequence[tuple[HousingStructure, Place]],
) -> None:
    """Fill each place with stays of people who have no other; the last one still runs, or not."""
    free = iter(rng.sample(ids, len(ids)))
    requests, stays, nights = [], [], []
    for structure, place in places:
        night = tonight() - dt.timedelta(days=rng.randint(DAYS - STAY_NIGHTS, DAYS))
        while night < tonight() and (person_id := next(free, None)) is not None:
            left = night + dt.timedelta(days=rng.randint(7, 2 * STAY_NIGHTS))
            left_on = left if left < tonight() else None
            asked_at = _noon(night) - dt.timedelta(hours=rng.randint(2, 400))
            request = _request(rng, person_id, asked_at, RequestState.PLACED, _noon(night))
            stay = Stay(
                id=uuid7(),
                person_id=person_id,
                structure_id=structure.pk,
                request_id=request.pk,
                started_on=night,
                clock_started_on=night,
                due_on=due_on(months=6 if structure.is_capped else None, counts_from=night),
                ended_on=left_on,
                end_reason=rng.choice(list(EndReason)) if left_on else None,
                given_at=_noon(night),
                ended_at=_noon(left_on) if left_on else None,
            )
            requests.append(request)
            stays.append(stay)
            nights.append(
                Occupancy(
                    id=uuid7(),
                    place_id=place.pk,
                    person_id=person_id,
                    stay_id=stay.pk,
                    nights=DateRange(night, left_on or stay.due_on),
                )
            )
            night = left + dt.timedelta(days=rng.randint(0, 10))
    for part in chunks(range(len(stays))):
        chosen = slice(part[0], part[-1] + 1)
        load_requests(requests[chosen])
        load_stays(stays[chosen], nights[chosen])


def add_requests(rng: random.Random, ids: Sequence[UUID]) -> None:
    chosen = rng.sample(ids, min(len(ids) // 20, 5_000))
    load_requests(
        [
            _request(rng, person_id, moment_of(rng), RequestState.OPEN)
            if number < len(chosen) // 20
            else _request(rng, person_id, moment_of(rng), RequestState.REFUSED, timezone.now())
            for number, person_id in enumerate(chosen)
        ]
    )


def _request(
    rng: random.Random,
    person_id: UUID,
    asked_at: dt.datetime,
    state: RequestState,
    answered_at: dt.datetime | None = None,
) -> PlacementRequest:
    return PlacementRequest(
        id=uuid7(),
        person_id=person_id,
        from_on=asked_at.date(),
        urgency=rng.sample(list(Urgency), rng.randint(0, 2)),
        state=state,
        refusal_reason="no_place" if state == RequestState.REFUSED else None,
        asked_at=asked_at,
        answered_at=answered_at,
    )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
