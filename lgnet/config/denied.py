"""What was asked for in vain stands in the audit: by whom, and which identifier.

Whether it exists elsewhere is not asked here, so that a protected identifier and one that never
was cost the same. A job compares later (lgnet/housing/actions/refuge_alerts.py).
"""

import contextlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from lgnet.audit.actions import record
from lgnet.kernel.tenancy import scope

DENIED = (403, 404)
# More identifiers in one request tell no more.
MOST = 8


class DeniedMiddleware:
    """Record the identifiers of a request that was refused, or that found nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        member = getattr(request, "membership", None)
        if response.status_code in DENIED and member is not None and member.city_id is not None:
            wanted = list(islice(dict.fromkeys(_identifiers(request)), MOST))
            if wanted:
                self.keep(request, member, wanted)
        return response

    def keep(self, request: HttpRequest, member: Any, wanted: list[UUID]) -> None:
        """Write one event for each identifier into the audit of the member's own cell."""
        match = request.resolver_match
        with scope(
            city_id=member.city_id, compartment_id=member.compartment_id, user_id=member.user_id
        ):
            for identifier in wanted:
                record(
                    verb="network.not_found",
                    target_id=str(identifier),
                    route=match.view_name if match else "",
                )


def _identifiers(request: HttpRequest) -> Iterator[UUID]:
    """Yield the identifiers in the address, then those in the form."""
    match = request.resolver_match
    values = [*(match.kwargs.values() if match else ()), *request.GET.values()]
    # What could not be read named nothing.
    with contextlib.suppress(RequestDataTooBig, SuspiciousOperation, UnreadablePostError):
        values += request.POST.values()
    for value in values:
        try:
            yield value if isinstance(value, UUID) else UUID(str(value))
        except ValueError:
            continue
