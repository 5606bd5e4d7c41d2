"""Alerts: who tries an identifier of a refuge from outside is recorded there, and sees nothing.

Every request that was refused or found nothing stands in the audit of the one who asked, whatever
it named. Only a job compares what was tried with what the refuges have, so that the answer to a
known identifier costs what the answer to an unknown one costs.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps

from lgnet.audit.actions import record
from lgnet.audit.models import AuditEvent
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models.tenant import TenantModel
from lgnet.notifications.actions import notify

from .refuge_notices import SOUGHT, coordinators

# What the door writes of a request that found nothing (lgnet/config/denied.py).
NOT_FOUND = "network.not_found"
# Apps whose rows an address may name.
NAMED = ("people", "housing", "encounters", "cases")


@dataclass(frozen=True, slots=True)
class Sought:
    """An identifier somebody tried, where it was not to be found."""

    event_id: UUID
    compartment_id: UUID
    actor_id: UUID | None
    target_id: UUID
    at: dt.datetime


def sought_in(*, since: dt.datetime) -> list[Sought]:
    """Return what members of the cell in scope tried and did not find."""
    events = AuditEvent.objects.filter(verb=NOT_FOUND, at__gte=since).order_by("at", "id")
    return [
        Sought(one.pk, one.compartment_id, one.actor_id, UUID(one.target_id), one.at)
        for one in events
    ]


def record_attempts(sought: Iterable[Sought]) -> int:
    """Record in the refuge in scope who tried identifiers of its own; return how many are new."""
    here = required_scope("a refuge").compartment_id
    outside = [one for one in sought if one.compartment_id != here]
    own = _own({one.target_id for one in outside})
    found = [one for one in outside if one.target_id in own]
    if not found:
        return 0
    told = set(
        AuditEvent.objects.filter(verb=SOUGHT, at__gte=min(one.at for one in found))
        .order_by()
        .values_list("detail__event", flat=True)
    )
    new = [one for one in found if str(one.event_id) not in told]
    for one in new:
        record(
            verb="housing.refuge_sought",
            kind=own[one.target_id],
            object=one.target_id,
            event=one.event_id,
            by=one.actor_id,
            at=one.at.isoformat(),
        )
    if new:
        notify(
            user_ids=coordinators(),
            kind=SOUGHT,
            arguments={"at": new[-1].at},
            url_name="housing:refuge_inbox",
            once_key=f"sought:{new[-1].event_id}",
        )
    return len(new)


def _own(identifiers: set[UUID]) -> dict[UUID, str]:
    """Return which identifiers are of rows in scope, with their kind."""
    found: dict[UUID, str] = {}
    if not identifiers:
        return found
    for model in _models():
        rows: Any = model._base_manager.filter(pk__in=identifiers).order_by()
        for pk in rows.values_list("pk", flat=True):
            found[pk] = model._meta.label_lower
    return found


def _models() -> list[type[Any]]:
    return [
        model
        for label in NAMED
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, TenantModel)
    ]
