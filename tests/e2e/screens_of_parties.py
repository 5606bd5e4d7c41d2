"""Screens of the people of a case."""

from lgnet.cases.actions.parties import join_case, leave_case
from lgnet.cases.enums_parties import Leaving
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.cases import make_case
from tests.factories.families import born, make_household
from tests.factories.people import make_person

CASES = Role.CASE_MANAGER

SCREENS = [
    Screen("cases:people", CASES, ("family_case",), on_phone=True),
    Screen("cases:people", CASES, ("case",)),
    Screen("cases:party_leave", CASES, ("case_party",), on_phone=True),
    Screen("cases:go_on", CASES, ("family_case",), on_phone=True),
    Screen("cases:go_on", CASES, ("case",)),
    Screen("cases:go_on", CASES, ("family_case",), sends_empty_form=True, status=422),
    Screen("cases:case_detail", CASES, ("family_case",), on_phone=True),
]


def fill_parties(by) -> dict[str, object]:
    """Take a family of four in charge: one has left, one has not joined yet."""
    mother, father, uncle, son = (
        make_person(name, **born(age))
        for name, age in (("Rahel", 34), ("سامي", 36), ("Biniam", 41), ("Noè", 8))
    )
    make_household(mother, father, uncle, son)
    case = make_case(mother, by=by)
    party, gone = (
        join_case(id=uuid7(), case=case, person=person, by=by) for person in (father, uncle)
    )
    leave_case(party=gone, leaving=Leaving.MOVED_AWAY, note="Vive a Bari, da amici.", by=by)
    return {"family_case": case, "case_party": party}
