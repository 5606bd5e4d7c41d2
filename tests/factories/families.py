"""Families and minors, inside the open scope."""

import datetime as dt

from django.utils import timezone

from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.people.enums import BirthPrecision, GuardianKind, Relation
from lgnet.people.models import Guardianship, Household, HouseholdMember, Person
from tests.factories.people import make_person


def born(years_ago: float, precision: BirthPrecision = BirthPrecision.EXACT) -> dict:
    """Return the fields of a birth some years before today."""
    day = timezone.localdate() - dt.timedelta(days=round(years_ago * 365.25))
    if precision != BirthPrecision.EXACT:
        day = day.replace(month=1, day=1)
    return {"birth_date": day, "birth_precision": precision, "birth_answer": Answer.KNOWN}


def make_minor(known_as: str | None = None, age: float = 15, **fields) -> Person:
    return make_person(known_as, **born(age), **fields)


def make_household(*members, from_on: dt.date | None = None) -> Household:
    """Make a household; members are people, or (person, relation)."""
    household = Household.objects.create()
    for member in members:
        person, relation = member if isinstance(member, tuple) else (member, Relation.UNKNOWN)
        HouseholdMember.objects.create(
            household=household,
            person=person,
            relation=relation,
            from_on=from_on or timezone.localdate() - dt.timedelta(days=30),
        )
    return household


def member_of(household: Household, person: Person) -> HouseholdMember:
    """Return somebody's newest time in a household."""
    rows = HouseholdMember.objects.filter(household=household, person=person)
    return rows.order_by("-from_on", "-pk").first()


def make_guardian(
    minor: Person,
    guardian: Person | str,
    kind: GuardianKind = GuardianKind.APPOINTED,
    from_on: dt.date | None = None,
    **fields,
) -> Guardianship:
    told = {"guardian_name": guardian} if isinstance(guardian, str) else {"guardian": guardian}
    return Guardianship.objects.create(
        id=uuid7(),
        person=minor,
        kind=kind,
        from_on=from_on or timezone.localdate() - dt.timedelta(days=30),
        **told,
        **fields,
    )
