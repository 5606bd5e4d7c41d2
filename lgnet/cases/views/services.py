"""Which services a person of a case received: one by one, and added up by month."""

import datetime as dt
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.directory.queries import services as all_services
from lgnet.encounters.queries.services import months_of, services_to
from lgnet.kernel.keyset import page_by
from lgnet.kernel.nights import ITALY, add_months
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can

from ..queries import cases as queries
from ..queries.parties import persons_of
from .parts import parts_of

# Of how many months, this one included, the sums stand on the page.
MONTHS = 12


@access(permission="cases.view")
@require_GET
def services(request: Any, case_id: UUID) -> HttpResponse:
    """Show what a person of a case received, when, how long and from whom."""
    case = get_object_or_404(queries.cases(), pk=case_id)
    persons = {str(one.pk): one for one in persons_of(case)}
    person = persons.get(request.GET.get("person", ""), case.person)
    record(verb="cases.services_seen", target=case, person=person.pk)
    page = page_by(services_to(person.pk), "happened_at", **keys_in(request.GET))
    named = {service.pk: service for service in all_services()}
    sums = months_of(person.pk, since=_since())
    months = [
        (month, [line | {"service": named[line["service_id"]]} for line in lines])
        for month, lines in groupby(sums, key=lambda line: line["month"])
    ]
    context = {
        "case": case,
        "parts": parts_of(request, case),
        "person": person,
        # Nothing is chosen where there is nothing to choose.
        "persons": list(persons.values()) if len(persons) > 1 else [],
        "lines": [_line(given) for given in page.rows],
        "months": months,
        "may_open": can(request.membership, "encounters.view"),
    }
    return render(request, "cases/services.html", context | links_of(page, request.GET))


def _since() -> dt.datetime:
    first = add_months(timezone.localdate().replace(day=1), 1 - MONTHS)
    return dt.datetime.combine(first, dt.time(), tzinfo=ITALY)


def _line(given: Any) -> dict[str, Any]:
    """Return a service given, with who gave it: without a name it was who recorded the contact."""
    return {"given": given, "by": given.given_by or given.encounter.recorded_by}
