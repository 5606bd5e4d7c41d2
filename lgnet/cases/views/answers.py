"""Forms of a case: which are asked, filling one in, reading it back, correcting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.forms.enums import Moment
from lgnet.forms.published import AnswerForm, answer_form, read_back, title_of
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access
from lgnet.ui import drafts

from ..actions.answers import save_answers
from ..actions.refusals import AnswersElsewhere, AnswersStale
from ..answers_page import Sheet, words_aside
from ..enums_answers import AnswersState
from ..forms.answers import along, sent_along
from ..models import FormAnswers
from ..queries import answers as queries
from ..queries import cases as case_queries
from .parts import parts_of


def page_language() -> str:
    """Return the language of the page, as forms name it."""
    return (get_language() or "it").split("-")[0]


@access(permission="cases.forms")
@require_GET
def forms(request: Any, case_id: UUID) -> HttpResponse:
    """List the forms the city asks, with those filled in and those begun."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    record(verb="cases.forms_listed", target=case, person=case.person_id)
    asked, language = queries.forms_asked(case), page_language()
    begun, finished = queries.drafts_of(case), queries.last_finished(case)
    lines = [
        {
            "code": code,
            "title": title_of(version, language),
            "draft": begun.pop(code, None),
            "last": finished.get(code),
        }
        for code, version in asked.items()
    ]
    page = page_by(queries.finished_of(case), "finished_at", **keys_in(request.GET))
    context = {
        "case": case,
        "parts": parts_of(request, case),
        "lines": lines,
        "out": [(row, title_of(row.version, language)) for row in begun.values()],
        "all": [(row, title_of(row.version, language)) for row in page.rows],
    }
    return render(request, "cases/answers.html", context | links_of(page, request.GET))


