"""The one way an audit event is written."""

import json
from typing import Any

from django.db import models

from lgnet.kernel.at_once import Prepared, Statement, at_once
from lgnet.kernel.ids import uuid7

_APPEND = Prepared("audit_append_event", "SELECT audit_append($1, $2, $3, $4, $5)")


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
    at_once(event(verb=verb, target=target, kind=kind, target_id=target_id, **detail))


def event(
    *,
    verb: str,
    target: models.Model | None = None,
    kind: str = "",
    target_id: str = "",
    **detail: Any,
) -> Statement:
    """Return the statement of ``record``, for who sends it together with what it tells of."""
    target_kind = target._meta.label_lower if target is not None else kind
    target_id = str(target.pk) if target is not None else target_id
    return _APPEND, [uuid7(), verb, target_kind, target_id, json.dumps(detail, default=str)]
