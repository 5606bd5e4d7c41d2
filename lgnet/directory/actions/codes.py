"""External codes of services: added, changed, taken away."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.directory.models import Service, ServiceCode

from .refusals import CodesShareDays
from .writing import add_once, change


@transaction.atomic
def add_code(
    *,
    id: UUID,
    service: Service,
    scheme: str,
    code: str,
    from_on: dt.date,
    by: Any,
    until_on: dt.date | None = None,
) -> ServiceCode:
    """Say what a nomenclature calls a service from a day on; raises CodesShareDays."""
    facts = {
        "service": service,
        "scheme": scheme,
        "code": code,
        "from_on": from_on,
        "until_on": until_on,
    }
    row, is_new = add_once(ServiceCode, id=id, facts=facts, by=by, clashes=CodesShareDays)
    if is_new:
        record(verb="directory.code_added", target=row, scheme=scheme)
    return row


@transaction.atomic
def change_code(
    *, row: ServiceCode, code: str, from_on: dt.date, until_on: dt.date | None, by: Any
) -> ServiceCode:
    """Change a code or its days; raises CodesShareDays."""
    facts = {"code": code, "from_on": from_on, "until_on": until_on}
    changed = change(row, facts=facts, version=None, names=tuple(facts), clashes=CodesShareDays)
    if changed:
        record(verb="directory.code_changed", target=row, fields=changed)
    return row
