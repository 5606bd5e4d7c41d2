"""A family and a minor alone, for the screens of families."""

import datetime as dt

from lgnet.kernel.answers import Answer
from lgnet.people.enums import BirthPrecision, GuardianKind, Relation
from lgnet.people.models import Guardianship, Household, HouseholdMember, Person
from tests.factories.people import make_person

DAY = dt.date(2026, 3, 1)


def make_family(mother: Person) -> dict[str, object]:
    """Let a person have a child and somebody who left, and let another child be alone."""
    household = Household.objects.create()
    HouseholdMember.objects.create(household=household, person=mother, is_head=True, from_on=DAY)
    left = make_person("Zia Halima")
    HouseholdMember.objects.create(
        household=household,
        person=left,
        relation=Relation.SIBLING,
        from_on=DAY,
        until_on=DAY + dt.timedelta(days=30),
    )
    child = _minor("Yusuf")
    member = HouseholdMember.objects.create(
        household=household, person=child, relation=Relation.CHILD, from_on=DAY
    )
    alone = _minor("Lamin")
    guardianship = Guardianship.objects.create(
        person=child, guardian=mother, kind=GuardianKind.PARENT, from_on=DAY
    )
    return {
        "household": household,
        "member": member,
        "child": child,
        "alone": alone,
        "guardianship": guardianship,
    }


def _minor(name: str) -> Person:
    return make_person(
        name,
        birth_date=dt.date(dt.date.today().year - 12, 5, 20),
        birth_precision=BirthPrecision.EXACT,
        birth_answer=Answer.KNOWN,
    )
