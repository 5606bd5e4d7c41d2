"""Reads of who works on a case, and of handovers, in the open scope."""

import datetime as dt
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lgnet.network.models import Membership
from lgnet.network.queries import members_who_may

from ..enums_team import HandoverState, TeamPart
from ..models import Case, CaseMember, Handover
from ..rules import RUNNING
from . import cases as queries

_CELL = {"city_id": OuterRef("city_id"), "compartment_id": OuterRef("compartment_id")}


def colleagues() -> QuerySet[Membership]:
    """Return who may take part in a case here: whoever sees cases, by name."""
    return members_who_may("cases.view")


def members_of(case: Case) -> QuerySet[CaseMember]:
    """Return who takes part or took part in a case; pages take them by when that was written."""
    return (
        CaseMember.objects.filter(case=case)
        .select_related("user", "recorded_by")
        .order_by("-from_on", "-id")
    )


def substitute_of(case: Case, *, on: dt.date | None = None) -> CaseMember | None:
    """Return who stands in on a day, today unless named, or None."""
    found = members_of(case).filter(_stands_in(on or timezone.localdate()))
    return found.first()


def cases_in_hand(user_id: UUID) -> QuerySet[Case]:
    """Return the cases not closed a member of staff answers for, or stands in for today."""
    stood_in = CaseMember.objects.filter(
        _stands_in(timezone.localdate()), **_CELL, case_id=OuterRef("pk"), user_id=user_id
    )
    return queries.open_cases().filter(Q(responsible_id=user_id) | Exists(stood_in))


def handovers_of(case: Case) -> QuerySet[Handover]:
    """Return a case's handovers with their people; pages take them by when they were made."""
    return Handover.objects.filter(case=case).select_related(
        "from_user", "to_user", "recorded_by", "answered_by"
    )


def waiting_handover_of(case: Case) -> Handover | None:
    """Return the handover of a case that waits for an answer, or None."""
    return handovers_of(case).filter(state=HandoverState.WAITING).order_by("pk").first()


def cases_handed_to(user_id: UUID) -> QuerySet[Case]:
    """Return the cases not closed that wait for a member of staff to accept them."""
    waiting = Handover.objects.filter(
        **_CELL, case_id=OuterRef("pk"), to_user_id=user_id, state=HandoverState.WAITING
    )
    return queries.open_cases().filter(Exists(waiting), state__in=RUNNING)


def handover_by_id(handover_id: UUID) -> Handover | None:
    """Return a handover with its case and people, or None."""
    found = Handover.objects.select_related(
        "case", "case__person", "case__responsible", "from_user", "to_user", "recorded_by"
    )
    return found.filter(pk=handover_id).order_by("pk").first()


def member_by_id(member_id: UUID) -> CaseMember | None:
    """Return a colleague's days with a case, or None."""
    found = CaseMember.objects.select_related("case", "case__person", "user")
    return found.filter(pk=member_id).order_by("pk").first()


def _stands_in(day: dt.date) -> Q:
    return Q(part=TeamPart.SUBSTITUTE, from_on__lte=day, until_on__gt=day)
