"""The one way an audit event is written."""

import json
from typing import Any

from django.db import connection, models

from lgnet.kernel.ids import uuid7


def record(
    *,
    verb: str,
    target: models.Model | None = None,
    kind: str = "",
    target_id: str = "",
    **detail: Any,
) -> None:
    """Append an event to the audit, in the transaction that reads or changes ``target``.

    ``kind`` and ``target_id`` stand for a target that is not at hand, or that may not be there.
    City, compartment and actor come from the signed context, so a caller cannot claim another's.
    ``detail`` holds codes, counts and identifiers, never names or narrative.
    """
    target_kind = target._meta.label_lower if target is not None else kind
    target_id = str(target.pk) if target is not None else target_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_append(%s, %s, %s, %s, %s)",
            [uuid7(), verb, target_kind, target_id, json.dumps(detail, default=str)],
        )
