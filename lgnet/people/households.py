"""Reads of households and of minors alone, for people's own pages and the apps above."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .enums import BirthPrecision, GuardianKind, Relation
from .kin import (
    Kin,
    MemberLine,
    cell_rows,
    is_unaccompanied,
    kin_of,
    load_kin,
    load_minors,
)
from .models import Guardianship, Household, HouseholdMember, MinorPathStep, Person
from .rules import ADULT_AT, ESTIMATE_SPREAD_YEARS
from .rules_minors import CARE_ENDS_AT, GIVEN_GUARDIANS, Standing

__all__ = [
    "MOST_GROWN",
    "SHOWN",
    "Followed",
    "first_to_follow",
    "followed",
    "grown_to_follow",
    "household_of",
    "household_page",
    "is_unaccompanied",
    "kin_by_person",
    "load_minors",
    "members_of",
    "minors_to_follow",
]

# How many are looked at for the first page's panel, and how many it shows.
LOOKED_AT = 40
SHOWN = 6
# Who grew up lately on the path: few at any time.
MOST_GROWN = 40


@dataclass(frozen=True, slots=True)
class Followed:
    """A minor, or somebody who was one until lately, for whom somebody has to act."""

    person: Person
    standing: Standing


def household_of(person: Person) -> Household | None:
    """Return the household somebody lives in today, or None."""
    rows = HouseholdMember.objects.filter(person=person, until_on__isnull=True)
    row = rows.select_related("household").order_by("pk").first()
    return row.household if row else None


def members_of(household: Household) -> models.QuerySet[HouseholdMember]:
    """Return who lives in a household today, the head first: those one may see, with the person."""
    rows = HouseholdMember.objects.filter(household=household, until_on__isnull=True)
    return rows.select_related("person").order_by("-is_head", "from_on", "pk")


def minors_to_follow(today: dt.date | None = None) -> models.QuerySet[Person]:
    """Return people who may be minors and have no certain parent, the one recorded last first.

    By year alone, so wider than the rule; ``followed`` keeps those whom it means.
    """
    year = (today or timezone.localdate()).year
    estimated = Q(birth_precision=BirthPrecision.ESTIMATED)
    guards, as_child = _parents(year)
    return (
        Person.objects.filter(birth_year__gte=year - ADULT_AT - ESTIMATE_SPREAD_YEARS)
        .filter(Q(birth_year__gte=year - ADULT_AT) | estimated)
        # Each by itself, not joined by "or": PostgreSQL then looks up many at once.
        .filter(~Exists(guards))
        .filter(~Exists(as_child))
        .order_by("-created_at", "-pk")
    )


def grown_to_follow(today: dt.date | None = None) -> models.QuerySet[Person]:
    """Return who may have grown up lately on a path that had begun, the newest first.

    By year alone, as ``minors_to_follow``.
    """
    year = (today or timezone.localdate()).year
    steps = cell_rows(MinorPathStep).order_by().values("person_id")
    given = cell_rows(Guardianship).filter(kind__in=GIVEN_GUARDIANS).order_by()
    return Person.objects.filter(
        Q(pk__in=steps.union(given.values("person_id"))),
        birth_year__gte=year - CARE_ENDS_AT - ESTIMATE_SPREAD_YEARS - 1,
        birth_year__lte=year - ADULT_AT + ESTIMATE_SPREAD_YEARS,
    ).order_by("-created_at", "-pk")


def first_to_follow() -> list[Followed]:
    """Return for whom somebody has to act, among those recorded last; soon of age first.

    Two queries, for the first page.
    """
    rows = minors_to_follow()[:LOOKED_AT].union(grown_to_follow()[:MOST_GROWN], all=True)
    found = {person.pk: person for person in rows.order_by("-created_at", "-id")}
    return sorted(followed(found.values()), key=lambda one: not one.standing.is_soon_adult)


def followed(found: Iterable[Person]) -> list[Followed]:
    """Return those for whom somebody has to act, by the rule; in one query."""
    found = list(found)
    load_kin(found)
    stands = [Followed(person, kin_of(person).standing()) for person in found]
    return [one for one in stands if one.standing.needs_somebody]


def household_page(household_id: UUID) -> list[MemberLine] | None:
    """Return all times in a household, past and present, of people one may see and others.

    None where one may see nobody of it: then there is no such household.
    """
    first = (
        HouseholdMember.objects.filter(household_id=household_id)
        .select_related("person")
        .order_by("pk")
        .first()
    )
    if first is None:
        return None
    lines = kin_of(first.person).members
    return [line for line in lines if line.household_id == household_id]


def kin_by_person(lines: Iterable[MemberLine]) -> dict[UUID, Kin]:
    """Return what is recorded around each of a household's people, in one query."""
    found = {line.person.pk: line.person for line in lines}
    load_kin(found.values())
    return {pk: kin_of(person) for pk, person in found.items()}


def _of(model: type[models.Model]) -> models.QuerySet[Any]:
    return cell_rows(model).filter(person_id=OuterRef("pk"))


def _parents(year: int) -> tuple[models.QuerySet[Any], models.QuerySet[Any]]:
    """Return the rows by which a parent answers who is of age by year alone, or of unknown age."""
    sure = year - ADULT_AT - 1 - ESTIMATE_SPREAD_YEARS
    guards = _of(Guardianship).filter(
        Q(guardian__birth_year__isnull=True) | Q(guardian__birth_year__lte=sure),
        kind=GuardianKind.PARENT,
        until_on__isnull=True,
    )
    parents = cell_rows(HouseholdMember).filter(
        Q(relation=Relation.PARENT) | Q(relation=Relation.UNKNOWN, is_head=True),
        Q(person__birth_year__isnull=True) | Q(person__birth_year__lte=sure),
        household_id=OuterRef("household_id"),
        until_on__isnull=True,
    )
    as_child = _of(HouseholdMember).filter(
        Exists(parents.exclude(person_id=OuterRef("person_id"))),
        relation=Relation.CHILD,
        until_on__isnull=True,
    )
    return guards, as_child