@access(permission="cases.forms")
@require_http_methods(["GET", "POST"])
def form_fill(request: Any, case_id: UUID, form_code: str) -> HttpResponse:
    """Fill in a form, or go on with what somebody began."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    version = queries.forms_asked(case).get(form_code)
    if version is None:
        raise Http404
    seen = queries.drafts_of(case).get(form_code)
    sheet = Sheet(case, form_code, version, page_language(), seen=seen)
    if request.method == "POST":
        return _save(request, sheet)
    record(verb="cases.form_viewed", target=case, person=case.person_id, form=form_code)
    return _blank(request, sheet)


@access(permission="cases.forms")
@require_GET
def form_read(request: Any, answers_id: UUID) -> HttpResponse:
    """Read answers back under the version they were given to, whatever is asked today."""
    found = _answers(answers_id)
    record(verb="cases.form_viewed", target=found, case=found.case_id, form=found.form_code)
    language = page_language()
    later = queries.correction_of(found)
    is_asked = found.form_code in queries.forms_asked(found.case)
    is_finished = found.state == AnswersState.FINISHED
    context = {
        "case": found.case,
        "parts": parts_of(request, found.case),
        "answers": found,
        "is_finished": is_finished,
        "title": title_of(found.version, language),
        "sections": read_back(found.version, found.answers, language=language),
        "aside": words_aside(found.aside, language),
        "later": later,
        "may_correct": is_asked and is_finished and later is None,
        "may_go_on": is_asked and not is_finished,
    }
    return render(request, "cases/answers_read.html", context)


@access(permission="cases.forms")
@require_GET
def form_correct(request: Any, answers_id: UUID) -> HttpResponse:
    """Begin a correction of finished answers; a draft somebody began goes first."""
    found = _answers(answers_id)
    later = queries.correction_of(found)
    if later is not None:
        return redirect("cases:form_read", later.pk)
    version = queries.forms_asked(found.case).get(found.form_code)
    if version is None:
        raise Http404
    if found.state == AnswersState.DRAFT or found.form_code in queries.drafts_of(found.case):
        return redirect("cases:form_fill", found.case_id, found.form_code)
    record(verb="cases.form_viewed", target=found, case=found.case_id, form=found.form_code)
    sheet = Sheet(found.case, found.form_code, version, page_language(), corrects=found)
    return _blank(request, sheet)


def _blank(request: Any, sheet: Sheet) -> HttpResponse:
    kept = drafts.kept_for(request, sheet.key)
    form = sheet.blank(kept)
    hidden = along(
        id=sheet.seen.pk if sheet.seen else uuid7(),
        revision=sheet.revision,
        corrects=sheet.corrects.pk if sheet.corrects else None,
        aside=sheet.aside,
    )
    return _page(request, sheet, form, hidden, kept=kept)


def _save(request: Any, sheet: Sheet) -> HttpResponse:
    """Keep a draft or finish; refused, the page shows what was typed, and what a colleague did."""
    hidden, is_finished = sent_along(request.POST), request.POST.get("deed") == "finish"
    form = answer_form(
        sheet.version,
        request.POST,
        language=sheet.language,
        moment=Moment.CLOSING if is_finished else Moment.SAVING,
    )
    if not hidden.is_valid():
        form.add_error(None, _("Something was lost on the way. Look at the answers, then save."))
        renewed = along(id=uuid7(), revision=0, corrects=None, aside=[])
        return _page(request, sheet, form, renewed, status=422)
    told = hidden.cleaned_data
    sheet.aside = told["aside"]
    sheet.corrects = _corrected(told["corrects"])
    if not form.is_valid():
        sheet.take_aside(form, request.POST.get("form_version", ""))
        again = along(**{**told, "aside": sheet.aside})
        return _page(request, sheet, form, again, status=422)
    try:
        row = save_answers(
            id=told["id"],
            case=sheet.case,
            form_code=sheet.code,
            version=sheet.version,
            answers=form.answers,
            revision=told["revision"],
            aside=sheet.aside,
            corrects=sheet.corrects,
            is_finished=is_finished,
            by=request.user,
        )
    except AnswersStale as stale:
        return _both(request, sheet, form, stale)
    except AnswersElsewhere as refused:
        form.add_error(None, str(refused))
        again = along(**{**told, "aside": sheet.aside})
        return _page(request, sheet, form, again, status=409)
    drafts.clear(request, sheet.key)
    if is_finished:
        messages.success(request, _("The form is filled in."))
        return redirect("cases:form_read", row.pk)
    messages.success(request, _("Kept. Whoever follows the case can go on with it."))
    return redirect("cases:forms", sheet.case.pk)


def _both(request: Any, sheet: Sheet, form: AnswerForm, stale: AnswersStale) -> HttpResponse:
    """Show what was typed beside what a colleague wrote; sending again is meant to replace it.

    What was finished meanwhile is not replaced: sent again, this becomes its correction.
    """
    row, is_draft = stale.row, stale.row.state == AnswersState.DRAFT
    form.add_error(None, str(stale))
    hidden = along(
        id=row.pk if is_draft else uuid7(),
        revision=row.revision if is_draft else 0,
        corrects=row.corrects_id if is_draft else row.pk,
        aside=sheet.aside,
    )
    sheet.corrects = None if is_draft else row
    theirs = read_back(row.version, row.answers, language=sheet.language)
    return _page(request, sheet, form, hidden, theirs=theirs, stale=row, status=409)


def _page(
    request: Any, sheet: Sheet, form: AnswerForm, hidden: Any, status: int = 200, **more: Any
) -> HttpResponse:
    in_form = {one.field.code for one in form.left}
    context = {
        "case": sheet.case,
        "parts": parts_of(request, sheet.case),
        "code": sheet.code,
        "key": sheet.key,
        "title": title_of(sheet.version, sheet.language),
        "form": form,
        "along": hidden,
        "seen": sheet.seen,
        "corrects": sheet.corrects or (sheet.seen.corrects if sheet.seen else None),
        # What the form tells of by itself needs no second line.
        "aside": words_aside([one for one in sheet.aside if one[1] not in in_form], sheet.language),
        "kept": drafts.Kept(sheet.key),
        "theirs": None,
        "stale": None,
    }
    return render(request, "cases/answers_fill.html", context | more, status=status)


def _corrected(answers_id: UUID | None) -> FormAnswers | None:
    return _answers(answers_id) if answers_id else None


def _answers(answers_id: UUID) -> FormAnswers:
    found = queries.answers_by_id(answers_id)
    if found is None:
        raise Http404
    return found
