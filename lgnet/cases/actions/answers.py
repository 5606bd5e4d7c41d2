"""Writing answers to the forms of a case: drafts on top of one another, finished ones once."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.enums_answers import AnswersState
from lgnet.cases.models import Case, FormAnswers
from lgnet.cases.queries import answers as queries
from lgnet.cases.rules_answers import Aside, put_aside
from lgnet.forms.models import FormVersion
from lgnet.forms.published import carried, national_codes
from lgnet.kernel.announcements import CASE_CHANGED, announce

from .refusals import AnswersElsewhere, AnswersStale
from .states import locked


@transaction.atomic
def save_answers(
    *,
    id: UUID,
    case: Case,
    form_code: str,
    version: FormVersion,
    answers: Mapping[str, Any],
    by: Any,
    revision: int = 0,
    aside: Iterable[Aside] = (),
    corrects: FormAnswers | None = None,
    is_finished: bool = False,
) -> FormAnswers:
    """Keep a draft of a form, or finish it, and return it.

    ``revision``: of the draft as it was seen, 0 where there was none. The same again changes
    nothing. Raises AnswersStale where somebody wrote meanwhile, AnswersElsewhere for an ``id`` or
    a correction of another form.
    """
    current = locked(case)
    draft = queries.drafts_of(current).get(form_code)
    known = FormAnswers.objects.select_related("version", "person").filter(pk=id)
    row = known.order_by("pk").first()
    if row is not None and (row.case_id, row.form_code) != (current.pk, form_code):
        raise AnswersElsewhere
    if row is not None and _is_again(row, answers, revision, is_finished=is_finished):
        return row
    if draft is not None and (draft.pk, draft.revision) != (id, revision):
        raise AnswersStale(draft)
    if draft is None and row is not None:
        raise AnswersStale(row)
    if draft is None:
        _check_correction(current, form_code, corrects)
        draft = FormAnswers(
            id=id,
            case=current,
            person=current.person,
            form_code=form_code,
            version=version,
            corrects=corrects,
            revision=0,
            recorded_by=by,
        )
        draft.aside = list(aside)
    else:
        draft.aside = put_aside(put_aside(draft.aside, _left_of(draft, version)), aside)
    draft.version, draft.answers = version, dict(answers)
    draft.revision += 1
    draft.changed_at, draft.changed_by = timezone.now(), by
    if is_finished:
        _finish(draft, by)
    draft.save()
    told: dict[str, Any] = {
        "case": current.pk,
        "form": form_code,
        "version": str(version.pk),
    }
    if is_finished:
        record(verb="cases.form_finished", target=draft, **told)
        announce(CASE_CHANGED, city_id=current.city_id)
    else:
        record(verb="cases.form_saved", target=draft, **told)
    return draft


def _is_again(
    row: FormAnswers, answers: Mapping[str, Any], revision: int, *, is_finished: bool
) -> bool:
    """Return whether what is sent has been written already: a form sent twice writes once."""
    is_same = row.answers == dict(answers) and row.revision == revision + 1
    return is_same and (row.state == AnswersState.FINISHED) == is_finished


def _check_correction(case: Case, form_code: str, corrects: FormAnswers | None) -> None:
    """Raise where what is to be corrected is of another form, unfinished, or corrected already."""
    if corrects is None:
        return
    is_of_form = (corrects.case_id, corrects.form_code) == (case.pk, form_code)
    if not is_of_form or corrects.state != AnswersState.FINISHED:
        raise AnswersElsewhere
    later = queries.correction_of(corrects)
    if later is not None:
        raise AnswersStale(later)


def _left_of(draft: FormAnswers, version: FormVersion) -> list[Aside]:
    """Return what an earlier version of the draft held and this one has no place for."""
    if draft.version_id == version.pk:
        return []
    found = carried(draft.answers, before=draft.version.definition, now=version.definition)
    return [[str(draft.version_id), left.field.code, left.value] for left in found.left]


def _finish(draft: FormAnswers, by: Any) -> None:
    now = draft.changed_at
    draft.state = AnswersState.FINISHED
    draft.finished_at, draft.finished_by = now, by
    draft.told_at = draft.corrects.told_at if draft.corrects else now
    draft.national = national_codes(draft.version.definition, draft.answers)
