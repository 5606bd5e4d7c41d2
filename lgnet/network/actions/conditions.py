"""Keeping the conditions of funding lines: one begins, one ends, none is reworded."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.network.models import FundingCondition, FundingLine


class ConditionRepeated(ValueError):
    """The line asks this already."""


@transaction.atomic
def add_condition(
    *, id: UUID, line: FundingLine, it: str, en: str = "", ar: str = "", by: Any
) -> FundingCondition:
    """Have a line ask one thing more, and return it. The same ``id`` again changes nothing.

    Raises ConditionRepeated where the line asks it in the same words.
    """
    FundingLine.objects.select_for_update().get(pk=line.pk)
    known = FundingCondition.objects.filter(pk=id, line=line).order_by("pk").first()
    if known is not None:
        return known
    running = FundingCondition.objects.filter(line=line, ended_at__isnull=True)
    if running.filter(text_it=it).exists():
        raise ConditionRepeated
    last = FundingCondition.objects.filter(line=line).aggregate(last=Max("position"))["last"]
    made = FundingCondition.objects.create(
        id=id,
        line=line,
        position=(last or 0) + 1,
        text_it=it,
        text_en=en,
        text_ar=ar,
        created_by=by,
    )
    record(verb="network.condition_added", target=made, line=line.code)
    return made


@transaction.atomic
def end_condition(*, condition: FundingCondition, by: Any) -> FundingCondition:
    """Ask it no more; what was found stays. Ended already, it stays as it ended."""
    current = FundingCondition.objects.select_for_update().get(pk=condition.pk)
    if current.ended_at is None:
        current.ended_at, current.ended_by = timezone.now(), by
        current.save(update_fields=["ended_at", "ended_by"])
        record(verb="network.condition_ended", target=current, line=current.line.code)
    return current
