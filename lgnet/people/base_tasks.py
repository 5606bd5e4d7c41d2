"""The first things to ask a person, as lines of their task list. None of them is a condition."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lgnet.kernel.answers import Answer

from .details import papers_of
from .models import Person
from .parts import EDIT, PAPERS
from .tasks import Task, TaskState
from .whole import rows_of

CONSENT = "people.consent"


def asked_tasks(person: Person) -> Iterator[Task]:
    """Yield whether birth, sex and citizenship, and languages, have been asked.

    An answer that is not known, or not given, is an answer.
    """
    edit = reverse("people:edit", args=[person.pk])
    yield Task(
        key="people.birth",
        label=_("Birth, sex, citizenship asked"),
        state=_state(person.birth_answer, person.sex_answer, person.citizenship_answer),
        url=edit,
        url_permission=EDIT,
        order=40,
    )
    yield Task(
        key="people.language",
        label=_("Language and interpreter asked"),
        state=_state(person.language_answer, person.interpreter_answer),
        url=edit,
        url_permission=EDIT,
        order=20,
    )


def papers_asked(person: Person) -> Iterator[Task]:
    """Yield whether papers have been asked about."""
    papers = papers_of(person)
    is_asked = any(view.title.kind_answer != Answer.NOT_ASKED for view in papers.titles)
    has_some = bool(papers.titles or papers.numbers)
    yield Task(
        key="people.papers_asked",
        label=_("Papers asked about"),
        state=TaskState.DONE if is_asked or has_some else TaskState.NOT_STARTED,
        url=reverse("people:title_new", args=[person.pk]),
        url_permission=PAPERS,
        note="" if is_asked or has_some else _("None is needed to be helped."),
        order=60,
    )


def sharing_explained(person: Person) -> Iterator[Task]:
    """Yield whether it has been explained who may see what, and what one may refuse."""
    yield Task(
        key="people.sharing_explained",
        label=_("Sharing of data explained"),
        state=TaskState.DONE if rows_of(person, "consents") else TaskState.NOT_STARTED,
        url=reverse("people:sharing", args=[person.pk]),
        url_permission=CONSENT,
        order=50,
    )


def _state(*answers: str) -> TaskState:
    asked = [answer != Answer.NOT_ASKED for answer in answers]
    if all(asked):
        return TaskState.DONE
    return TaskState.MISSING if any(asked) else TaskState.NOT_STARTED
