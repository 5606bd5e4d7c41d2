"""Which needs have an answer, and which are unmet."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lgnet.encounters.enums import AnswerKind
from lgnet.encounters.models import Encounter, Need, NeedAnswer

# No answer, or "not possible now": both are unmet, and both are counted.
UNMET = Q(answer__isnull=True) | Q(answer=AnswerKind.NOT_NOW)


def with_answers() -> QuerySet[Need]:
    """Return needs, annotated with the answer that counts: ``answer``, ``reason``, or None."""
    newest = NeedAnswer.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        need_id=OuterRef("pk"),
    ).order_by("-sequence")
    return Need.objects.annotate(
        answer=Subquery(newest.values("kind")[:1]), reason=Subquery(newest.values("reason")[:1])
    )


def needs_of(encounter: Encounter) -> list[Need]:
    """Return the needs of a contact with all their answers, oldest first, in two queries."""
    return list(
        Need.objects.filter(encounter=encounter)
        .prefetch_related("answers__service", "answers__offer__site", "answers__offer__service")
        .order_by("id")
    )


def need_of(need_id: UUID) -> Need | None:
    """Return a need of a contact the member may see, or None."""
    visible = Encounter.objects.filter(needs=need_id)
    return (
        Need.objects.select_related("encounter__person", "encounter__neighbourhood")
        .filter(pk=need_id, encounter__in=visible)
        .order_by("pk")
        .first()
    )


def unmet(*, setting: str = "", since: dt.datetime, kind: str = "") -> QuerySet[Need]:
    """Return the unmet needs of contacts since a moment, the oldest first.

    Those of people the member may not see are left out, as everywhere.
    """
    visible = Encounter.objects.filter(happened_at__gte=since)
    if setting:
        visible = visible.filter(setting=setting)
    rows = with_answers().filter(UNMET, encounter__in=visible)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("encounter__person", "encounter__neighbourhood").order_by(
        "encounter__happened_at", "pk"
    )


def counts(*, setting: str = "", since: dt.datetime) -> list[dict[str, Any]]:
    """Return by kind of need: ``heard``, ``met``, ``not_now`` and ``waiting``, most unmet first.

    Every need of the open cell counts, also those of people the member may not see: no names.
    A need that the person states and the worker sees is one need; it is met when one of them is.
    """
    within = Q(encounter__happened_at__gte=since)
    if setting:
        within &= Q(encounter__setting=setting)
    rows = (
        with_answers()
        .filter(within)
        .order_by()
        .values("encounter_id", "kind")
        .annotate(
            given=Count("pk", filter=~UNMET),
            refused=Count("pk", filter=Q(answer=AnswerKind.NOT_NOW)),
        )
        .values_list("kind", "given", "refused")
    )
    found: dict[str, dict[str, Any]] = {}
    for kind, given, refused in rows:
        row = found.setdefault(
            kind, {"kind": kind, "heard": 0, "met": 0, "not_now": 0, "waiting": 0}
        )
        row["heard"] += 1
        row["met" if given else "not_now" if refused else "waiting"] += 1
    for row in found.values():
        row["unmet"] = row["not_now"] + row["waiting"]
    return sorted(found.values(), key=lambda row: (-row["unmet"], -row["heard"], row["kind"]))
