"""Reads of people, all in the open scope."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db import connection, models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from lgnet.kernel.tenancy import scope
from lgnet.kernel.vault import Sealed

from .asking import Asked, asked_of, folded
from .finding import find
from .models import Country, Person, PersonName

MOST_FOUND = 20
MOST_CANDIDATES = 6
# Reference data: a country renamed is known by its new name after so many seconds.
COUNTRIES_KEPT = 600


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
    codes = cache.get_or_set("people.countries", _country_names, COUNTRIES_KEPT)
    return asked_of(text, today=timezone.localdate(), countries=codes or {})


def _country_names() -> dict[str, str]:
    """Return the names of countries, folded, each with its identifier; today's come first."""
    names = Country.objects.order_by("pk").values_list("pk", "name_it", "name_en", "is_current")
    found: dict[str, str] = {}
    for pk, *both, is_current in names:
        for name in map(folded, both):
            if name and (is_current or name not in found):
                found[name] = str(pk)
    return found


def search_people(text: str) -> list[Person]:
    """Return the people whom ``text`` may mean, likeliest first: each with ``found``, why so."""
    return found_people(asked(text), most=MOST_FOUND)


def people_like(told: Asked, *, but: UUID | None = None) -> list[Person]:
    """Return a few people who may be the one being told of: "perhaps already known".

    ``but`` leaves out the person being edited.
    """
    return found_people(told, most=MOST_CANDIDATES, but=but)


def found_people(told: Asked, *, most: int, but: UUID | None = None) -> list[Person]:
    """Return people found, with what their cards show; nothing to go by returns nobody."""
    found = {one.person_id: one for one in find(told, most=most, but=but)}
    if not found:
        return []
    read = people().filter(pk__in=list(found)).order_by("pk")
    by_id = {person.pk: person for person in read}
    for pk, person in by_id.items():
        person.found = found[pk]  # type: ignore[attr-defined]
    return [by_id[pk] for pk in found if pk in by_id]


def people_of_network() -> tuple[int, int]:
    """Return how many records have match tokens, and how many different people those are.

    The database counts; no city and no person is told. For jobs: it answers nobody who signed in.
    """
    with scope(city_id=None), connection.cursor() as cursor:
        cursor.execute("SELECT with_tokens, different FROM lgnet_network_people()")
        with_tokens, different = cursor.fetchone()
    return int(with_tokens), int(different)
