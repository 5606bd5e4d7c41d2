"""A person with everything their page shows, in one query.

Each kind of detail comes as an array of JSON beside the person; ``rows_of`` answers from it, and
so does ``person.languages.all()``: parts of the page read without asking the database again.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from lgnet.kernel.sealed_fields import SealedField
from lgnet.kernel.vault import Sealed
from lgnet.network.models import Organisation

from .enums import Verdict
from .kin import keep_kin, kin_columns
from .models import (
    Consent,
    ContactPoint,
    Identifier,
    PairVerdict,
    Person,
    PersonAccess,
    PersonCard,
    PersonCitizenship,
    PersonLanguage,
    PersonName,
    Photo,
    ReceivedRequest,
    RecordRequest,
    ResidenceTitle,
    SharedExcerpt,
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Rows that belong to a person: under which name, with which links, without which fields.

    ``more`` are values beside the fields, each an expression over the row.
    """

    model: type[Any]
    name: str
    links: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def column(self) -> str:
        return f"{self.name}_rows"

    @property
    def order(self) -> Sequence[Any]:
        return self.model._meta.ordering or ["pk"]


_AUDIENCE = Organisation.objects.filter(pk=OuterRef("audience_id")).order_by("pk").values("name")
_KINDS = (
    _Kind(PersonName, "names", links=("written_by",)),
    _Kind(PersonLanguage, "languages"),
    _Kind(PersonCitizenship, "citizenships", links=("country",)),
    _Kind(ContactPoint, "contact_points"),
    _Kind(Identifier, "identifiers"),
    _Kind(ResidenceTitle, "residence_titles"),
    _Kind(PersonCard, "cards"),
    _Kind(Consent, "consents", links=("recipient", "given_by", "withdrawn_by")),
    _Kind(
        PersonAccess,
        "accesses",
        links=("granted_by",),
        more={"audience_name": Subquery(_AUDIENCE[:1])},
    ),
)
_READ = "_whole_rows"
# The whole picture is large, and its own page shows it.
_PHOTO = _Kind(Photo, "photo", but=("image",))
# What most people have none of: asked about first, so that nobody looks for it in vain.
_SELDOM: dict[str, tuple[type[Any], Q]] = {
    "links": (
        PairVerdict,
        Q(verdict=Verdict.SAME) & (Q(first_id=OuterRef("pk")) | Q(second_id=OuterRef("pk"))),
    ),
    "record_requests": (RecordRequest, Q(person_id=OuterRef("pk"))),
    "shared_excerpts": (SharedExcerpt, Q(person_id=OuterRef("pk"))),
    "received_requests": (ReceivedRequest, Q(person_id=OuterRef("pk"))),
}
# Of these linked rows no more than a page shows is carried about.
_CARRIED = {"accounts.user": {"id", "full_name", "email"}}


def whole_person(person_id: UUID) -> Person | None:
    """Return a person this member may see, with all details, or None; one query.

    Elsewhere and nowhere are the same.
    """
    rows = Person.objects.select_related("citizenship", "created_by").annotate(
        **_columns(), **kin_columns()
    )
    person = rows.filter(pk=person_id).order_by("pk").first()
    if person is None:
        return None
    for kind in _KINDS:
        _keep(person, kind, [_made(kind, person, row) for row in person.__dict__.pop(kind.column)])
    keep_kin(person)
    photos = [_made(_PHOTO, person, row) for row in person.__dict__.pop(_PHOTO.column)]
    _cache(person, "photo", photos[0] if photos else None)
    return person


def rows_of(person: Person, name: str, *links: str) -> list[Any]:
    """Return a person's details of one kind (``contact_points``), each holding the person.

    From what ``whole_person`` has read, else from the database, with ``links`` joined.
    """
    if is_whole(person):
        return list(person.__dict__[_READ][name])
    kind = next(kind for kind in _KINDS if kind.name == name)
    rows = kind.model.objects.filter(person=person).annotate(**kind.more).order_by(*kind.order)
    found = list(rows.select_related(*links) if links else rows)
    for row in found:
        _cache(row, "person", person)
    return found


