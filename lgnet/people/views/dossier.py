"""A person's page: who they are, what is to be done, what happened."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.network.access import access

from .. import details, registry, sharing, tasks, wording
from ..cards import known_facts, other_names
from ..flags import flags_of
from ..link_hooks import together_of
from ..links import Together
from ..models import Person
from ..whole import whole_person

STORY = "people-story"


@access(permission="people.view")
@require_GET
def detail(request: Any, person_id: UUID) -> HttpResponse:
    """Everything about a person that this member may see. Opening it is put in the audit.

    ``kind`` and ``before`` in the address choose a stretch of the timeline; asked for by htmx,
    it comes alone.
    """
    person = whole_person(person_id)
    if person is None:
        raise Http404
    record(verb="people.viewed", target=person)
    together = together_of(person)
    context = {"person": person, "story": _story(request, person, together)}
    if request.headers.get("HX-Target") == STORY:
        response = render(request, "people/_story.html", context)
    else:
        context |= _head(request, person, together) | _body(request, person, together)
        response = render(request, "people/detail.html", context)
    patch_vary_headers(response, ["HX-Target"])
    return response


def _head(request: Any, person: Person, together: Together | None) -> dict[str, Any]:
    """Return what stands at the top: what the person is called, and what is to be known at once."""
    # What records read together are called, and the values picked among them.
    face = together.face if together else person
    languages = details.languages_of(person)
    may_edit = "people.edit" in request.permissions
    return {
        "face": face,
        "thumbnail": details.thumbnail_of(person),
        "other_names": other_names(face),
        "facts": known_facts(face),
        "flags": list(flags_of(person, face=face)),
        "other_languages": wording.other_languages_words(person, languages),
        "reads": wording.reading_words(person, languages),
        "seers": sharing.seers(person),
        "answers": sharing.current_lines(person),
        "may_ask": "people.consent" in request.permissions,
        "has_placeholder_birth": wording.has_placeholder_birth(face),
        "add_links": registry.add_links_for(person, request.permissions),
        "edit_url": reverse("people:edit", args=[person.pk]) if may_edit else "",
        "card_url": reverse("people:card", args=[person.pk]),
        "list_url": reverse("people:search"),
    }


def _body(request: Any, person: Person, together: Together | None) -> dict[str, Any]:
    """Return the task list, what is known, and the panels of the apps."""
    face = together.face if together else person
    found = tasks.tasks_of(person, request.permissions)
    panels = registry.panels_for(request, person, request.permissions)
    return {
        "open_tasks": [task for task in found if task.is_open],
        "other_tasks": [task for task in found if not task.is_open],
        "age": wording.age_words(face),
        "birth": wording.birth_words(face),
        "language": wording.language_words(face),
        "sex": wording.sex_words(face),
        "citizenship": wording.citizenship_words(face),
        "near_panels": [panel for panel in panels if panel["is_near"]],
        "panels": [panel for panel in panels if not panel["is_near"]],
    }


def _story(request: Any, person: Person, together: Together | None) -> dict[str, Any]:
    """Return a stretch of the timeline with the addresses of the others."""
    page = registry.timeline_of(
        person,
        request.permissions,
        kind=request.GET.get("kind", ""),
        before=_moment(request.GET.get("before", "")),
        also=together.others if together else (),
    )
    here = reverse("people:detail", args=[person.pk])
    older = page.older_than.isoformat() if page.older_than else ""
    return {
        "entries": page.entries,
        "kinds": [
            {"label": label, "url": _address(here, kind=kind), "is_current": kind == page.kind}
            for kind, label in page.kinds
        ],
        "all_url": _address(here),
        "is_all": not page.kind,
        "older_url": _address(here, kind=page.kind, before=older) if older else "",
        "newest_url": _address(here, kind=page.kind) if "before" in request.GET else "",
    }


def _address(here: str, **query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{here}?{urlencode(given)}#{STORY}" if given else f"{here}#{STORY}"


def _moment(text: str) -> dt.datetime | None:
    """Return the moment an address names; None for what is none."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if timezone.is_aware(found) else None
