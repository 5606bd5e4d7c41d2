"""Life in the demo's houses: rules signed, the last night's register, upkeep, winter seasons."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db import models

from lgnet.housing.catalogue import InspectionKind, InspectionResult, Presence
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import (
    Belonging,
    Defect,
    HouseRules,
    Incident,
    Inspection,
    NightMark,
    RulesSignature,
    Season,
    Visitor,
)
from lgnet.kernel.ids import derived_uuid

from .chance import generator, local, pick, weighted
from .house_words import BELONGINGS, DEFECTS, INCIDENTS, INSPECTED, RULES, VISITORS
from .houses import DemoStructure
from .stays import DemoStay

_DOORS = (
    StructureKind.EMERGENCY,
    StructureKind.PROTECTED_REFUGE,
    StructureKind.TRANSITIONAL,
)
_PRESENCE = {Presence.PRESENT: 88, Presence.ON_LEAVE: 7, Presence.ABSENT: 5}
_SIGNED = 0.8
_READ_IN = {"ara": "ara", "ary": "ara", "arz": "ara", "apc": "ara", "fra": "fra", "eng": "eng"}
_EVENING = 21 * 60


def rules_of(
    houses: list[DemoStructure], stays: list[DemoStay], *, keeper: UUID
) -> Iterator[models.Model]:
    """Return the rules of houses with a door, in four languages, and who signed them."""
    for house in houses:
        if house.kind not in _DOORS:
            continue
        for language, text in RULES.items():
            yield HouseRules(
                id=_rules_id(house, language),
                structure_id=house.id,
                language=language,
                version=1,
                text=text,
                recorded_at=local(house.opened_on, 10 * 60),
                recorded_by_id=keeper,
            )
    for stay in stays:
        is_here = stay.structure.kind in _DOORS and stay.is_running
        if not is_here or generator("signed", stay.id).random() >= _SIGNED:
            continue
        language = _READ_IN.get(stay.person.language or "", "ita")
        yield RulesSignature(
            id=derived_uuid("demo", "signature", stay.id),
            stay_id=stay.id,
            rules_id=_rules_id(stay.structure, language),
            explained_in=language,
            signed_on=stay.started_on,
            recorded_at=local(stay.started_on, 22 * 60),
            recorded_by_id=keeper,
        )


def _rules_id(house: DemoStructure, language: str) -> UUID:
    return derived_uuid("demo", "rules", house.id, language)


def night_before(stays: list[DemoStay], *, night: dt.date, keeper: UUID) -> Iterator[models.Model]:
    """Return what the registers say of the night before ``night``: marks, visitors, incidents."""
    before = night - dt.timedelta(days=1)
    here: dict[UUID, list[DemoStay]] = {}
    for stay in stays:
        is_here = stay.started_on <= before and (stay.due_on is None or stay.due_on > before)
        if stay.structure.kind in _DOORS and stay.is_running and is_here:
            here.setdefault(stay.structure.id, []).append(stay)
    for number, guests in enumerate(here.values()):
        for stay in guests:
            yield _mark(stay, before, keeper)
        yield from _visitors(guests, before, keeper)
        for at, days in enumerate((0, 5, 17)):
            kind, called, story = INCIDENTS[(number + at) % len(INCIDENTS)]
            stay = guests[(7 * at) % len(guests)]
            day = max(before - dt.timedelta(days=days), stay.started_on)
            happened_at = local(day, _EVENING + 95 + 10 * at)
            yield Incident(
                id=derived_uuid("demo", "incident", stay.structure.id, at),
                structure_id=stay.structure.id,
                stay_id=stay.id,
                kind=kind,
                happened_at=happened_at,
                story=story,
                called=[str(one) for one in called],
                recorded_at=happened_at + dt.timedelta(minutes=20),
                recorded_by_id=keeper,
            )
        for at, stay in enumerate(guests[: len(BELONGINGS)]):
            yield Belonging(
                id=derived_uuid("demo", "belonging", stay.id),
                stay_id=stay.id,
                what=BELONGINGS[at],
                recorded_at=local(stay.started_on, 22 * 60),
                recorded_by_id=keeper,
            )


def _mark(stay: DemoStay, night: dt.date, keeper: UUID) -> NightMark:
    rng = generator("mark", stay.id, night)
    at = local(night, _EVENING + rng.uniform(0, 110))
    return NightMark(
        id=derived_uuid("demo", "mark", stay.id, night),
        stay_id=stay.id,
        night=night,
        presence=weighted(rng, _PRESENCE),
        marked_at=at,
        recorded_at=at,
        recorded_by_id=keeper,
    )


def _visitors(guests: list[DemoStay], night: dt.date, keeper: UUID) -> Iterator[Visitor]:
    for at, stay in enumerate(guests[1:3]):
        rng = generator("visitor", stay.id)
        came_at = local(night, _EVENING - 60 + 15 * at)
        yield Visitor(
            id=derived_uuid("demo", "visitor", stay.id),
            structure_id=stay.structure.id,
            stay_id=stay.id,
            name=pick(rng, VISITORS),
            came_at=came_at,
            left_at=came_at + dt.timedelta(minutes=70),
            recorded_at=came_at,
            recorded_by_id=keeper,
        )


def upkeep_of(
    houses: list[DemoStructure], *, night: dt.date, keeper: UUID
) -> Iterator[models.Model]:
    """Return inspections done, due and late, and what is broken, of every house with a door."""
    kinds = list(InspectionKind)
    for number, house in enumerate(house for house in houses if house.kind in _DOORS):
        done_on = night - dt.timedelta(days=80 + 5 * number)
        written = {"recorded_at": local(done_on, 9 * 60), "recorded_by_id": keeper}
        yield Inspection(
            id=derived_uuid("demo", "inspection", house.id, "done"),
            structure_id=house.id,
            kind=InspectionKind.FIRE,
            due_on=done_on,
            done_on=done_on,
            done_by_id=keeper,
            result=InspectionResult.IN_ORDER,
            note=INSPECTED,
            **written,
        )
        # The second house is late; the others have their days still to come.
        yield Inspection(
            id=derived_uuid("demo", "inspection", house.id, "due"),
            structure_id=house.id,
            kind=kinds[number % len(kinds)],
            due_on=night + dt.timedelta(days=-3 if number == 1 else 12 + 4 * number),
            **written,
        )
        if house.kind == StructureKind.EMERGENCY:
            yield from _defects(house, night, keeper)


def _defects(house: DemoStructure, night: dt.date, keeper: UUID) -> Iterator[Defect]:
    for at, (what, severity, days) in enumerate(DEFECTS):
        yield Defect(
            id=derived_uuid("demo", "defect", house.id, at),
            structure_id=house.id,
            unit_id=house.units[at % len(house.units)].id,
            what=what,
            severity=severity,
            due_on=night + dt.timedelta(days=days),
            recorded_at=local(night - dt.timedelta(days=9), 9 * 60),
            recorded_by_id=keeper,
        )


def seasons_of(houses: list[DemoStructure], *, night: dt.date, keeper: UUID) -> Iterator[Season]:
    """Return the winter plan under way, of houses that have places for it alone."""
    for house in houses:
        nights = {
            (place.available_from, place.available_until)
            for unit in house.units
            for place in unit.places
            if place.available_until is not None and place.available_until > night
        }
        for opens, closes in sorted(nights):
            yield Season(
                id=derived_uuid("demo", "season", house.id, opens),
                structure_id=house.id,
                name=f"Piano freddo {opens.year}/{(opens.year + 1) % 100:02d}",
                opens_on=opens,
                closes_on=closes,
                recorded_at=local(opens - dt.timedelta(days=20), 9 * 60),
                recorded_by_id=keeper,
            )
