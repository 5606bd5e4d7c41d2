"""Two years of a city's placements, night by night: requests, stays, transfers.

The simulation never gives a place or a person twice: a slot has at most one guest, a party at
most one spell. Nobody comes back into capped houses, so that six months hold over transfers.
"""

import datetime as dt
import math
import random
from collections import defaultdict
from uuid import UUID

from lgnet.housing.enums import EndReason, RequestState, Urgency

from .chance import local, made_id, pick, weighted
from .houses import DemoStructure
from .lengths import REFUSALS, capped_nights, due_on, end_reason, uncapped_nights
from .population import Party
from .seasons import DESK, STREET, Season
from .stays import DemoRequest, DemoStay, Housing, Slot, Spell, Waiting

_CHANCE_OF_MOVING_ON = 0.12
_CHANCE_OF_TRANSFER = 0.09
_NIGHTS_BEFORE_MOVING_ON = 40
# Who came so many days ago is still here, so that each list of terms names somebody.
_WATCHED = frozenset((*range(119, 124), *range(148, 153), *range(168, 176), *range(181, 200)))
_OVERLOOKED_DAYS = 14
_FIRST_REASONS = {Urgency.CHILDREN, Urgency.HEALTH_RISK, Urgency.PROTECTION_RISK}


class Nights:
    """Walks through the nights of one cell and fills its places."""

    def __init__(
        self,
        *,
        rng: random.Random,
        season: Season,
        structures: list[DemoStructure],
        parties: list[Party],
        fullness: float,
        wish: float = 0.86,
        patience: float = 18,
        is_met_on_street: bool = True,
    ) -> None:
        self.rng = rng
        self.season = season
        self.fullness = fullness
        self.wish = wish
        self.patience = patience
        self.is_met_on_street = is_met_on_street
        self.out = Housing()
        self.slots = [
            Slot(place, unit, house)
            for house in structures
            for unit in house.units
            for place in unit.places
        ]
        self.capped = [slot for slot in self.slots if slot.structure.is_capped]
        self.uncapped = [slot for slot in self.slots if not slot.structure.is_capped]
        self.asking: dict[dt.date, list[tuple[Party, DemoRequest]]] = defaultdict(list)
        self.waiting: list[Waiting] = []
        self.spells: list[Spell] = []
        self.overlooked: Spell | None = None
        for party in parties:
            if rng.random() < (0.85 if party.is_family else self.wish):
                self._plan_first_request(party)

    def run(self) -> Housing:
        """Walk every night up to yesterday's, and return what happened."""
        for number in range(self.season.days):
            night = self.season.day(number)
            self._leave(night)
            self._transfer(night)
            self._move_on(night)
            for party, request in self.asking.pop(night, ()):
                self._queue(party, request)
            self._place(night)
            self._answer_the_rest(night)
        self._end_what_is_due_today()
        return self.out

    def _plan_first_request(self, party: Party) -> None:
        if self.rng.random() < 0.62:
            self._ask(party, party.met_at + dt.timedelta(minutes=4), party.met_on, party.setting)
            return
        first = party.met_on + dt.timedelta(days=1 + int(self.rng.expovariate(1 / 6)))
        self._ask_later(party, first)

    def _ask_later(self, party: Party, first: dt.date) -> None:
        is_desk = party.is_family or not self.is_met_on_street or self.rng.random() < 0.5
        setting = DESK if is_desk else STREET
        last = first + dt.timedelta(days=6)
        day = self.season.pick_day(self.rng, setting, first, last)
        if day is not None:
            self._ask(party, self.season.moment(self.rng, setting, day), day, setting)

    def _ask(self, party: Party, at: dt.datetime, day: dt.date, setting: str) -> None:
        size = len(party.people)
        request = DemoRequest(
            id=made_id(self.rng, at),
            person=party.head,
            asked_at=at,
            asked_on=day,
            setting=setting,
            urgency=party.urgency,
            note=f"Nucleo di {size} persone." if size > 1 else "",
            others=party.people[1:],
        )
        self.asking[day].append((party, request))

    def _queue(self, party: Party, request: DemoRequest) -> None:
        patience = 2 + int(self.rng.expovariate(1 / self.patience))
        gives_up_on = request.asked_on + dt.timedelta(days=patience)
        self.waiting.append(Waiting(party, request, gives_up_on))
        self.out.requests.append(request)
        self.out.asked[party.head.id].append(request)

    def _leave(self, night: dt.date) -> None:
        for spell in [spell for spell in self.spells if spell.ends_on == night]:
            if self.overlooked is None and self._may_be_overlooked(spell, night):
                self.overlooked = spell
            else:
                self._end(spell, night)

    def _may_be_overlooked(self, spell: Spell, night: dt.date) -> bool:
        """Return whether a stay at its term may stand there as if nobody had looked since."""
        is_late = (self.season.reference - night).days <= _OVERLOOKED_DAYS
        is_whole = spell.stays[0].due_on == spell.due_on == night
        return is_late and is_whole and not spell.party.is_family

    def _end(self, spell: Spell, day: dt.date, reason: EndReason | None = None) -> None:
        if reason is None:
            limit = spell.stays[0].due_on
            reason = end_reason(
                self.rng,
                nights=(day - spell.started_on).days,
                is_capped=limit is not None,
                is_at_term=limit is not None and day >= limit,
            )
        for slot in spell.slots:
            slot.guest = None
        ended_at = local(day, self.rng.uniform(8 * 60, 10.5 * 60))
        for stay in spell.stays:
            stay.ended_on, stay.ended_at, stay.end_reason = day, ended_at, reason
        self.spells.remove(spell)

    def _begin(
        self,
        party: Party,
        slots: list[Slot],
        night: dt.date,
        given_at: dt.datetime,
        *,
        request: DemoRequest | None = None,
        before: Spell | None = None,
    ) -> Spell:
        kind = slots[0].structure.kind
        due = carried = None
        if slots[0].structure.is_capped:
            carried = before.due_on if before else None
            due = carried or due_on(night)
            nights = capped_nights(self.rng, night, is_family=party.is_family)
            is_watched = (self.season.reference - night).days in _WATCHED
            ends_on = due if is_watched else min(due, night + dt.timedelta(days=nights))
            if before and carried:
                ends_on = max(before.ends_on, night + dt.timedelta(days=1))
        else:
            ends_on = night + dt.timedelta(days=uncapped_nights(self.rng, kind))
        until = slots[0].place.available_until
        if until is not None:
            ends_on = min(ends_on, until)
        limits = [day for day in (due, until) if day is not None]
        stays = []
        for person, slot in zip(party.people, slots, strict=True):
            stay = DemoStay(
                id=made_id(self.rng, given_at),
                occupancy_id=made_id(self.rng, given_at),
                person=person,
                structure=slot.structure,
                place=slot.place,
                request=request,
                started_on=night,
                counts_from=before.counts_from if before and carried else night,
                due_on=min(limits, default=None),
                given_at=given_at,
            )
            stays.append(stay)
        spell = Spell(party, slots, night, ends_on, due, stays, stays[0].counts_from)
        for slot in slots:
            slot.guest = spell
        length = (ends_on - night).days
        if due and not before and length > 25 and self.rng.random() < _CHANCE_OF_TRANSFER:
            spell.moves_on = night + dt.timedelta(days=self.rng.randint(10, length - 8))
        self.spells.append(spell)
        self.out.stays.extend(stays)
        self.out.spells[party.head.id].append(spell)
        return spell

    def _find(self, party: Party, slots: list[Slot], night: dt.date) -> list[Slot]:
        """Return free slots of one unit that suit the party; a family takes a unit of its own."""
        suits = party.sleeps_with
        size = len(party.people)
        fitting = [slot for slot in slots if slot.unit.suits == suits and slot.is_free(night)]
        if size == 1:
            return [pick(self.rng, fitting)] if fitting else []
        by_unit: dict[UUID, list[Slot]] = defaultdict(list)
        for slot in fitting:
            by_unit[slot.unit.id].append(slot)
        whole = [
            found
            for found in by_unit.values()
            if len(found) == len(found[0].unit.places) and len(found) >= size
        ]
        return min(whole, key=len)[:size] if whole else []

    def _transfer(self, night: dt.date) -> None:
        for spell in [spell for spell in self.spells if spell.moves_on == night]:
            here = spell.slots[0].structure
            elsewhere = [slot for slot in self.capped if slot.structure is not here]
            slots = self._find(spell.party, elsewhere, night)
            if slots:
                self._move(spell, slots, night)

    def _move(self, spell: Spell, slots: list[Slot], night: dt.date) -> None:
        self._end(spell, night, EndReason.OTHER_STRUCTURE)
        given_at = local(night, self.rng.uniform(10.6 * 60, 13 * 60))
        self._begin(spell.party, slots, night, given_at, before=spell)

    def _move_on(self, night: dt.date) -> None:
        """Give a home without a cap to somebody who waits for one in a capped house."""
        for slot in self.uncapped:
            if not slot.is_free(night) or self.rng.random() >= _CHANCE_OF_MOVING_ON:
                continue
            earliest = night - dt.timedelta(days=_NIGHTS_BEFORE_MOVING_ON)
            ready = [
                spell
                for spell in self.spells
                if spell.due_on is not None
                and spell.due_on > night
                and spell.started_on <= earliest
                and spell.party.sleeps_with == slot.unit.suits
            ]
            if not ready:
                continue
            spell = pick(self.rng, ready)
            same_unit = [other for other in self.uncapped if other.unit is slot.unit]
            slots = self._find(spell.party, same_unit, night)
            if slots:
                self._move(spell, slots, night)

    def _room_left(self, night: dt.date) -> dict[str, int]:
        """Return how many more places each kind of room may give before the reserve begins."""
        total: dict[str, int] = defaultdict(int)
        taken: dict[str, int] = defaultdict(int)
        for slot in self.capped:
            if slot.is_open(night):
                total[slot.unit.suits] += 1
                taken[slot.unit.suits] += slot.guest is not None
        return {
            suits: math.ceil(self.fullness * count) - taken[suits] for suits, count in total.items()
        }

    def _place(self, night: dt.date) -> None:
        left = self._room_left(night)
        order = list(self.waiting)
        self.rng.shuffle(order)
        order.sort(key=lambda item: _FIRST_REASONS.isdisjoint(item.request.urgency))
        for item in order:
            suits = item.party.sleeps_with
            size = len(item.party.people)
            if left.get(suits, 0) < min(size, 2):
                continue
            slots = self._find(item.party, self.capped, night)
            if not slots:
                continue
            left[suits] -= size
            request = item.request
            if request.asked_on == night:
                at = request.asked_at + dt.timedelta(minutes=self.rng.uniform(8, 90))
                at = min(at, self.season.moment_before_today())
            else:
                at = local(night, self.rng.uniform(10 * 60, 19 * 60))
            request.state, request.answered_at = RequestState.PLACED, at
            self._begin(item.party, slots, night, at, request=request)
            self.waiting.remove(item)

    def _answer_the_rest(self, night: dt.date) -> None:
        for item in [item for item in self.waiting if item.gives_up_on <= night]:
            self.waiting.remove(item)
            request = item.request
            request.answered_at = max(
                local(night, self.rng.uniform(9 * 60, 18 * 60)), request.asked_at
            )
            if self.rng.random() < 0.4:
                request.state = RequestState.WITHDRAWN
                continue
            request.state = RequestState.REFUSED
            request.refusal_reason = weighted(self.rng, REFUSALS)
            if self.rng.random() < 0.5:
                again = night + dt.timedelta(days=self.rng.randint(5, 40))
                self._ask_later(item.party, again)

    def _end_what_is_due_today(self) -> None:
        yesterday = self.season.last
        for spell in list(self.spells):
            if spell is self.overlooked:
                continue
            if spell.ends_on <= self.season.reference and spell.started_on < yesterday:
                limit = spell.stays[0].due_on
                is_at_term = limit is not None and spell.ends_on >= limit
                self._end(spell, yesterday, EndReason.TERM_REACHED if is_at_term else None)
