"""Taking people back who were recorded in bulk by mistake; history keeps what they were."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db import models, transaction

from lgnet.people.enums import AccessReason
from lgnet.people.models import (
    ContactPoint,
    Identifier,
    Person,
    PersonAccess,
    PersonName,
    SearchKey,
)

# What recording a person writes by itself. Everything else says that somebody has met them since.
_OWN = (PersonName, SearchKey, PersonAccess, Identifier, ContactPoint)
# What jobs write about people by themselves: nobody has met anybody for that.
_BY_JOBS = ("people.DuplicateCandidate", "people.MatchToken")
_CHUNK = 2000


@transaction.atomic
def retract_people(people: Collection[UUID], *, own: tuple[type[models.Model], ...]) -> int:
    """Delete people whom nothing else names and nobody has changed; return how many went.

    ``own`` are further models that the recording wrote. Only who may be seen goes: the others
    stay, like those named elsewhere.
    """
    count = 0
    ids = sorted(people)
    for start in range(0, len(ids), _CHUNK):
        some = set(ids[start : start + _CHUNK])
        some &= set(Person.objects.filter(pk__in=some).order_by().values_list("pk", flat=True))
        some -= _named_elsewhere(some, own) | _changed(some, own)
        # Keys are many. Access goes last, with the person: without it nobody is shown any more.
        written: tuple[Any, ...] = (*own, *_OWN)
        for model in written:
            if model is not PersonAccess:
                model._default_manager.filter(person_id__in=some).delete()
        _total, gone = Person.objects.filter(pk__in=some).delete()
        count += gone.get(Person._meta.label, 0)
    return count


def _named_elsewhere(people: set[UUID], own: tuple[type[models.Model], ...]) -> set[UUID]:
    found: set[UUID] = set()
    for model, column in _links():
        if model not in (*own, *_OWN) and model._meta.label not in _BY_JOBS:
            rows = model._base_manager.filter(**{f"{column}__in": people}).order_by()
            found |= set(rows.values_list(column, flat=True))
    shared = PersonAccess.objects.filter(person_id__in=people).exclude(reason=AccessReason.CARE)
    return found | set(shared.order_by().values_list("person_id", flat=True))


def _links() -> Iterator[tuple[Any, str]]:
    """Yield every model with a link to a person, in whatever app, and the link's column."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model is not None:
            model: Any = relation.related_model
            if not hasattr(model, "pgh_tracked_model"):
                yield model, relation.field.attname  # type: ignore[union-attr]


def _changed(people: set[UUID], own: tuple[type[models.Model], ...]) -> set[UUID]:
    """Return whose record has a past: it was changed after it was made."""
    found: set[UUID] = set()
    tracked: tuple[Any, ...] = (Person, PersonName, Identifier, ContactPoint)
    for model in tracked:
        events = model.pgh_event_model
        column = "id" if model is Person else "person_id"
        rows = events.objects.filter(**{f"{column}__in": people}).order_by()
        found |= set(rows.values_list(column, flat=True))
    return found
