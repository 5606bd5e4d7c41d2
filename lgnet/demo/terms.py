"""The clock of the demo's stays: warnings given, extensions asked, approved and refused."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from lgnet.housing.catalogue import WARNING_DAYS
from lgnet.housing.enums import ExtensionRefusal, ExtensionState
from lgnet.housing.models import Extension, StayWarning
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import add_months

from .chance import generator, local
from .house_words import NOT_ENOUGH, PLANS
from .lengths import CAP_MONTHS
from .stays import DemoStay

_TOLD = 0.7
_LONGER_MONTHS = 2
# What became of the extensions asked for those who leave soonest, in their order.
_ANSWERS = (
    ExtensionState.ASKED,
    ExtensionState.APPROVED,
    ExtensionState.ASKED,
    ExtensionState.REFUSED,
)
_SOON_DAYS = 45


@dataclass(frozen=True, slots=True)
class Hands:
    """Who asks and who decides: never one person."""

    asker: UUID
    decider: UUID


def warnings_of(stays: list[DemoStay], *, night: dt.date, keeper: UUID) -> Iterator[StayWarning]:
    """Return the warnings reached before ``night`` by stays that last to their cap."""
    for stay in stays:
        if stay.due_on is None or not stay.is_running or not night < stay.due_on:
            continue
        if stay.due_on != add_months(stay.counts_from, CAP_MONTHS):
            continue
        days = {day: stay.counts_from + dt.timedelta(days=day) for day in WARNING_DAYS}
        # Of the days before a move the house before was told.
        reached = {day: on for day, on in days.items() if stay.started_on <= on <= night}
        for day, on in reached.items():
            is_last = day == max(reached)
            is_told = not is_last or generator("told", stay.id).random() < _TOLD
            yield StayWarning(
                id=derived_uuid("demo", "warning", stay.id, day),
                stay_id=stay.id,
                day=day,
                due_on=stay.due_on,
                given_at=local(on, 8 * 60),
                told_at=local(on, 18 * 60) if is_told and on < night else None,
                told_by_id=keeper if is_told and on < night else None,
            )


def extensions_of(
    stays: list[DemoStay], *, night: dt.date, hands: Hands
) -> list[tuple[DemoStay, Extension]]:
    """Return the extensions asked for those who leave soonest, each with its stay."""
    soon = sorted(
        (
            stay
            for stay in stays
            if stay.is_running
            and stay.due_on == add_months(stay.counts_from, CAP_MONTHS)
            and 0 < (stay.due_on - night).days <= _SOON_DAYS
        ),
        key=lambda stay: (stay.due_on, stay.id),
    )
    # One of a family is asked for all; here, one alone.
    heads = {stay.request.id: stay for stay in reversed(soon) if stay.request}
    alone = [stay for stay in soon if stay.request and not stay.request.others]
    chosen = [stay for stay in alone if heads[stay.request.id] is stay]  # type: ignore[union-attr]
    return [
        (stay, _extension(stay, stay.due_on, state, number, night, hands))
        for number, (stay, state) in enumerate(zip(chosen, _ANSWERS, strict=False))
        if stay.due_on
    ]


def _extension(
    stay: DemoStay, due: dt.date, state: ExtensionState, number: int, night: dt.date, hands: Hands
) -> Extension:
    reason, plan = PLANS[number % len(PLANS)]
    asked_on = max(stay.started_on, night - dt.timedelta(days=6 - number))
    made = Extension(
        id=derived_uuid("demo", "extension", stay.id),
        stay_id=stay.id,
        until_on=add_months(due, _LONGER_MONTHS),
        reason=reason,
        exit_plan=plan,
        state=state,
        asked_at=local(asked_on, 11 * 60),
        asked_by_id=hands.asker,
    )
    if state != ExtensionState.ASKED:
        made.decided_at = local(asked_on, 16 * 60)
        made.decided_by_id = hands.decider
    if state == ExtensionState.REFUSED:
        made.refusal, made.refusal_note = ExtensionRefusal.PLAN_MISSING, NOT_ENOUGH
    return made
