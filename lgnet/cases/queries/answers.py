"""Reads of answered forms, in the open scope."""

import functools
import operator
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, JSONField, OuterRef, Q, QuerySet, Subquery

from lgnet.forms.enums import Kind
from lgnet.forms.models import FormVersion
from lgnet.forms.published import asked_by_city

from ..enums_answers import AnswersState
from ..models import Case, FormAnswers
from .cases import open_cases

# Lists of services are no questions to a person.
ASKED = (Kind.CORE, Kind.EXTENSION, Kind.INSTRUMENT)


def forms_asked(case: Case) -> dict[str, FormVersion]:
    """Return code -> version of what is asked of the people of a case today."""
    return asked_by_city(case.city_id, kinds=ASKED)


def answers_of(case: Case) -> QuerySet[FormAnswers]:
    """Return what was answered in a case; pages take it by when it was last written."""
    return FormAnswers.objects.filter(case=case).select_related(
        "version__base", "person", "changed_by", "finished_by", "corrects"
    )


def drafts_of(case: Case) -> dict[str, FormAnswers]:
    """Return code of a form -> its draft; there is one at most."""
    rows = answers_of(case).filter(state=AnswersState.DRAFT).order_by("form_code", "pk")
    return {row.form_code: row for row in rows}


def finished_of(case: Case) -> QuerySet[FormAnswers]:
    """Return all that was filled in, without the answers, and whether a later one corrects it."""
    return (
        answers_of(case)
        .filter(state=AnswersState.FINISHED)
        .annotate(is_corrected=Exists(_corrections()))
        .defer("sealed_answers", "sealed_aside")
    )


def last_finished(case: Case) -> dict[str, FormAnswers]:
    """Return code of a form -> the newest finished answers to it."""
    rows = standing(answers_of(case)).order_by("form_code", "-told_at", "-pk")
    return {row.form_code: row for row in rows.distinct("form_code")}


def answers_by_id(answers_id: UUID) -> FormAnswers | None:
    """Return answers one may see, or None: elsewhere and nowhere are the same."""
    rows = FormAnswers.objects.select_related(
        "case__person", "person", "version__base", "changed_by", "finished_by", "corrects"
    )
    return rows.filter(pk=answers_id).order_by("pk").first()


def correction_of(answers: FormAnswers) -> FormAnswers | None:
    """Return the finished answers that correct some, or None."""
    rows = FormAnswers.objects.filter(corrects=answers, state=AnswersState.FINISHED)
    return rows.order_by("pk").first()


def standing(rows: QuerySet[FormAnswers]) -> QuerySet[FormAnswers]:
    """Return the finished ones that nobody has corrected."""
    return rows.filter(~Exists(_corrections()), state=AnswersState.FINISHED)


def _corrections() -> QuerySet[FormAnswers]:
    """Return the finished corrections of a row of an outer query."""
    return FormAnswers.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        corrects_id=OuterRef("pk"),
        state=AnswersState.FINISHED,
    ).order_by()


def running_cases_told(*, term: str, codes: Iterable[str] | None = None) -> QuerySet[Case]:
    """Return the cases not closed whose newest answer to a national term is one of ``codes``.

    Without codes, those that answer it at all. Counted from national codes alone, so cities whose
    forms ask it differently count alike.
    """
    rows = standing(
        FormAnswers.objects.filter(
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            case_id=OuterRef("pk"),
            national__has_key=term,
        )
    ).order_by("-told_at", "-pk")
    if codes is None:
        return open_cases().filter(Exists(rows.order_by()))
    told = Subquery(rows.values("national")[:1], output_field=JSONField())
    wanted = [Q(national_told__contains={term: [code]}) for code in codes]
    found = open_cases().annotate(national_told=told)
    return found.filter(functools.reduce(operator.or_, wanted))


def is_asked(city_id: UUID, *, term: str) -> bool:
    """Return whether a form of a city's cases asks a national term today, in whatever words."""
    asked = asked_by_city(city_id, kinds=ASKED).values()
    return any(one.national == term for version in asked for one in version.definition.asked())
