"""Encounters of one city: on the street at night, at the desk in office hours."""

import datetime as dt
import random
from dataclasses import dataclass
from uuid import UUID

from lgnet.encounters.enums import NeedKind
from lgnet.housing.enums import RequestState
from lgnet.kernel.answers import Answer

from .chance import made_id, pick, some, weighted
from .population import DemoPerson, Party
from .seasons import DESK, STREET, Season
from .stays import Housing

_EXTRA_MEETINGS = 3.8
_DAYS_KNOWN = 95
_ANONYMOUS_SHARE = 0.16
ADULT_DAYS = 18 * 365.25

_STREET_NEEDS = {
    NeedKind.SLEEP: 20, NeedKind.FOOD: 30, NeedKind.WASH: 18, NeedKind.HEALTH: 12,
    NeedKind.TALK: 16, NeedKind.DOCUMENTS: 10, NeedKind.SAFETY: 4, NeedKind.WORK: 8,
    NeedKind.OTHER: 3,
}  # fmt: skip
_DESK_NEEDS = {
    NeedKind.DOCUMENTS: 30, NeedKind.LEGAL: 16, NeedKind.WORK: 22, NeedKind.SLEEP: 14,
    NeedKind.LANGUAGE: 15, NeedKind.HEALTH: 10, NeedKind.FOOD: 6, NeedKind.TALK: 6,
    NeedKind.OTHER: 4,
}  # fmt: skip
_STREET_SERVICES = {
    "food": 34, "outreach": 24, "clothing": 16, "information": 18, "hygiene": 8,
    "medicines": 5, "cultural_mediation": 10, "accompaniment": 4,
}  # fmt: skip
_DESK_SERVICES = {
    "information": 34, "paperwork": 18, "cultural_mediation": 18, "registered_address": 7,
    "legal_protection": 12, "job_orientation": 13, "language_course": 10, "accompaniment": 8,
    "house_search": 7, "postal_address": 4, "canteen": 8, "hygiene": 6, "outpatient_health": 5,
    "personal_plan": 6,
}  # fmt: skip
_FAMILY_SERVICES = {"childcare": 8, "educational_support": 7}
_STREET_NOTES = (
    "Accetta un tè e una coperta.",
    "Dorme in zona da qualche giorno.",
    "Chiede dove trovare una doccia.",
    "Preferisce restare qui per stanotte.",
    "Vorrebbe tornare allo sportello in settimana.",
    "Conosce già l'unità di strada.",
    "Parla poco italiano, serve una mediazione.",
    "Lasciati gli orari dello sportello.",
    "Appuntamento proposto per domani mattina.",
    "In compagnia di amici, tutto tranquillo.",
)
_DESK_NOTES = (
    "Chiede informazioni sui corsi di italiano.",
    "Porta i documenti da copiare.",
    "Cerca lavoro come aiuto cuoco.",
    "Cerca lavoro in magazzino.",
    "Appuntamento con la mediatrice la prossima settimana.",
    "Chiede la residenza anagrafica.",
    "Fatto il punto sul permesso di soggiorno.",
    "Accompagnamento all'ambulatorio concordato.",
    "Vuole iscriversi alla scuola serale.",
    "Ritira la posta.",
)


@dataclass(slots=True)
class DemoEncounter:
    """One meeting, with what was needed and given; ``person`` is None where unknown."""

    id: UUID
    person: DemoPerson | None
    setting: str
    happened_at: dt.datetime
    happened_on: dt.date
    recorded_at: dt.datetime
    neighbourhood: str | None
    language: str
    note: str
    needs: list[tuple[UUID, NeedKind]]
    services: list[tuple[UUID, str, int]]


