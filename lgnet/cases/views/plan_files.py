"""The plan to sign as a file: PDF to print elsewhere or send, Word to change on."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.encounters.queries.letters import head_of, letterhead_here
from lgnet.housing.queries.house_life import reading_languages
from lgnet.kernel import sheets
from lgnet.network.access import access
from lgnet.people.catalogue import frame_for

from ..models import Case
from ..plan_paper import plan_sheet
from ..queries import cases as case_queries
from ..queries import plans as queries


@access(permission="cases.manage")
@require_GET
def plan_pdf(request: Any, case_id: UUID, language: str) -> HttpResponse:
    """Answer with the plan as PDF; back to its page where a sign cannot be drawn."""
    case = _case(case_id)
    sheet = _sheet(request, case, language)
    if sheets.unprintable(sheet):
        return redirect("cases:plan_print", case.pk)
    _record(case, "pdf", language)
    return _file(sheets.as_pdf(sheet), "application/pdf", "pdf")


@access(permission="cases.manage")
@require_GET
def plan_word(request: Any, case_id: UUID, language: str) -> HttpResponse:
    """Answer with the plan as a Word file."""
    case = _case(case_id)
    sheet = _sheet(request, case, language)
    _record(case, "docx", language)
    return _file(sheets.as_word(sheet), sheets.WORD, "docx")


def frames_of(case: Case) -> list[Any]:
    """Return the languages of the paper: the person's, and ours where it is another."""
    theirs = frame_for(case.person.language, reads=reading_languages(case.person))
    ours = frame_for(None, reads=())
    return [ours] if ours == theirs else [theirs, ours]


def _sheet(request: Any, case: Case, language: str) -> sheets.Sheet:
    if language not in [frame.code for frame in frames_of(case)]:
        raise Http404
    goals = queries.goals_of(case)
    if not goals:
        raise Http404
    head = head_of(letterhead_here(), organisation=request.membership.organisation.name)
    return plan_sheet(goals, head=head, language=language, digest=queries.digest_of(goals))


def _record(case: Case, form: str, language: str) -> None:
    words = {"form": form, "language": language}
    record(verb="cases.plan_taken", target=case, person=case.person_id, **words)


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    # The name of the file tells nobody whose plan it is.
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="plan.{ending}"',
            "Cache-Control": "no-store, private",
        },
    )


def _case(case_id: UUID) -> Case:
    return get_object_or_404(case_queries.cases(), pk=case_id)
