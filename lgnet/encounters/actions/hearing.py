"""Needs heard after a contact was written down: in a conversation they come one by one."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.encounters.enums import Heard, NeedKind
from lgnet.encounters.models import Encounter, Need


@transaction.atomic
def hear_needs(
    *, encounter_id: UUID, kinds: Collection[str], heard: Heard = Heard.STATED, by: Any
) -> int:
    """Add needs to a contact, each once, and return how many are new.

    Raises ValueError for a need nobody knows, Encounter.DoesNotExist outside the open scope.
    """
    encounter = Encounter.objects.select_for_update(of=("self",)).order_by().get(pk=encounter_id)
    wanted = dict.fromkeys(NeedKind(kind) for kind in kinds)
    known = set(
        Need.objects.filter(encounter=encounter, heard=heard)
        .order_by()
        .values_list("kind", flat=True)
    )
    new = [kind for kind in wanted if kind.value not in known]
    Need.objects.bulk_create(Need(encounter=encounter, kind=kind, heard=heard) for kind in new)
    if new:
        record(verb="encounters.needs_heard", target=encounter, count=len(new))
    return len(new)
