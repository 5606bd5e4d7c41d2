"""Saying what was achieved, area by area; each change is a fact that stays."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.cases.enums import CaseState
from lgnet.cases.enums_outcomes import SAID, Achieved, Area
from lgnet.cases.models import Case, CaseOutcome
from lgnet.cases.queries import outcomes as queries
from lgnet.kernel.ids import derived_uuid, uuid7

from .refusals import NotClosed, OutcomesChanged


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one area. ``destination`` is of the home alone."""

    area: Area
    value: Achieved
    destination: int | None = None
    note: str = ""


def is_said(*, case: Case, said: Iterable[Said]) -> bool:
    """Return whether nothing in ``said`` is other than what stands already."""
    return not _news(queries.outcomes_now(case), said)


def write_outcomes(*, id: UUID, case: Case, said: Collection[Said], by: Any) -> int:
    """Write what is new in ``said`` for the closing of a locked case; return how many facts."""
    if case.closed_at is None:
        raise NotClosed
    news = _news(queries.outcomes_now(case), said)
    for one in news:
        CaseOutcome.objects.create(
            id=derived_uuid("case-outcome", id, one.area.value),
            case=case,
            person=case.person,
            closed_at=case.closed_at,
            area=one.area,
            value=one.value,
            destination=one.destination,
            note=one.note,
            recorded_by=by,
        )
    return len(news)


@transaction.atomic
def change_outcomes(
    *, id: UUID, case: Case, seen: UUID | None, said: Collection[Said], by: Any
) -> Case:
    """Say anew what was achieved, and return the case. What is unchanged is not written again.

    ``seen`` is the newest fact the page showed. The same ``id`` again changes nothing. Raises
    NotClosed, OutcomesChanged where a colleague said something meanwhile.
    """
    current = Case.objects.select_for_update().get(pk=case.pk)
    ids = [derived_uuid("case-outcome", id, one.area.value) for one in said]
    if CaseOutcome.objects.filter(case=current, pk__in=ids).exists():
        return current
    if current.state != CaseState.CLOSED:
        raise NotClosed
    if queries.newest_of(current) != seen:
        raise OutcomesChanged
    written = write_outcomes(id=id, case=current, said=said, by=by)
    if written:
        record(verb="cases.outcomes_changed", target=current, areas=written)
    return current


def take_back_outcomes(*, case: Case, closed_at: dt.datetime | None, by: Any) -> int:
    """Take back what was said at a closing that is itself taken back; return how many areas."""
    if closed_at is None:
        return 0
    now = queries.outcomes_at(case, closed_at)
    for area in now:
        CaseOutcome.objects.create(
            id=uuid7(),
            case=case,
            person=case.person,
            closed_at=closed_at,
            area=area,
            value=Achieved.TAKEN_BACK,
            recorded_by=by,
        )
    return len(now)


def _news(now: dict[Area, CaseOutcome], said: Iterable[Said]) -> list[Said]:
    found = []
    for one in said:
        if one.value not in SAID:
            raise ValueError(f"{one.value!r} is not for anybody to say.")
        old = now.get(one.area)
        told = (one.value, one.destination, one.note)
        if old is None or (old.value, old.destination, old.note or "") != told:
            found.append(one)
    return found
