"""Assessments of a case: their history in small charts, one to fill in, one as it was said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from lgnet.audit.actions import record
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.people.models import Person

from ..actions import refusals
from ..actions.assessments import begin_assessment, finish_assessment, say_area, say_where
from ..anchors import ANCHORS
from ..enums_plan import LifeArea
from ..forms.assessments import AreaForm, WhereForm, area_initial, where_initial
from ..models import Assessment, AssessmentArea, Case
from ..queries import assessments as queries
from ..queries import cases as case_queries
from ..rules import is_running
from ..rules_assessment import HEIGHT, HIGHEST, LOWEST, WIDTH, line, missing
from .parts import parts_of

# What is kept beside the domains, by the name of its place on the page.
WHERE = "where"


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def assessments(request: Any, case_id: UUID) -> HttpResponse:
    """List the assessments of a case with a chart a domain, and begin one."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    others = queries.others_assessed(case)
    persons = {str(one.pk): one for one in [case.person, *others]}
    asked = request.POST.get("person") or request.GET.get("person", "")
    person = persons.get(asked, case.person)
    if request.method == "POST":
        try:
            found = begin_assessment(id=uuid7(), case=case, person=person, by=request.user)
        except refusals.CaseRefused as refused:
            messages.error(request, str(refused))
            return redirect("cases:assessments", case.pk)
        return redirect("cases:assessment", found.pk)
    record(verb="cases.assessments_seen", target=case, person=person.pk)
    page = page_by(queries.assessments_of(case, person), "recorded_at", **keys_in(request.GET))
    context = {
        "case": case,
        "parts": parts_of(request, case),
        "may_begin": is_running(case.state) and getattr(person, "is_here", True),
        "person": person,
        # Nothing is chosen where there is nothing to choose.
        "persons": list(persons.values()) if len(persons) > 1 else [],
        "begun": queries.begun_assessment(case, person),
        "rows": page.rows,
        "charts": _charts(case, person),
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
        return redirect(_list_of(found))
    record(verb="cases.assessments_seen", target=found.case, person=found.person_id)
    said = queries.areas_of(found)
    context = {
        "assessment": found,
        "case": found.case,
        "parts": parts_of(request, found.case),
        "where": WhereForm(initial=where_initial(found)),
        "areas": [_area(found, area, said.get(area)) for area in LifeArea],
        "missing": _missing(said),
        "list_url": _list_of(found),
    }
    page = "cases/assessment_read.html" if found.finished_at else "cases/assessment.html"
    return render(request, page, context)


@access(permission="cases.manage")
@require_POST
def assessment_area(request: Any, assessment_id: UUID, area: str) -> HttpResponse:
    """Keep one domain, or where the person lives; the page comes back at the same place."""
    found = _found(assessment_id)
    if area == WHERE:
        return _keep_where(request, found)
    if area not in LifeArea.values:
        raise Http404
    one = LifeArea(area)
    line = _area(found, one, None)
    form = AreaForm(request.POST, area=one, instrument=found.instrument)
    if not form.is_valid():
        return _again(request, found, area, {"line": line | {"form": form}}, 422)
    try:
        row = say_area(assessment=found, area=one, by=request.user, **form.said())
    except refusals.ChangedMeanwhile as refused:
        data = request.POST.copy()
        data["revision"] = str(refused.current.revision)
        mine = AreaForm(data, area=one, instrument=found.instrument)
        theirs = _area(found, one, refused.current) | {"form": mine, "is_theirs": True}
        return _again(request, found, area, {"line": theirs}, 409)
    except refusals.CaseRefused as refused:
        return _refused(request, found, area, {"line": line | {"form": form}}, refused)
    return _kept(request, found, area, {"line": _area(found, one, row)})


def _keep_where(request: Any, found: Assessment) -> HttpResponse:
    form = WhereForm(request.POST)
    if not form.is_valid():
        return _again(request, found, WHERE, {"where": form}, 422)
    try:
        current = say_where(assessment=found, **form.said())
    except refusals.ChangedMeanwhile as refused:
        data = request.POST.copy()
        data["was"] = where_initial(refused.current)["was"]
        told = {"where": WhereForm(data), "theirs": refused.current}
        return _again(request, found, WHERE, told, 409)
    except refusals.CaseRefused as refused:
        return _refused(request, found, WHERE, {"where": form}, refused)
    return _kept(request, found, WHERE, {"where": WhereForm(initial=where_initial(current))})


def _kept(request: Any, found: Assessment, area: str, told: dict[str, Any]) -> HttpResponse:
    """Say that it is kept. The form itself stays: who goes on choosing loses no choice."""
    if not request.htmx:
        return redirect(f"{reverse('cases:assessment', args=[found.pk])}#{area}")
    context = told | {"missing": _missing(queries.areas_of(found)), "is_oob": True}
    return render(request, "cases/_kept.html", context)


def _refused(
    request: Any, found: Assessment, area: str, told: dict[str, Any], refused: Exception
) -> HttpResponse:
    """Say why nothing is kept: beside what was chosen, or above the assessment as it stands."""
    if request.htmx:
        return _again(request, found, area, told | {"refused": str(refused)}, 409)
    messages.error(request, str(refused))
    return redirect("cases:assessment", found.pk)


def _again(
    request: Any, found: Assessment, area: str, told: dict[str, Any], status: int
) -> HttpResponse:
    """Return what was chosen, with what stands in its way; as a part where the page keeps it."""
    context = told | {"assessment": found, "case": found.case, "is_open": True}
    if request.htmx:
        page = "cases/_where.html" if area == WHERE else "cases/_area.html"
        # Parts of a page are shown with this status alone (ui/shell.js).
        return reswap(retarget(render(request, page, context, status=422), f"#{area}"), "outerHTML")
    return render(request, "cases/assessment_area.html", context, status=status)


def _missing(said: dict[str, AssessmentArea]) -> list[LifeArea]:
    return missing({row.area: (row.together_answer, row.worker) for row in said.values()})


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


def _said(row: AssessmentArea | None) -> tuple[str, str]:
    """Return both scores of one moment; where there is none, why, in words."""
    if row is None:
        return str(Answer.NOT_ASKED.label), _("no score")
    together = str(row.together or Answer(row.together_answer).label)
    return together, str(row.worker or _("no score"))


def _charts(case: Case, person: Person) -> list[dict[str, Any]]:
    """Return a chart for each domain that was ever scored of a person."""
    history = queries.finished_with_areas(case, person)
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
                "numbers": [(at, *_said(row)) for at, row in zip(days, rows, strict=True)],
            }
        )
    return charts


def _list_of(found: Assessment) -> str:
    """Return the page of the assessments of the same person."""
    address = reverse("cases:assessments", args=[found.case_id])
    is_first = found.person_id == found.case.person_id
    return address if is_first else f"{address}?person={found.person_id}"


def _found(assessment_id: UUID) -> Assessment:
    found = queries.assessment_by_id(assessment_id)
    if found is None:
        raise Http404
    return found