class Meetings:
    """Makes the encounters of one cell's parties."""

    def __init__(
        self,
        *,
        rng: random.Random,
        season: Season,
        areas: tuple[str, ...],
        housing: Housing,
        is_refuge: bool = False,
    ) -> None:
        self.rng = rng
        self.season = season
        self.areas = areas
        self.housing = housing
        self.is_refuge = is_refuge
        self.made: list[DemoEncounter] = []

    def of(self, parties: list[Party]) -> list[DemoEncounter]:
        """Return every encounter of the parties, and some with people who stayed unknown."""
        for party in parties:
            self._party(party)
        if not self.is_refuge:
            for _ in range(round(len(parties) * _ANONYMOUS_SHARE)):
                day = self.season.pick_day(self.rng, STREET, self.season.first, self.season.last)
                if day is not None:
                    at = self.season.moment(self.rng, STREET, day)
                    self._meet(None, STREET, at, day, pick(self.rng, self.areas))
        self.made.sort(key=lambda item: (item.happened_at, item.id))
        return self.made

    def last_seen(self, party: Party) -> dt.date:
        """Return the last day on which the party may be met."""
        known = party.met_on + dt.timedelta(days=int(self.rng.expovariate(1 / _DAYS_KNOWN)))
        for spell in self.housing.spells.get(party.head.id, ()):
            known = max(known, spell.stays[0].ended_on or self.season.last)
        return min(known, self.season.last)

    def _party(self, party: Party) -> None:
        rng = self.rng
        home = pick(rng, self.areas)
        asked = self.housing.asked.get(party.head.id, [])
        is_asked_at_once = bool(asked) and asked[0].asked_on == party.met_on
        for person in party.people:
            sleep = NeedKind.SLEEP if is_asked_at_once and person is party.head else None
            self._meet(person, party.setting, person.created_at, party.met_on, home, need=sleep)
        for request in asked[1 if is_asked_at_once else 0 :]:
            self._meet(
                request.person,
                request.setting,
                request.asked_at,
                request.asked_on,
                home,
                need=NeedKind.SLEEP,
            )
        last = self.last_seen(party)
        waits = any(request.state == RequestState.OPEN for request in asked)
        extra = min(int(rng.expovariate(1 / _EXTRA_MEETINGS)), 25) + waits
        adults = [person for person in party.people if not self._is_minor(person, party.met_on)]
        likes_street = rng.random() * (0.5 if party.is_family else 1.0)
        for _ in range(extra):
            first = party.met_on + dt.timedelta(days=1)
            setting = STREET if rng.random() < likes_street else DESK
            if self.is_refuge:
                setting = DESK
            day = self.season.pick_day(rng, setting, first, last)
            if day is not None and setting == STREET and self._is_housed(party, day):
                setting = DESK
                day = self.season.pick_day(rng, DESK, day, last)
            if day is not None:
                at = self.season.moment(rng, setting, day)
                area = home if rng.random() < 0.7 else pick(rng, self.areas)
                self._meet(pick(rng, adults), setting, at, day, area)

    def _is_housed(self, party: Party, day: dt.date) -> bool:
        return any(
            spell.started_on <= day and (spell.stays[0].ended_on or day) >= day
            for spell in self.housing.spells.get(party.head.id, ())
        )

    @staticmethod
    def _is_minor(person: DemoPerson, day: dt.date) -> bool:
        return person.born > day - dt.timedelta(days=ADULT_DAYS)

    def _meet(
        self,
        person: DemoPerson | None,
        setting: str,
        at: dt.datetime,
        day: dt.date,
        area: str,
        *,
        need: NeedKind | None = None,
    ) -> None:
        rng = self.rng
        is_street = setting == STREET
        needs = some(rng, _STREET_NEEDS if is_street else _DESK_NEEDS, rng.randint(0, 2))
        if need is not None and need not in needs:
            needs.insert(0, need)
        is_child = person is not None and self._is_minor(person, day)
        if is_child:
            needs = [NeedKind.CHILDREN]
        offered = _STREET_SERVICES if is_street else _DESK_SERVICES
        if is_child:
            offered = _FAMILY_SERVICES
        given = some(rng, offered, weighted(rng, {0: 12, 1: 55, 2: 33}))
        note = ""
        if person is not None and not is_child and not self.is_refuge and rng.random() < 0.25:
            note = pick(rng, _STREET_NOTES if is_street else _DESK_NOTES)
        language = ""
        if person is not None and person.language_answer == Answer.KNOWN and rng.random() < 0.8:
            language = person.language or ""
        # Street teams often write up on the way back, desks at once.
        delay = rng.uniform(1, 35) if is_street else rng.uniform(0, 6)
        latest = self.season.moment_before_today()
        self.made.append(
            DemoEncounter(
                id=made_id(rng, at),
                person=person,
                setting=setting,
                happened_at=at,
                happened_on=day,
                recorded_at=max(at, min(at + dt.timedelta(minutes=delay), latest)),
                neighbourhood=area if is_street else None,
                language=language,
                note=note,
                needs=[(made_id(rng, at), kind) for kind in needs],
                services=[
                    (made_id(rng, at), code, rng.randint(1, 3) if code == "food" else 1)
                    for code in given
                ],
            )
        )
