"""Details of a person, each a row of its own: added, changed, ended, taken back.

The verbs by name stand in the modules beside this one; here is what they share. What ends stays
with its date. What is removed (a name, a language) goes, and the history keeps what it was.
"""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.people.models import (
    ContactPoint,
    Identifier,
    Person,
    PersonCitizenship,
    PersonLanguage,
    PersonName,
    ResidenceTitle,
)

from .keys import renew_search_keys

MOST_DETAILS = 50
# What is told of each kind of detail; a version is made of nothing else.
TOLD: dict[type[models.Model], tuple[str, ...]] = {
    PersonName: ("kind", "text"),
    PersonLanguage: ("language", "speaks", "understands", "reads"),
    PersonCitizenship: ("country_id",),
    ContactPoint: ("kind", "value", "is_shared", "call_safety", "message_safety", "note"),
    Identifier: ("scheme", "value", "issuer_id", "valid_from_on", "valid_until_on"),
    ResidenceTitle: (
        *("kind", "kind_answer", "ground", "document"),
        *("number", "issued_on", "expires_on"),
    ),
}
# People are found by these.
_FINDING = (PersonName, ContactPoint, Identifier, ResidenceTitle)


class DetailClash(Exception):
    """What was to be saved rests on an older state; ``saved`` is the row as it stands now."""

    def __init__(self, saved: Any) -> None:
        super().__init__(str(saved.pk))
        self.saved = saved


class DetailGone(Exception):
    """The row is not there, or has ended: nothing can be done to it any more."""


def told_of(row: Any) -> dict[str, Any]:
    """Return what a row tells, by field."""
    return {name: getattr(row, name) for name in TOLD[type(row)]}


def detail_version(told: Mapping[str, Any]) -> str:
    """Return a digest of what is told: two tabs that saw the same carry the same version."""
    parts = [f"{name}={'' if told[name] is None else told[name]}" for name in sorted(told)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@transaction.atomic
def add_detail(
    model: type[Any], *, id: UUID, person_id: UUID, by: Any, told: Mapping[str, Any], **own: Any
) -> Any:
    """Record a detail under the identifier its form was made with, and return the row.

    A form sent twice makes one row. Raises DetailClash where the identifier holds something
    else, ValidationError for what cannot be, Person.DoesNotExist outside what ``by`` may see.
    """
    # Under the person's lock two equal forms wait for one another.
    person = Person.objects.select_for_update(of=("self",)).order_by().get(pk=person_id)
    existing = model.objects.filter(pk=id).order_by().first()
    if existing is not None:
        if existing.person_id == person.pk:
            existing.person = person
        if existing.person_id != person.pk or detail_version(told_of(existing)) != detail_version(
            told
        ):
            raise DetailClash(existing)
        return existing
    if model.objects.filter(person=person).count() >= MOST_DETAILS:
        raise ValidationError(_("There are too many of these already: 50 at most."))
    row = model(id=id, person=person, **told, **own)
    _stamp(row, by)
    _check(row)
    row.save(force_insert=True)
    _renew_keys(row)
    record(verb="people.detail_added", target=person, detail=model._meta.label_lower)
    return row


@transaction.atomic
def change_detail(
    model: type[Any], *, id: UUID, by: Any, version: str, told: Mapping[str, Any], **own: Any
) -> Any:
    """Change a detail and return the row; a change that changes nothing writes nothing.

    ``version`` is that of the state the change was made on. Raises DetailClash, DetailGone,
    ValidationError.
    """
    row = _locked(model, id)
    if is_over(row):
        raise DetailGone
    before = told_of(row)
    if detail_version(before) == detail_version(told):
        return row
    if detail_version(before) != version:
        raise DetailClash(row)
    for name, value in {**told, **own}.items():
        setattr(row, name, value)
    if isinstance(row, PersonName):
        row.written_by = by
    _check(row)
    row.save()
    _renew_keys(row)
    fields = [name for name in before if before[name] != told[name]]
    record(
        verb="people.detail_changed",
        target=row.person,
        detail=model._meta.label_lower,
        fields=fields,
    )
    return row


@transaction.atomic
def end_detail(model: type[Any], *, id: UUID, by: Any) -> None:
    """End a detail, or remove one that has no end of its own. Twice is once.

    Raises DetailGone where it never was, or is removed already.
    """
    row = _locked(model, id)
    if is_over(row):
        return
    if hasattr(row, "ended_at"):
        row.ended_at, row.ended_by = timezone.now(), by
        row.save()
    else:
        row.delete()
    _renew_keys(row)
    record(verb="people.detail_ended", target=row.person, detail=model._meta.label_lower)


@transaction.atomic
def restore_detail(model: type[Any], *, id: UUID, by: Any) -> None:
    """Take the end of a detail back; raises DetailGone where there is nothing to take back."""
    row = model.objects.select_for_update(of=("self",)).filter(pk=id).order_by().first()
    if row is None:
        row = _removed(model, id)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # The same has been added anew meanwhile.
            raise DetailGone from None
    elif is_over(row):
        row.ended_at = row.ended_by = None
        row.save()
    else:
        return
    _renew_keys(row)
    record(verb="people.detail_restored", target=row.person, detail=model._meta.label_lower)


def is_over(row: Any) -> bool:
    """Return whether a detail has ended."""
    return getattr(row, "ended_at", None) is not None


def next_position(person_id: UUID) -> int:
    """Return the place after a person's last name."""
    last = PersonName.objects.filter(person_id=person_id).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _locked(model: type[Any], id: UUID) -> Any:
    rows = model.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=id).order_by().first()
    if row is None:
        raise DetailGone
    return row


def _stamp(row: Any, by: Any) -> None:
    if isinstance(row, PersonName):
        row.written_by = by
    elif hasattr(row, "created_by"):
        row.created_by = by


def _check(row: Any) -> None:
    links = [field.name for field in row._meta.concrete_fields if field.is_relation]
    row.clean_fields(exclude=[*links, "id"])


def _renew_keys(row: Any) -> None:
    if isinstance(row, _FINDING):
        renew_search_keys(row.person_id)


def _removed(model: type[Any], id: UUID) -> Any:
    """Return a removed row as the history keeps it, not saved yet; raises DetailGone.

    Sealed values are taken over as they lie: they belong to the row of this identifier, and open
    in no other.
    """
    events = model._meta.apps.get_model(f"{model._meta.label}Event").objects
    event = events.filter(pgh_obj_id=id, pgh_label="delete").order_by("-pgh_id").first()
    if event is None or not Person.objects.filter(pk=event.person_id).exists():
        raise DetailGone
    names = [field.attname for field in model._meta.concrete_fields]
    values = {name: event.__dict__[name] for name in names if name in event.__dict__}
    row = model(**values)
    row.person = Person.objects.get(pk=event.person_id)
    if isinstance(row, PersonName):
        row.position = next_position(row.person_id)
    return row
