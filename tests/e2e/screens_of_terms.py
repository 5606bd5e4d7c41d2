"""Screens of the term of a stay and of notices, and stays in which none of them is empty."""

import datetime as dt

from lgnet.housing.actions.extensions import approve_extension, ask_extension, refuse_extension
from lgnet.housing.actions.placing import give_place
from lgnet.housing.actions.warnings import give_warnings
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.housing import make_places, make_request, make_stay, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

HOUSING, CASES, CITY = Role.HOUSING_COORDINATOR, Role.CASE_MANAGER, Role.CITY_MANAGER

SCREENS = [
    Screen("notifications:notices", HOUSING, on_phone=True),
    Screen("notifications:notices", CITY),
    Screen("housing:stay_detail", HOUSING, ("near_end",), on_phone=True),
    Screen("housing:stays", HOUSING, query="?show=soon"),
    Screen("housing:stays", HOUSING, query="?show=overdue"),
    Screen("housing:stay_extend", CASES, ("near_end",), on_phone=True),
    Screen("housing:stay_letter", CASES, ("near_end",), on_phone=True),
    Screen("housing:stay_letter", CASES, ("near_end",), query="?language=ar"),
    Screen("housing:extensions", CITY, on_phone=True),
    Screen("housing:extensions", HOUSING, query="?show=answered"),
    Screen("housing:extension", CITY, ("extension",), on_phone=True),
    Screen("housing:extension", HOUSING, ("refused_extension",)),
]


def fill_terms():
    """Make a stay near its end whose place is somebody's next, and extensions of each state."""
    # Without a user: who is signed in cannot ask or decide for others.
    with scope(city_id=required_scope().city_id):
        return _fill()


def _fill():
    now, asker, decider = tonight(), make_user(), make_user()
    house = make_structure(name="Casa Conto")
    places = make_places(3, structure=house)
    near, refused, over = (
        make_stay(place=place, person=make_person(name), started_on=now - dt.timedelta(days=days))
        for place, name, days in zip(
            places, ("Ifeoma", "Karim كريم", "Luz"), (172, 155, 190), strict=True
        )
    )
    later = near.due_on + dt.timedelta(days=20)
    give_place(request=make_request(make_person("Mina"), from_on=later), place=places[0], by=asker)
    give_warnings(night=now)

    def ask(stay, days):
        return ask_extension(
            id=uuid7(),
            stay=stay,
            until=now + dt.timedelta(days=days),
            reason="papers",
            exit_plan="Una stanza da una cugina, da maggio.\nManca il contratto.",
            by=asker,
        )

    note = "Chi paga l'affitto da maggio?"
    answered = ask(refused, 90)
    refuse_extension(extension=answered, reason="plan_missing", note=note, by=decider)
    approve_extension(extension=ask(over, 40), by=decider)
    return {
        "near_end": near,
        "refused_longer": refused,
        "extension": ask(near, 60),
        "refused_extension": answered,
    }
