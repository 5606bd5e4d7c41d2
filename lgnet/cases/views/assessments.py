"""Assessments of a case: their history in small charts, one to fill in, one as it was said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access

from ..actions import refusals
from ..actions.assessments import begin_assessment, finish_assessment, say_area, say_where
from ..anchors import ANCHORS
from ..enums_plan import LifeArea
from ..forms.assessments import AreaForm, WhereForm, area_initial, where_initial
from ..models import Assessment, AssessmentArea
from ..queries import assessments as queries
from ..queries import cases as case_queries
from ..rules import is_running
from ..rules_assessment import HEIGHT, HIGHEST, LOWEST, WIDTH, line, missing
from .parts import parts_of


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def assessments(request: Any, case_id: UUID) -> HttpResponse:
    """List the assessments of a case with a chart a domain, and begin one."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    if request.method == "POST":
        try:
            found = begin_assessment(id=uuid7(), case=case, by=request.user)
        except refusals.CaseRefused as refused:
            messages.error(request, str(refused))
            return redirect("cases:assessments", case.pk)
        return redirect("cases:assessment", found.pk)
    record(verb="cases.assessments_seen", target=case, person=case.person_id)
    page = page_by(queries.assessments_of(case), "recorded_at", **keys_in(request.GET))
    context = {
        "case": case,
        "parts": parts_of(request, case),
        "is_running": is_running(case.state),
        "begun": queries.begun_assessment(case),
        "rows": page.rows,
        "charts": _charts(case),
        "chart_box": f"0 0 {WIDTH} {HEIGHT}",
        # The lowest and the highest step.
        "guides": [line([step]).marks[0][1] for step in (LOWEST, HIGHEST)],
    }
    return render(request, "cases/assessments.html", context | links_of(page, request.GET))


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def assessment(request: Any, assessment_id: UUID) -> HttpResponse:
    """Fill an assessment in, or read a finished one. POST finishes it."""
    found = _found(assessment_id)
    if request.method == "POST":
        finish_assessment(assessment=found, by=request.user)
        messages.success(request, _("The assessment is finished."))
        return redirect("cases:assessments", found.case_id)
    record(verb="cases.assessments_seen", target=found.case, person=found.case.person_id)
    said = queries.areas_of(found)
    context = {
        "assessment": found,
        "case": found.case,
        "parts": parts_of(request, found.case),
        "where": WhereForm(initial=where_initial(found)),
        "areas": [_area(found, area, said.get(area)) for area in LifeArea],
        "missing": missing({row.area: (row.together_answer, row.worker) for row in said.values()}),
    }
    page = "cases/assessment_read.html" if found.finished_at else "cases/assessment.html"
    return render(request, page, context)


@access(permission="cases.manage")
@require_POST
def assessment_area(request: Any, assessment_id: UUID, area: str) -> HttpResponse:
    """Keep one domain, or where the person lives; the page comes back at the same place."""
    found = _found(assessment_id)
    if area == "where":
        where = WhereForm(request.POST)
        if where.is_valid():
            try:
                say_where(assessment=found, **where.said())
            except refusals.CaseRefused as refused:
                messages.error(request, str(refused))
        return _back(request, found, area)
    if area not in LifeArea.values:
        raise Http404
    one = LifeArea(area)
    form = AreaForm(request.POST, area=one, instrument=found.instrument)
    if not form.is_valid():
        return _again(request, found, _area(found, one, None) | {"form": form}, 422)
    try:
        row = say_area(assessment=found, area=one, by=request.user, **form.said())
    except refusals.ChangedMeanwhile as refused:
        data = request.POST.copy()
        data["revision"] = str(refused.current.revision)
        mine = AreaForm(data, area=one, instrument=found.instrument)
        theirs = _area(found, one, refused.current)
        return _again(request, found, theirs | {"form": mine, "is_theirs": True}, 409)
    except refusals.CaseRefused as refused:
        messages.error(request, str(refused))
        return _back(request, found, area)
    if request.htmx:
        return render(request, "cases/_area.html", {"line": _area(found, one, row), "kept": True})
    return _back(request, found, area)


def _again(request: Any, found: Assessment, one: dict[str, Any], status: int) -> HttpResponse:
    """Return a domain with what was typed; as a part where the page keeps itself."""
    if request.htmx:
        # Parts of a page are shown with this status alone (ui/shell.js).
        return render(request, "cases/_area.html", {"line": one, "is_open": True}, status=422)
    context = {"assessment": found, "case": found.case, "line": one, "is_open": True}
    return render(request, "cases/assessment_area.html", context, status=status)


def _back(request: Any, found: Assessment, area: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(status=204)
    return redirect(f"{reverse('cases:assessment', args=[found.pk])}#{area}")


def _area(found: Assessment, area: LifeArea, row: AssessmentArea | None) -> dict[str, Any]:
    """Return a domain as the page shows it."""
    words = ANCHORS[found.instrument][area]
    return {
        "area": area,
        "label": area.label,
        "row": row,
        "words": words[row.together - 1] if row and row.together else "",
        "worker_words": words[row.worker - 1] if row and row.worker else "",
        "url": reverse("cases:assessment_area", args=[found.pk, area.value]),
        "form": AreaForm(
            initial=area_initial(row),
            area=area,
            instrument=found.instrument,
        ),
    }


def _charts(case: Any) -> list[dict[str, Any]]:
    """Return a chart for each domain that was ever scored."""
    history = queries.finished_with_areas(case)
    charts = []
    for area in LifeArea:
        rows = [said.get(area) for _one, said in history]
        together = [row.together if row else None for row in rows]
        worker = [row.worker if row else None for row in rows]
        if not any(together) and not any(worker):
            continue
        days = [one.finished_at for one, _said in history]
        charts.append(
            {
                "area": area,
                "label": area.label,
                "together": line(together),
                "worker": line(worker),
                "numbers": list(zip(days, together, worker, strict=True)),
            }
        )
    return charts


def _found(assessment_id: UUID) -> Assessment:
    found = queries.assessment_by_id(assessment_id)
    if found is None:
        raise Http404
    return found
