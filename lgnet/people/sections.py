"""What people adds to its own pages: sections of a person's page, tasks, undo, the first page."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lgnet.audit.actions import record
from lgnet.kernel.answers import Answer
from lgnet.ui.actions import UndoRefused

from . import details, parts
from .actions.details import DetailGone, restore_detail
from .enums import Ability, ContactKind, Safety, Script, TitleDocument
from .identifiers import mixes_scripts
from .languages import language_label
from .link_hooks import MERGE, together_of
from .models import ContactPoint, Person, ResidenceTitle
from .phones import shown_phone
from .remarks import Remark
from .residence import ground_label, kind_label
from .rules_papers import Term, days_left, reminder_reached
from .tasks import Task, TaskState
from .wording import answer_words, country_name, interpreter_words

SCRIPTS = dict(Script.choices)


def names_section(request: Any, person: Person) -> dict[str, Any]:
    """Return a person's names with who wrote them, further citizenships, and the photo."""
    return {
        "names": [
            {
                "row": name,
                "script": SCRIPTS.get(name.script, ""),
                "remarks": [Remark.MIXED_SCRIPTS] if mixes_scripts(name.text) else [],
                "url": _edit(parts.NAME, name),
            }
            for name in details.names_of(person)
        ],
        "citizenships": [
            {"row": row, "label": country_name(row.country)}
            for row in details.citizenships_of(person)
        ],
        "gender": person.gender or "",
        "thumbnail": details.thumbnail_of(person),
        "may_edit": parts.EDIT in request.permissions,
    }


def languages_section(request: Any, person: Person) -> dict[str, Any]:
    """Return how well a person speaks, understands and reads each language."""
    return {
        "rows": [
            {
                "row": row,
                "label": language_label(row.language),
                "is_first": row.language == person.language,
                "facts": _abilities(row),
                "url": _edit(parts.LANGUAGE, row),
            }
            for row in details.languages_of(person)
        ],
        "interpreter": interpreter_words(person),
        "may_edit": parts.EDIT in request.permissions,
    }


def _abilities(row: Any) -> list[str]:
    """Return what is known of a language, as short words."""
    questions = (
        (_("speaks"), row.speaks),
        (_("understands"), row.understands),
        (_("reads"), row.reads),
    )
    return [f"{question}: {Ability(answer).label}" for question, answer in questions if answer] or [
        _("Not asked yet")
    ]


def contacts_section(request: Any, person: Person) -> dict[str, Any]:
    """Return the ways to reach a person, and what must not be done there."""
    rows = [_contact_line(row) for row in details.contact_points_of(person)]
    linked = [
        {**_contact_line(row), "person": other, "person_url": _page_of(other)}
        for other in _linked(person)
        for row in details.contact_points_of(other)
        if row.ended_at is None
    ]
    return {
        "rows": [one for one in rows if one["row"].ended_at is None],
        "ended": [one for one in rows if one["row"].ended_at is not None],
        "linked": linked,
        "unsafe": Safety.NO,
        "safe": Safety.YES,
        "may_edit": parts.EDIT in request.permissions,
    }


def _contact_line(row: ContactPoint) -> dict[str, Any]:
    return {
        "row": row,
        "shown": contact_words(row),
        "direction": "auto" if row.kind == ContactKind.OTHER else "ltr",
        "url": _edit(parts.CONTACT, row),
    }


def _linked(person: Person) -> Sequence[Person]:
    """Return the other records that are read together with this one."""
    together = together_of(person)
    return together.others if together else ()


def _page_of(person: Person) -> str:
    return reverse("people:detail", args=[person.pk])


def contact_words(row: ContactPoint) -> str:
    """Return a number or address as it is shown."""
    return shown_phone(row.value) if row.kind == ContactKind.PHONE else row.value


def papers_section(request: Any, person: Person) -> dict[str, Any]:
    """Return titles with their terms, numbers, and the notes on what strikes in them."""
    papers = details.papers_of(person)
    linked = _linked(person)
    known = {other.pk for other in linked}
    return {
        "titles": [_title_line(view) for view in papers.titles],
        "numbers": [_number_line(view, person, known) for view in papers.numbers],
        "may_compare": MERGE in request.permissions,
        "linked": [
            {
                "person": other,
                "url": _page_of(other),
                "titles": [_title_line(view) for view in details.papers_of(other).titles],
                "numbers": [
                    _number_line(view, other, known) for view in details.papers_of(other).numbers
                ],
            }
            for other in linked
        ],
        "may_edit": parts.PAPERS in request.permissions,
    }


def _title_line(view: details.TitleView) -> dict[str, Any]:
    return {
        "view": view,
        "label": title_words(view.title),
        "ground": ground_label(view.title.ground) if view.title.ground else "",
        "paper": document_words(view.title),
        "badge": term_badge(view.term),
        "words": term_words(view),
        "url": _edit(parts.TITLE, view.title),
        "is_open": view.term != Term.ENDED,
    }


