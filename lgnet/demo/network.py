"""Everything of the demo, city by city, as plain objects: the same for the same seed and day."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from lgnet.kernel.ids import OPEN_COMPARTMENT, derived_uuid

from .chance import generator
from .charge import DemoCase, cases
from .houses import Builder, DemoStructure, refuge, structures
from .meetings import DemoEncounter, Meetings
from .nights import Nights
from .population import DemoPerson, Party, parties
from .profiles import PROFILES, neighbourhoods
from .seasons import Season
from .stays import Housing

SEED = 2026
PEOPLE = 10_000
_REFUGE_SHARE = 0.07
_SMALLEST_REFUGE = 6


@dataclass(slots=True)
class DemoCell:
    """One cell of a city: the open one, or a protected refuge's own compartment."""

    compartment_id: UUID
    structures: list[DemoStructure]
    parties: list[Party]
    housing: Housing
    encounters: list[DemoEncounter]
    cases: list[DemoCase]

    @property
    def is_refuge(self) -> bool:
        return self.compartment_id != OPEN_COMPARTMENT

    @property
    def people(self) -> list[DemoPerson]:
        """Return everyone of the cell by first meeting."""
        return [person for party in self.parties for person in party.people]


def refuge_compartment(code: str) -> UUID:
    """Return the compartment of the demo refuge of the city with this cadastral code."""
    return derived_uuid("demo", "compartment", code)


def city_cells(*, code: str, people: int, seed: int, reference: dt.date) -> list[DemoCell]:
    """Return the cells of one city that meets ``people``: the open one first.

    ``reference`` is today: the history ends the evening before, stays under way go on. Raises
    KeyError for a city that is not in the demo.
    """
    profile = PROFILES[code]
    season = Season(seed=seed, reference=reference, city=code, is_northern=profile.is_northern)
    in_refuge = 0
    if profile.has_refuge:
        in_refuge = min(max(round(people * _REFUGE_SHARE), _SMALLEST_REFUGE), people)
    cells = []
    for is_refuge, count in ((False, people - in_refuge), (True, in_refuge)):
        if not count:
            continue
        rng = generator("cell", seed, code, reference, count, is_refuge)
        build = Builder(code=code, people=count, profile=profile, season=season, rng=rng)
        houses = refuge(build) if is_refuge else structures(build)
        arrivals = parties(rng, count=count, profile=profile, season=season, is_refuge=is_refuge)
        housing = Nights(
            rng=rng,
            season=season,
            structures=houses,
            parties=arrivals,
            fullness=0.9 if is_refuge else profile.fullness,
            wish=1.0 if is_refuge else 0.86,
            patience=30 if is_refuge else 18,
            is_met_on_street=not is_refuge,
        ).run()
        meetings = Meetings(
            rng=rng,
            season=season,
            areas=neighbourhoods()[profile.name],
            housing=housing,
            is_refuge=is_refuge,
        )
        encounters = meetings.of(arrivals)
        cells.append(
            DemoCell(
                compartment_id=refuge_compartment(code) if is_refuge else OPEN_COMPARTMENT,
                structures=houses,
                parties=arrivals,
                housing=housing,
                encounters=encounters,
                cases=cases(
                    rng,
                    season=season,
                    parties=arrivals,
                    housing=housing,
                    encounters=encounters,
                ),
            )
        )
    return cells
