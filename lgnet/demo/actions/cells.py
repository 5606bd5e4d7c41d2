"""Writing one cell of a city, inside its scope: from plain objects to rows, in bulk."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from psycopg.types.range import DateRange

from lgnet.cases.actions.bulk import load_cases
from lgnet.cases.models import Case
from lgnet.demo.answers import answers
from lgnet.demo.evening import asked_from, evening_of
from lgnet.demo.house_facts import facts_of, sexes_of
from lgnet.demo.houses import DemoStructure
from lgnet.demo.network import DemoCell
from lgnet.demo.outcomes import need_answers
from lgnet.demo.papers import details_of
from lgnet.demo.seasons import STREET
from lgnet.demo.terms import Hands
from lgnet.encounters.actions.bulk import load_encounters
from lgnet.encounters.models import Encounter, Need, ServiceGiven
from lgnet.housing.actions.bulk import load_requests, load_stays, load_structures
from lgnet.housing.enums import OccupancyKind, RequestState
from lgnet.housing.models import (
    HousingStructure,
    Occupancy,
    Place,
    PlacementRequest,
    Stay,
    Unit,
)
from lgnet.kernel.ids import derived_uuid
from lgnet.network.actions.reference import funding_line_id
from lgnet.people.actions.bulk import load_people
from lgnet.people.actions.bulk_consents import load_consents
from lgnet.people.actions.bulk_details import (
    add_details,
    add_households,
    add_titles_and_languages,
)
from lgnet.people.models import Consent, Person, PersonName

from .life import load_life

_ARRIVES_AFTER = dt.timedelta(minutes=50)


@dataclass(frozen=True, slots=True)
class Directory:
    """Identifiers the rows of a cell point at: reference rows, and who works here."""

    countries: dict[str, UUID]  # ISO 3166-1 alpha-3
    services: dict[str, UUID]  # our codes
    neighbourhoods: dict[str, UUID]
    houses_run_by: list[UUID]
    reference: dt.date  # today
    now: dt.datetime
    street: UUID
    desk: UUID
    housing: UUID
    case_managers: list[UUID]
    partner: UUID | None = None  # the organisation outside the joint service

    def worker(self, setting: str) -> UUID:
        """Return who works on the street or at the desk."""
        return self.street if setting == STREET else self.desk


def load_cell(cell: DemoCell, *, directory: Directory) -> dict[str, int]:
    """Write a cell in the open scope; return how many rows of each kind were made."""
    people = list(_people(cell, directory))
    names = list(_names(cell))
    made = {"people": load_people(people, names).made, "names": len(names)}
    _load_details(cell, people, directory)
    houses = cell.structures
    structures = [_structure(house, directory) for house in houses]
    written = load_structures(
        structures,
        [
            Unit(
                id=unit.id,
                structure_id=house.id,
                name=unit.name,
                kind=unit.kind,
                sexes=sexes_of(unit),
            )
            for house in houses
            for unit in house.units
        ],
        [
            Place(
                id=place.id,
                unit_id=unit.id,
                label=place.label,
                available_from=place.available_from,
                available_until=place.available_until,
                is_seasonal=place.available_until is not None
                and place.available_until > directory.reference,
            )
            for house in houses
            for unit in house.units
            for place in unit.places
        ],
    )
    made |= {kind: count.made for kind, count in written.items()}
    evening = evening_of(
        cell, keeper=directory.housing, reference=directory.reference, now=directory.now
    )
    made["requests"] = load_requests(_requests(cell, directory)).made
    stays, nights = list(_stays(cell, directory)), list(_occupancies(cell))
    made["stays"] = load_stays(stays, nights).made
    hands = Hands(asker=directory.case_managers[0], decider=directory.housing)
    by_stay = {stay.pk: (stay, row) for stay, row in zip(stays, nights, strict=True)}
    made |= load_life(cell, evening, hands=None if cell.is_refuge else hands, by_stay=by_stay)
    needs, services = list(_needs(cell)), list(_services(cell, directory))
    outcomes = list(
        need_answers(cell, services=directory.services, worker=directory.worker, now=directory.now)
    )
    encounters = _encounters(cell, directory)
    made["encounters"] = load_encounters(encounters, needs, services, outcomes).made
    made |= {"needs": len(needs), "services": len(services), "outcomes": len(outcomes)}
    made["cases"] = load_cases(_cases(cell, directory)).made
    if directory.partner is not None and not cell.is_refuge:
        made["answers"] = load_consents(_answers(cell, directory, directory.partner)).made
    return made


def _people(cell: DemoCell, directory: Directory) -> Iterator[Person]:
    for party in cell.parties:
        for person in party.people:
            yield Person(
                id=person.id,
                known_as=person.known_as,
                sex=person.sex,
                sex_answer=person.sex_answer,
                birth_date=person.birth_date,
                birth_precision=person.birth_precision,
                birth_answer=person.birth_answer,
                citizenship_id=directory.countries[person.country] if person.country else None,
                citizenship_answer=person.citizenship_answer,
                language=person.language,
                language_answer=person.language_answer,
                created_at=person.created_at,
                created_by_id=directory.worker(party.setting),
            )


def _names(cell: DemoCell) -> Iterator[PersonName]:
    for person in cell.people:
        for position, name in enumerate(person.names):
            yield PersonName(
                id=name.id,
                person_id=person.id,
                kind=name.kind,
                script=name.script,
                text=name.text,
                position=position,
            )


def _load_details(cell: DemoCell, people: list[Person], directory: Directory) -> None:
    by_id = {person.pk: person for person in people}
    details = details_of(cell.parties, worker=directory.desk, reference=directory.reference)
    add_details(details.identifiers, details.contact_points, people=by_id)
    add_titles_and_languages(details.titles, details.languages, people=by_id)
    add_households(details.households, details.members)


def _answers(cell: DemoCell, directory: Directory, partner: UUID) -> Iterator[Consent]:
    return answers(
        cell.parties, partner=partner, desk=directory.desk, reference=directory.reference
    )


def _structure(house: DemoStructure, directory: Directory) -> HousingStructure:
    runners = directory.houses_run_by
    return HousingStructure(
        id=house.id,
        name=house.name,
        kind=house.kind,
        organisation_id=runners[house.organisation % len(runners)],
        funding_line_id=funding_line_id(),
        address=house.address,
        neighbourhood_id=directory.neighbourhoods.get(house.neighbourhood or ""),
        opened_on=house.opened_on,
        **facts_of(house),
    )


def _requests(cell: DemoCell, directory: Directory) -> Iterator[PlacementRequest]:
    for request in cell.housing.requests:
        is_open = request.state == RequestState.OPEN
        yield PlacementRequest(
            id=request.id,
            person_id=request.person.id,
            from_on=request.asked_on,
            urgency=[str(reason) for reason in request.urgency],
            note=request.note,
            household_id=derived_uuid("demo-household", request.person.id)
            if request.others
            else None,
            asked_from=asked_from(request),
            state=request.state,
            refusal_reason=request.refusal_reason,
            asked_at=request.asked_at,
            asked_by_id=directory.worker(request.setting),
            answered_at=request.answered_at,
            answered_by_id=None if is_open else directory.housing,
        )


def _stays(cell: DemoCell, directory: Directory) -> Iterator[Stay]:
    for stay in cell.housing.stays:
        yield Stay(
            id=stay.id,
            person_id=stay.person.id,
            structure_id=stay.structure.id,
            request_id=stay.request.id if stay.request else None,
            started_on=stay.started_on,
            clock_started_on=stay.counts_from,
            due_on=stay.due_on,
            ended_on=stay.ended_on,
            end_reason=stay.end_reason,
            arrived_at=None if stay.is_expected else stay.given_at + _ARRIVES_AFTER,
            arrived_by_id=None if stay.is_expected else directory.housing,
            given_at=stay.given_at,
            given_by_id=directory.housing,
            ended_at=stay.ended_at,
            ended_by_id=directory.housing if stay.ended_on else None,
        )


def _occupancies(cell: DemoCell) -> Iterator[Occupancy]:
    for stay in cell.housing.stays:
        yield Occupancy(
            id=stay.occupancy_id,
            place_id=stay.place.id,
            person_id=stay.person.id,
            stay_id=stay.id,
            kind=OccupancyKind.BOOKING if stay.is_expected else OccupancyKind.STAY,
            nights=DateRange(stay.started_on, stay.ended_on or stay.due_on),
        )


def _encounters(cell: DemoCell, directory: Directory) -> Iterator[Encounter]:
    for encounter in cell.encounters:
        yield Encounter(
            id=encounter.id,
            person_id=encounter.person.id if encounter.person else None,
            setting=encounter.setting,
            happened_at=encounter.happened_at,
            neighbourhood_id=directory.neighbourhoods.get(encounter.neighbourhood or ""),
            language=encounter.language,
            note=encounter.note,
            recorded_at=encounter.recorded_at,
            recorded_by_id=directory.worker(encounter.setting),
        )


def _needs(cell: DemoCell) -> Iterator[Need]:
    for encounter in cell.encounters:
        for need_id, kind in encounter.needs:
            yield Need(id=need_id, encounter_id=encounter.id, kind=kind)


def _services(cell: DemoCell, directory: Directory) -> Iterator[ServiceGiven]:
    for encounter in cell.encounters:
        for given_id, code, quantity in encounter.services:
            yield ServiceGiven(
                id=given_id,
                encounter_id=encounter.id,
                service_id=directory.services[code],
                quantity=quantity,
                minutes=_minutes(given_id),
                place=encounter.setting,
                given_to="one",
                given_by_id=directory.worker(encounter.setting),
            )


def _minutes(given_id: UUID) -> int | None:
    """Return how long a service took: one in five was not noted."""
    which = given_id.int % 10
    return None if which < 2 else 5 * which


def _cases(cell: DemoCell, directory: Directory) -> Iterator[Case]:
    managers = directory.case_managers
    for case in cell.cases:
        manager = managers[case.number % len(managers)]
        yield Case(
            id=case.id,
            person_id=case.person.id,
            state=case.state,
            responsible_id=manager,
            opened_at=case.opened_at,
            opened_by_id=manager,
            closed_at=case.closed_at,
            closed_by_id=manager if case.closed_at else None,
            outcome=case.outcome,
            closing_note=case.closing_note,
        )
