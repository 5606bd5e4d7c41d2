"""Reads of people, all in the open scope."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject
from django.utils import timezone

from lgnet.kernel.vault import Sealed

from .enums import BirthPrecision
from .models import Country, Person, PersonName, SearchKey, search_key_range
from .rules import ESTIMATE_SPREAD_YEARS
from .search_keys import Asked, asked_of, asked_token, key_of, spelling_token

MOST_FOUND = 50
MOST_CANDIDATES = 6


def people() -> models.QuerySet[Person]:
    """Return people with what their cards show: names and citizenship."""
    return Person.objects.select_related("citizenship").prefetch_related("names")


def newest_people() -> models.QuerySet[Person]:
    """Return people, the one recorded last first."""
    return people().order_by("-created_at", "-pk")


def person_by_id(person_id: UUID) -> Person | None:
    """Return a person of the open cell with names and citizenship, in one query, or None.

    Elsewhere and nowhere are the same.
    """
    names = (
        PersonName.objects.filter(
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            person_id=OuterRef("pk"),
        )
        .order_by("position", "pk")
        .values_list(JSONObject(id="pk", kind="kind", script="script", text="text"))
    )
    rows = Person.objects.select_related("citizenship").annotate(name_rows=ArraySubquery(names))
    person = rows.filter(pk=person_id).order_by("pk").first()
    if person is not None:
        _keep_names(person, [_name_of(person, **row) for row in person.name_rows])
    return person


def _name_of(person: Person, *, text: str, **fields: Any) -> PersonName:
    """Return a name that came as JSON, where bytes are written as PostgreSQL writes them."""
    return PersonName(person=person, text=Sealed.fromhex(text.removeprefix("\\x")), **fields)


def _keep_names(person: Person, names: list[PersonName]) -> None:
    """Let ``person.names.all()`` answer from what has been read."""
    kept = person.names.all()
    kept._result_cache = names
    person._prefetched_objects_cache = {"names": kept}  # type: ignore[attr-defined]


def countries() -> models.QuerySet[Country]:
    """Return today's citizenships; their order is the page's, by language."""
    return Country.objects.filter(is_current=True).order_by("pk")


def asked(text: str) -> Asked:
    """Return what a search text asks for, today."""
    return asked_of(text, latest_year=timezone.localdate().year)


def search_people(text: str) -> models.QuerySet[Person]:
    """Return at most fifty people whom ``text`` may mean, the likeliest first.

    Each asked word must sound like a word of a name, whatever the script; ``same_words`` counts
    those spelt the same, and puts people first. A birth year among the words keeps those who may
    be born in it. Nothing to go by returns nobody.
    """
    wanted = asked(text)
    if not wanted.words:
        return Person.objects.none()
    return _named(wanted).order_by("-same_words", "-created_at", "-pk")[:MOST_FOUND]


def people_called(texts: Iterable[str], *, but: UUID | None = None) -> list[Person]:
    """Return a few people who may be meant by any of the texts: "perhaps already known".

    One query a text; ``but`` leaves out the person being edited.
    """
    found: dict[UUID, Person] = {}
    seen: set[tuple[str, ...]] = set()
    for text in texts:
        wanted = asked(text)
        if not wanted.words or wanted.words in seen:
            continue
        seen.add(wanted.words)
        rows = _named(wanted).order_by("-same_words", "-created_at", "-pk")
        for person in rows[: MOST_CANDIDATES + 1]:
            if person.pk != but:
                found.setdefault(person.pk, person)
    return list(found.values())[:MOST_CANDIDATES]


def _named(wanted: Asked) -> models.QuerySet[Person]:
    """Return people matching each word by sound, with ``same_words``: equality on keys only.

    Under row-level security only leakproof operators reach an index, and equality is one.
    """
    rows = people()
    for token in dict.fromkeys(asked_token(word) for word in wanted.words):
        rows = rows.filter(_has_key(token))
    same: Combinable = Value(0)
    for word in wanted.words:
        one = When(_has_key(spelling_token(word)), then=Value(1))
        same = same + Case(one, default=Value(0), output_field=IntegerField())
    rows = rows.annotate(same_words=same, asked_words=Value(len(wanted.words)))
    if wanted.year is not None:
        rows = rows.filter(_may_be_born_in(wanted.year))
    return rows


def _has_key(token: str) -> Exists:
    return Exists(
        SearchKey.objects.filter(
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            person_id=OuterRef("pk"),
            pk__range=search_key_range(key_of(token, secret=settings.SEARCH_KEY)),
        )
    )


def _may_be_born_in(year: int) -> Q:
    estimated = Q(birth_precision=BirthPrecision.ESTIMATED)
    near = Q(
        birth_year__gte=year - ESTIMATE_SPREAD_YEARS,
        birth_year__lte=year + ESTIMATE_SPREAD_YEARS,
    )
    return Q(birth_year=year) | (estimated & near)
