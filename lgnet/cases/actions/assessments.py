"""Assessing how somebody lives, a domain at a time, and finishing."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.anchors import CURRENT
from lgnet.cases.enums_plan import LifeArea
from lgnet.cases.models import Assessment, AssessmentArea, Case
from lgnet.cases.queries.assessments import begun_assessment
from lgnet.cases.rules import is_running
from lgnet.kernel.answers import Answer
from lgnet.people.models import Person

from .persons import person_of_case
from .refusals import AlreadyFinished, CannotMove, ChangedMeanwhile


@transaction.atomic
def begin_assessment(*, id: UUID, case: Case, by: Any, person: Person | None = None) -> Assessment:
    """Begin an assessment, or return the one that is begun: two colleagues share a draft.

    It is about ``person``, somebody of the case: the one it goes through unless named. Raises
    CannotMove where the case is closed, NotInCase.
    """
    current = Case.objects.select_for_update(of=("self",)).order_by().get(pk=case.pk)
    if not is_running(current.state):
        raise CannotMove(current)
    known = Assessment.objects.filter(pk=id).order_by().first()
    about = person_of_case(current, person)
    begun = begun_assessment(current, about)
    if known is not None or begun is not None:
        return known or begun  # type: ignore[return-value]
    assessment = Assessment.objects.create(
        id=id, case=current, person=about, instrument=CURRENT, recorded_by=by
    )
    record(verb="cases.assessment_begun", target=assessment, case=current.pk)
    return assessment


@transaction.atomic
def say_area(
    *,
    assessment: Assessment,
    area: LifeArea,
    by: Any,
    together_answer: Answer = Answer.NOT_ASKED,
    together: int | None = None,
    worker: int | None = None,
    support: str | None = None,
    revision: int = 0,
) -> AssessmentArea:
    """Say one domain as it was read at ``revision`` (0: nobody had spoken of it), and return it.

    Saying the same twice writes once. Raises ChangedMeanwhile where a colleague said otherwise
    since, AlreadyFinished.
    """
    _locked(assessment)
    wanted = {
        "together_answer": Answer(together_answer),
        "together": together if together_answer == Answer.KNOWN else None,
        "worker": worker,
        "support": support or None,
    }
    known = AssessmentArea.objects.filter(assessment=assessment, area=area).order_by().first()
    if known is None:
        return AssessmentArea.objects.create(
            assessment=assessment, area=LifeArea(area), recorded_by=by, **wanted
        )
    if all(getattr(known, name) == value for name, value in wanted.items()):
        return known
    if known.revision != revision:
        raise ChangedMeanwhile(known)
    for name, value in wanted.items():
        setattr(known, name, value)
    known.revision += 1
    known.save()
    return known


@transaction.atomic
def say_where(
    *,
    assessment: Assessment,
    answer: Answer,
    lives: int | None,
    was: tuple[Answer, int | None] = (Answer.NOT_ASKED, None),
) -> Assessment:
    """Say where the person lives now (ETHOS Light), and return the assessment.

    ``was``: answer and place as they were read. Saying the same twice writes once. Raises
    ChangedMeanwhile where a colleague said otherwise since, AlreadyFinished.
    """
    current = _locked(assessment)
    wanted = (Answer(answer), lives if answer == Answer.KNOWN else None)
    stands = (Answer(current.lives_answer), current.lives)
    if stands == wanted:
        return current
    if stands != was:
        raise ChangedMeanwhile(current)
    current.lives_answer, current.lives = wanted
    current.save()
    return current


@transaction.atomic
def finish_assessment(*, assessment: Assessment, by: Any) -> Assessment:
    """Finish an assessment, gaps and all; finishing twice finishes once."""
    current = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if current.finished_at is not None:
        return current
    current.finished_at, current.finished_by = timezone.now(), by
    current.save()
    record(verb="cases.assessment_finished", target=current, case=current.case_id)
    return current


def _locked(assessment: Assessment) -> Assessment:
    current = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if current.finished_at is not None:
        raise AlreadyFinished
    return current
