"""Screens of protection: asking, a protected file, whom the city names, files nobody reads."""

from lgnet.cases.actions.protection import set_protection
from lgnet.cases.actions.restricted import let_in, write_entry
from lgnet.cases.enums_restricted import Harm
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.cases import make_manager

CASES = Role.CASE_MANAGER

SCREENS = [
    Screen("cases:protection", CASES, ("case",), on_phone=True),
    Screen("cases:protection", Role.DESK_OPERATOR, ("case",)),
    Screen("cases:protection_mine", CASES, on_phone=True),
    Screen("cases:protection_policy", Role.CITY_MANAGER),
    Screen("cases:protection_unread", Role.DATA_PROTECTION_OFFICER),
]


def fill_restricted(case, by) -> None:
    """Name whom to ask, ask, and open a file that another reads too."""
    here = required_scope("screens")
    with scope(city_id=here.city_id, compartment_id=here.compartment_id, user_id=by.pk):
        colleague = make_manager()
        set_protection(
            by=by, contact=colleague, local_name="Sportello protezione", local_number="011 000000"
        )
        entry = write_entry(
            id=uuid7(),
            case=case,
            by=by,
            text="Lo zio le ha preso il passaporto.",
            harm=Harm.TRAFFICKING,
            teller="La sorella",
        )
        write_entry(
            id=uuid7(),
            case=case,
            by=by,
            file=entry.file,
            corrects=entry,
            text="Non lo zio: il padrone.",
        )
        let_in(id=uuid7(), file=entry.file, user_id=colleague.pk, by=by, reason="Segue il percorso")
