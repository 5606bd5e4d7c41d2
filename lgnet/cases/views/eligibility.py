"""What was found about the funding lines of a case, line by line, and finding it out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.network.models import FundingCondition, FundingLine
from lgnet.network.queries import conditions_of, lines_of_city

from ..actions import refusals
from ..actions.eligibility import find_eligibility
from ..enums_eligibility import Conclusion
from ..forms.eligibility import FindingForm, asked_ids, initial_of
from ..models import Case
from ..queries import cases as case_queries
from ..queries import eligibility as queries
from ..rules import is_running
from .parts import parts_of


@access(permission="cases.manage")
@require_GET
def eligibility(request: Any, case_id: UUID) -> HttpResponse:
    """Show which funding lines may pay for a case, why, and everything found before."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    now = queries.findings_now(case)
    lines = list(lines_of_city(case.city_id, on=timezone.localdate()))
    known = {line.pk for line in lines}
    past = [found.line for found in now.values() if found.line_id not in known]
    page = page_by(queries.findings_of(case), "recorded_at", **keys_in(request.GET))
    record(verb="cases.eligibility_seen", target=case, person=case.person_id)
    context = {
        "case": case,
        "is_running": is_running(case.state),
        "lines": [(line, now.get(line.pk), line.pk in known) for line in [*lines, *past]],
        "facts": page.rows,
        "parts": parts_of(request, case),
        **links_of(page, request.GET),
    }
    return render(request, "cases/eligibility.html", context)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def eligibility_find(request: Any, case_id: UUID, line: str) -> HttpResponse:
    """Write down what was found about one funding line."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    found_line = get_object_or_404(lines_of_city(case.city_id, on=timezone.localdate()), code=line)
    conditions = conditions_of([found_line])[found_line.pk]
    last = queries.finding_now(case, found_line.pk)
    if request.method == "GET":
        record(verb="cases.eligibility_seen", target=case, person=case.person_id)
        seen = {"id": uuid7(), "seen": last.pk if last else None}
        initial = seen | initial_of(last, conditions)
        form = FindingForm(initial=initial, conditions=conditions)
        return _page(request, case, found_line, form)
    asked = FundingCondition.objects.filter(line=found_line, pk__in=asked_ids(request.POST))
    every = {one.pk: one for one in [*asked.order_by("position", "id"), *conditions]}
    form = FindingForm(request.POST, conditions=every.values())
    if not form.is_valid():
        return _page(request, case, found_line, form, status=422)
    told = form.cleaned_data
    try:
        find_eligibility(
            id=told["id"],
            case=case,
            line=found_line,
            seen=told["seen"],
            conclusion=Conclusion(told["conclusion"]),
            grounds=form.grounds(),
            evidence=told["evidence"],
            reason=told["reason"],
            by=request.user,
        )
    except refusals.CaseRefused as refused:
        last = queries.finding_now(case, found_line.pk)
        # Who has looked at both sends the same again: what stands now is seen.
        sent = request.POST.copy()
        sent["seen"] = str(last.pk) if last else ""
        form = FindingForm(sent, conditions=every.values())
        form.add_error(None, str(refused))
        return _page(request, case, found_line, form, status=409, theirs=last)
    messages.success(request, _("What you found is saved."))
    return redirect("cases:eligibility", case.pk)


def _page(
    request: Any,
    case: Case,
    line: FundingLine,
    form: FindingForm,
    status: int = 200,
    theirs: Any = None,
) -> HttpResponse:
    context = {
        "case": case,
        "line": line,
        "form": form,
        "theirs": theirs,
        "is_running": is_running(case.state),
    }
    return render(request, "cases/eligibility_find.html", context, status=status)
