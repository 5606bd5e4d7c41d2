"""Details of many people at once, sealed under each person's key."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from lgnet.kernel.bulk import upsert
from lgnet.people.enums import ContactKind
from lgnet.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    PersonLanguage,
    ResidenceTitle,
)

from .keys import add_number_keys


def add_details(
    identifiers: Iterable[Identifier],
    contact_points: Iterable[ContactPoint],
    *,
    people: Mapping[UUID, Person],
) -> None:
    """Write details of people written in the same transaction; ``people`` holds their keys.

    Numbers and phones find their people from then on.
    """
    numbers: defaultdict[UUID, list[str]] = defaultdict(list)
    papers, points = list(identifiers), list(contact_points)
    rows: list[Any] = [*papers, *points]
    for row in rows:
        row.person = people[row.person_id]
        if isinstance(row, Identifier) or row.kind == ContactKind.PHONE:
            numbers[row.person_id].append(row.value)
    upsert(Identifier, papers)
    upsert(ContactPoint, points)
    add_number_keys(numbers)


def add_titles_and_languages(
    titles: Iterable[ResidenceTitle],
    languages: Iterable[PersonLanguage],
    *,
    people: Mapping[UUID, Person],
) -> None:
    """Write papers and languages of people written in the same transaction."""
    papers = list(titles)
    numbers: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in papers:
        row.person = people[row.person_id]
        if row.number:
            numbers[row.person_id].append(row.number)
    upsert(ResidenceTitle, papers)
    upsert(PersonLanguage, languages)
    add_number_keys(numbers)


def add_households(households: Iterable[Household], members: Iterable[HouseholdMember]) -> None:
    """Write families; raises IntegrityError where somebody would be in two at a time."""
    upsert(Household, households)
    upsert(HouseholdMember, members)