def _number_line(
    view: details.NumberView, person: Person, known: Collection[UUID]
) -> dict[str, Any]:
    """Return a number's line; a record linked already is no news as its other bearer."""
    twins = [twin for twin in view.twins if twin.pk not in known]
    return {
        "view": view,
        "url": _edit(parts.IDENTIFIER, view.identifier),
        "twins": [
            {
                "person": twin,
                "url": _page_of(twin),
                "compare_url": reverse("people:pair", args=[person.pk, twin.pk]),
            }
            for twin in twins
        ],
    }


def title_words(title: ResidenceTitle) -> str:
    """Return a title's kind, or why it is missing."""
    if title.kind:
        return kind_label(title.kind)
    if title.kind_answer == Answer.KNOWN:
        return _("Paper without a kind")
    return answer_words(title.kind_answer)


def document_words(title: ResidenceTitle) -> str:
    """Return what paper shows a title."""
    return str(TitleDocument(title.document).label) if title.document else ""


def term_badge(term: Term) -> str:
    """Return the kind of badge for where a paper stands."""
    return {
        Term.OPEN: "idle",
        Term.FAR: "ok",
        Term.SOON: "warn",
        Term.RENEWING: "info",
        Term.EXPIRED: "stop",
        Term.ENDED: "idle",
    }[term]


def term_words(view: details.TitleView) -> str:
    """Return where a paper stands, in words."""
    words = {
        Term.OPEN: _("No end known"),
        Term.FAR: _("Valid"),
        Term.RENEWING: _("Being renewed: the receipt counts"),
        Term.ENDED: _("Ended"),
    }
    return words.get(view.term) or expiry_words(view.title)


def expiry_words(title: ResidenceTitle) -> str:
    """Return in how many days a title ends, or how long ago it did."""
    if title.expires_on is None:
        return _("No end known")
    left = days_left(title.expires_on, today=timezone.localdate())
    if left == 0:
        return _("Expires today")
    if left > 0:
        return ngettext("Expires in %(days)s day", "Expires in %(days)s days", left) % {
            "days": left
        }
    return ngettext("Expired %(days)s day ago", "Expired %(days)s days ago", -left) % {
        "days": -left
    }


def paper_tasks(person: Person) -> Iterator[Task]:
    """Yield what a person's papers ask for: renewing, or waiting for the renewed one."""
    for view in details.papers_of(person).titles:
        if view.is_replaced or view.term not in (Term.SOON, Term.EXPIRED, Term.RENEWING):
            continue
        if view.term == Term.RENEWING:
            label, state = _("Fetch the renewed permit"), TaskState.MISSING
        else:
            label, state = _("Renew the permit"), TaskState.NOT_STARTED
        yield Task(
            key=f"people.paper:{view.title.pk}",
            label=label,
            state=state,
            url=_edit(parts.TITLE, view.title),
            url_permission=parts.PAPERS,
            due_on=view.title.expires_on,
            note=expiry_words(view.title),
            order=10,
        )


def contact_tasks(person: Person) -> Iterator[Task]:
    """Yield whether there is a way to reach the person."""
    rows = [row for row in details.contact_points_of(person) if row.ended_at is None]
    yield Task(
        key="people.contact",
        label=_("A way to reach this person"),
        state=TaskState.DONE if rows else TaskState.NOT_STARTED,
        url="" if rows else reverse("people:contact_new", args=[person.pk]),
        url_permission=parts.EDIT,
        order=30,
    )


def expiring_panel(request: Any) -> dict[str, Any] | None:
    """Return the first page's panel: whose papers end soon. None where nobody's do."""
    today = timezone.localdate()
    titles = details.expiring_titles(today)
    if not titles:
        return None
    record(verb="people.listed", kind="people.person", shown=len(titles))
    rows = [
        {
            "person": title.person,
            "url": f"{reverse('people:detail', args=[title.person_id])}#people-papers",
            "label": title_words(title),
            "words": expiry_words(title),
            "badge": _urgency(title, today),
        }
        for title in titles
    ]
    return {"rows": rows}


def _urgency(title: ResidenceTitle, today: dt.date) -> str:
    """Return the kind of badge for the last reminder reached."""
    reached = reminder_reached(title.expires_on, today=today) if title.expires_on else None
    return {90: "idle", 60: "info", 30: "warn", 7: "stop"}.get(reached or 0, "idle")


def undo_end(*, by: Any, detail: str, id: str) -> None:
    """Take the end of a detail back; raises UndoRefused where there is nothing to take back."""
    part = parts.part_of(detail)
    if part is None:
        raise UndoRefused(_("There is nothing to undo here."))
    try:
        restore_detail(part.model, id=UUID(id), by=by)
    except DetailGone:
        raise UndoRefused(_("This is no longer here.")) from None


def _edit(part: parts.Part, row: Any) -> str:
    return reverse(f"people:{part.slug}_edit", args=[row.pk])
