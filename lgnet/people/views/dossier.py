"""A person's page: who they are, what is to be done, what happened."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.network.access import access

from .. import registry, wording
from ..cards import known_facts, names_of_kind, other_names
from ..enums import NameKind
from ..kin import is_unaccompanied
from ..link_hooks import together_of
from .one import person_or_404


@access(permission="people.view")
@require_GET
def detail(request: Any, person_id: UUID) -> HttpResponse:
    """Everything about a person that this member may see. Opening it is put in the audit."""
    person = person_or_404(person_id)
    record(verb="people.viewed", target=person)
    permissions = request.permissions
    together = together_of(person)
    # What records read together are called, and the values picked among them.
    face = together.face if together else person
    context = {
        "person": person,
        "face": face,
        "other_names": other_names(face),
        "given_names": names_of_kind(face, NameKind.GIVEN),
        "family_names": names_of_kind(face, NameKind.FAMILY),
        "is_alone": is_unaccompanied(person),
        "facts": known_facts(face),
        "age": wording.age_words(face),
        "birth": wording.birth_words(face),
        "has_placeholder_birth": wording.has_placeholder_birth(face),
        "language": wording.language_words(face),
        "sex": wording.sex_words(face),
        "citizenship": wording.citizenship_words(face),
        "add_links": registry.add_links_for(person, permissions),
        "panels": registry.panels_for(request, person, permissions),
        "timeline": registry.timeline_of(
            person, permissions, also=together.others if together else ()
        ).entries,
        "edit_url": _if_allowed(request, "people:edit", person),
        "list_url": reverse("people:search"),
    }
    return render(request, "people/detail.html", context)


def _if_allowed(request: Any, url_name: str, person: Any) -> str:
    if "people.edit" not in request.permissions:
        return ""
    return reverse(url_name, args=[person.pk])
