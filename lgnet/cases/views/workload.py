"""The page of who answers for how many cases."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.network.access import access

from ..queries.quiet import quiet_before
from ..queries.supervision import policy_here
from ..queries.workload import workload as loads_of


@access(permission="cases.supervise")
@require_GET
def workload(request: Any) -> HttpResponse:
    """Show how many cases each colleague answers for, by name."""
    loads = loads_of(
        quiet_before=quiet_before(policy_here().quiet_days), today=timezone.localdate()
    )
    record(verb="cases.listed", kind="cases.case", show="workload")
    return render(request, "cases/workload.html", {"loads": loads})