def photo_row(person: Person) -> Photo | None:
    """Return a person's photo without its large image, or None."""
    if is_whole(person):
        return person._state.fields_cache["photo"]  # type: ignore[no-any-return]
    photo = Photo.objects.filter(person=person).defer("image").order_by("pk").first()
    if photo is not None:
        _cache(photo, "person", person)
    return photo


def is_whole(person: Person) -> bool:
    """Return whether a person was read by ``whole_person``."""
    return _READ in person.__dict__


def lacks(person: Person, name: str) -> bool:
    """Return whether a person was read whole and has none of what ``name`` stands for.

    ``links``: records read together with theirs; ``record_requests``, ``shared_excerpts``,
    ``received_requests``: what goes between cities.
    """
    return is_whole(person) and not person.__dict__[f"has_{name}"]


@functools.cache
def _columns() -> dict[str, Any]:
    """Return what people are annotated with. It names the outer row alone, so it serves all."""
    return {kind.column: ArraySubquery(_rows_of(kind)) for kind in (*_KINDS, _PHOTO)} | {
        f"has_{name}": Exists(_seldom(*told)) for name, told in _SELDOM.items()
    }


def _rows_of(kind: _Kind) -> models.QuerySet[Any]:
    """Return the details of the outer row, each as one JSON object.

    The outer row is of a person whom the one who looks may see: that holds for what is theirs.
    """
    fields = {field.attname: field.attname for field in _fields(kind.model, kind.but)}
    for link in kind.links:
        for linked in _linked_fields(kind.model, link):
            fields[f"{link}__{linked.attname}"] = f"{link}__{linked.attname}"
    return (
        models.QuerySet(kind.model)
        .filter(
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            person_id=OuterRef("pk"),
        )
        .order_by(*kind.order)
        .values_list(JSONObject(**fields, **kind.more))
    )


def _seldom(model: type[Any], condition: Q) -> models.QuerySet[Any]:
    own = Q(city_id=OuterRef("city_id"), compartment_id=OuterRef("compartment_id"))
    return models.QuerySet(model).filter(own & condition)


def _fields(model: type[Any], but: Iterable[str] = ()) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.name not in but]


def _linked_fields(model: type[Any], link: str) -> list[Any]:
    other = model._meta.get_field(link).related_model
    kept = _CARRIED.get(other._meta.label_lower)
    return [field for field in _fields(other) if kept is None or field.name in kept]


def _made(kind: _Kind, person: Person, row: dict[str, Any]) -> Any:
    """Return a row that came as JSON as an object, with its links and its person."""
    made = _object(kind.model, _fields(kind.model, kind.but), row)
    _cache(made, "person", person)
    for name in kind.more:
        setattr(made, name, row[name])
    for link in kind.links:
        if getattr(made, made._meta.get_field(link).attname) is None:
            continue
        fields = _linked_fields(kind.model, link)
        told = {field.attname: row[f"{link}__{field.attname}"] for field in fields}
        other = made._meta.get_field(link).related_model
        _cache(made, link, _object(other, fields, told))
    return made


def _object(model: type[Any], fields: list[Any], row: dict[str, Any]) -> Any:
    names = [field.attname for field in fields]
    return model.from_db("default", names, [_value(field, row[field.attname]) for field in fields])


def _value(field: Any, told: Any) -> Any:
    """Return a value of JSON as the field has it; PostgreSQL writes bytes as ``\\x`` and digits."""
    if told is None:
        return None
    if isinstance(field, SealedField):
        return Sealed.fromhex(told.removeprefix("\\x"))
    target = field.target_field if field.is_relation else field
    return target.to_python(told)


def _keep(person: Person, kind: _Kind, rows: list[Any]) -> None:
    """Let ``rows_of`` and ``person.<name>.all()`` answer from what has been read."""
    person.__dict__.setdefault(_READ, {})[kind.name] = rows
    if not hasattr(person, kind.name):
        return
    # The person may be seen, and so may these; whoever narrows them down asks for the same rows.
    own = {"city_id": person.city_id, "compartment_id": person.compartment_id}
    kept: models.QuerySet[Any] = models.QuerySet(kind.model).filter(person_id=person.pk, **own)
    kept._result_cache = rows
    person.__dict__.setdefault("_prefetched_objects_cache", {})[kind.name] = kept


def _cache(row: Any, link: str, other: Any) -> None:
    row._state.fields_cache[link] = other
