"""Whom of a case something is about."""

from lgnet.cases.models import Case
from lgnet.cases.queries.parties import persons_of
from lgnet.people.models import Person

from .party_refusals import NotInCase


def person_of_case(case: Case, person: Person | None) -> Person:
    """Return somebody of a case, the one it goes through unless named; raise NotInCase."""
    if person is None or person.pk == case.person_id:
        return case.person
    if person not in persons_of(case):
        raise NotInCase
    return person
