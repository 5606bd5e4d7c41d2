"""Cases of one city: who was taken in charge, how long after the first meeting, how it ended."""

import datetime as dt
import random
from dataclasses import dataclass
from uuid import UUID

from lgnet.cases.enums import CaseState, Outcome
from lgnet.housing.enums import EndReason

from .chance import made_id, weighted
from .meetings import DemoEncounter
from .population import DemoPerson, Party
from .seasons import DESK, Season
from .stays import Housing

_SHARE_WITHOUT_STAY = 0.3
_SHARE_WITH_STAY = 0.86

_OUTCOMES = {
    Outcome.LOST_CONTACT: 34, Outcome.PASSED_ON: 20, Outcome.WORKING: 14,
    Outcome.MOVED_AWAY: 16, Outcome.WITHDREW: 10, Outcome.HOUSED: 4, Outcome.OTHER: 3,
}  # fmt: skip
_AFTER_STAY = {
    EndReason.OWN_HOME: Outcome.HOUSED,
    EndReason.FAMILY_OR_FRIENDS: Outcome.HOUSED,
    EndReason.LEFT_CITY: Outcome.MOVED_AWAY,
    EndReason.LEFT_UNTOLD: Outcome.LOST_CONTACT,
    EndReason.HEALTH_FACILITY: Outcome.PASSED_ON,
}
_CLOSING_NOTES = {
    Outcome.HOUSED: "Ha firmato il contratto di casa.",
    Outcome.WORKING: "Lavora e prosegue in autonomia.",
    Outcome.PASSED_ON: "Passaggio concordato con il servizio sociale.",
    Outcome.MOVED_AWAY: "Trasferimento in un'altra città.",
    Outcome.LOST_CONTACT: "Non risponde da tempo.",
}


@dataclass(slots=True)
class DemoCase:
    """A case of one person; closed where ``closed_at`` is set."""

    id: UUID
    person: DemoPerson
    number: int  # shares the cases among the city's case managers
    opened_at: dt.datetime
    state: CaseState = CaseState.OPEN
    closed_at: dt.datetime | None = None
    outcome: Outcome | None = None
    closing_note: str = ""


def cases(
    rng: random.Random,
    *,
    season: Season,
    parties: list[Party],
    housing: Housing,
    encounters: list[DemoEncounter],
) -> list[DemoCase]:
    """Return the cases of the parties, at most one a party, for its first person."""
    last_met: dict[UUID, dt.date] = {}
    for encounter in encounters:
        if encounter.person is not None:
            last_met[encounter.person.id] = encounter.happened_on
    made: list[DemoCase] = []
    for party in parties:
        spells = housing.spells.get(party.head.id, [])
        share = _SHARE_WITH_STAY if spells else _SHARE_WITHOUT_STAY
        if rng.random() >= share + (0.25 if party.is_family else 0):
            continue
        opened_on = _opened_on(rng, season, party)
        if opened_on is None:
            continue
        opened_at = season.moment(rng, DESK, opened_on)
        if opened_at <= party.met_at:
            opened_at = party.met_at + dt.timedelta(minutes=25)
        case = DemoCase(made_id(rng, opened_at), party.head, len(made), opened_at)
        last_day = max(opened_on, last_met.get(party.head.id, opened_on))
        stays = [spell.stays[0] for spell in spells]
        if all(stay.ended_on for stay in stays):
            last_day = max([last_day, *(stay.ended_on for stay in stays if stay.ended_on)])
            reason = stays[-1].end_reason if stays else None
            _close(rng, season, case, last_day, reason)
        made.append(case)
    return made


def _opened_on(rng: random.Random, season: Season, party: Party) -> dt.date | None:
    """Return the day of opening: at once at some desks, else within days or weeks."""
    if party.setting == DESK and rng.random() < 0.4:
        return party.met_on
    first = party.met_on + dt.timedelta(days=1 + int(rng.expovariate(1 / 11)))
    return season.pick_day(rng, DESK, first, first + dt.timedelta(days=5))


def _close(
    rng: random.Random,
    season: Season,
    case: DemoCase,
    last_day: dt.date,
    reason: EndReason | None,
) -> None:
    """Close the case some weeks after the last meeting, if that day has come."""
    first = last_day + dt.timedelta(days=7 + int(rng.expovariate(1 / 30)))
    closed_on = season.pick_day(rng, DESK, first, first + dt.timedelta(days=7))
    if closed_on is None:
        return
    outcome = _AFTER_STAY.get(reason) if reason else None
    case.outcome = outcome or weighted(rng, _OUTCOMES)
    case.state = CaseState.CLOSED
    case.closed_at = season.moment(rng, DESK, closed_on)
    case.closing_note = _CLOSING_NOTES.get(case.outcome, "") if rng.random() < 0.5 else ""
