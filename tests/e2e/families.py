"""A family and a minor alone, for the screens of families."""

import datetime as dt

from lgnet.kernel.answers import Answer
from lgnet.people.actions.links import decide_pair
from lgnet.people.enums import BirthPrecision, GuardianKind, Relation, Verdict
from lgnet.people.models import DuplicateCandidate, Guardianship, Household, HouseholdMember, Person
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


def make_twins(by) -> dict[str, object]:
    """Make a pair that waits for a decision, and one that is read together."""
    twins = [make_person("Fatou Bah", names=["فاتو باه"]), make_person("Fatou Baah")]
    first, second = sorted(twins, key=lambda person: person.pk)
    DuplicateCandidate.objects.create(
        first=first, second=second, weight=3.2, reasons=["given.spelt", "family.sound"]
    )
    linked = [make_person("Issa Keita"), make_person("Isa Keyta")]
    decide_pair(
        one_id=linked[0].pk,
        other_id=linked[1].pk,
        verdict=Verdict.SAME,
        by=by,
        seen="",
    )
    return {"twin": twins[0], "other_twin": twins[1], "linked": linked[0]}
