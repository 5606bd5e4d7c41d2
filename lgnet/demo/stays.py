"""What the demo's placements leave behind: requests, stays, spells."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from lgnet.housing.enums import EndReason, RefusalReason, RequestState, Urgency

from .houses import DemoPlace, DemoStructure, DemoUnit
from .population import DemoPerson, Party


@dataclass(slots=True)
class DemoRequest:
    """A request for a place, made for the first of a party."""

    id: UUID
    person: DemoPerson
    asked_at: dt.datetime
    asked_on: dt.date
    setting: str
    urgency: list[Urgency]
    note: str
    state: RequestState = RequestState.OPEN
    refusal_reason: RefusalReason | None = None
    answered_at: dt.datetime | None = None
    # The others of the family, who come along.
    others: list[DemoPerson] = field(default_factory=list)


@dataclass(slots=True)
class DemoStay:
    """One person's nights ``[started_on, ended_on)`` in one place."""

    id: UUID
    occupancy_id: UUID
    person: DemoPerson
    structure: DemoStructure
    place: DemoPlace
    request: DemoRequest | None
    started_on: dt.date
    # The first night that counts for the term, of the house before where they were moved.
    counts_from: dt.date
    due_on: dt.date | None
    given_at: dt.datetime
    ended_on: dt.date | None = None
    ended_at: dt.datetime | None = None
    end_reason: EndReason | None = None
    # Given for tonight, and not here yet.
    is_expected: bool = False

    @property
    def is_running(self) -> bool:
        return self.ended_on is None and not self.is_expected


@dataclass(slots=True, eq=False)
class Spell:
    """A party's time in one unit; ``due_on`` is the cap it carries from house to house."""

    party: Party
    slots: list["Slot"]
    started_on: dt.date
    ends_on: dt.date
    due_on: dt.date | None
    stays: list[DemoStay]
    counts_from: dt.date
    moves_on: dt.date | None = None


@dataclass(slots=True, eq=False)
class Slot:
    """A place, and who sleeps in it now."""

    place: DemoPlace
    unit: DemoUnit
    structure: DemoStructure
    guest: Spell | None = None

    def is_open(self, night: dt.date) -> bool:
        """Return whether the place can be used in this night."""
        until = self.place.available_until
        return self.place.available_from <= night and (until is None or night < until)

    def is_free(self, night: dt.date) -> bool:
        """Return whether the place can be given for this night."""
        return self.guest is None and self.is_open(night)


@dataclass(slots=True, eq=False)
class Waiting:
    """A party whose request has no answer yet."""

    party: Party
    request: DemoRequest
    gives_up_on: dt.date


@dataclass(slots=True)
class Housing:
    """The outcome: every request and stay, and each party's spells by its first person."""

    requests: list[DemoRequest] = field(default_factory=list)
    stays: list[DemoStay] = field(default_factory=list)
    spells: dict[UUID, list[Spell]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[UUID, list[DemoRequest]] = field(default_factory=lambda: defaultdict(list))
