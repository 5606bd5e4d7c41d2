"""Screens of the night and of the life in a house, and a house in which none of them is empty."""

import datetime as dt

from django.utils import timezone

from lgnet.housing.actions import house_life
from lgnet.housing.actions.register import Tick, mark_night
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.enums_house import Presence
from lgnet.housing.models import HouseRules
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.people import make_person

DOOR, HOUSING = Role.CHECK_IN_VOLUNTEER, Role.HOUSING_COORDINATOR
HERE = "?house={night_house}"

SCREENS = [
    Screen("ui:home", DOOR, on_phone=True),
    Screen("housing:check_in", DOOR, on_phone=True),
    Screen("housing:check_in", DOOR, query=HERE, on_phone=True),
    Screen("housing:check_in", HOUSING, query=HERE),
    Screen("housing:register", HOUSING),
    Screen("housing:register", HOUSING, query=HERE, on_phone=True),
    Screen("housing:night_sheet", HOUSING, query=HERE, on_phone=True),
    Screen("housing:incidents", HOUSING),
    Screen("housing:incidents", HOUSING, query=HERE, on_phone=True),
    Screen("housing:incident_new", HOUSING, query="?stay={guest}", on_phone=True),
    Screen("housing:incident_new", HOUSING, query=HERE, sends_empty_form=True, status=422),
    Screen("housing:stays", HOUSING, query="?show=expected"),
    Screen("housing:stay_detail", HOUSING, ("guest",), on_phone=True),
    Screen("housing:stay_detail", HOUSING, ("expected",)),
    Screen("housing:stay_end", HOUSING, ("guest",), sends_empty_form=True, status=422),
    Screen("housing:stay_life", HOUSING, ("guest",), on_phone=True),
    Screen("housing:rules_paper", HOUSING, ("guest",), on_phone=True),
]


def fill_night(by):
    """Make a house with a guest marked, one late, one expected, and all that is written down."""
    long_ago = dt.time(6)
    house = make_structure(name="Casa Notte", check_in_until=long_ago, curfew=long_ago)
    places = make_places(4, structure=house)
    guest, late, expected = (
        make_stay(place=place, person=make_person(name), by=by)
        for place, name in zip(places, ("Amina أمينة", "Bruno", "Dina"), strict=False)
    )
    for stay in (guest, late):
        record_arrival(stay=stay, by=by)
    tick = Tick(uuid7(), guest.pk, Presence.PRESENT, timezone.now())
    mark_night(structure=house, night=tonight(), ticks=[tick], by=by)
    house_life.let_visitor_in(id=uuid7(), stay=guest, name="Zia Rosa", by=by)
    house_life.keep_belonging(id=uuid7(), stay=guest, what="Una valigia rossa", by=by)
    house_life.record_incident(
        id=uuid7(),
        structure=house,
        stay=guest,
        kind="health",
        happened_at=timezone.now(),
        story="Febbre alta.",
        called=["ambulance"],
        by=by,
    )
    papers = [
        HouseRules.objects.create(structure=house, language=language, version=1, text=text)
        for language, text in (("ita", "Silenzio dopo le 23."), ("ara", "الهدوء بعد الساعة 11."))
    ]
    house_life.sign_rules(
        stay=guest, rules=papers[0], signed_on=tonight(), explained_in=None, by=by
    )
    return {"night_house": house, "guest": guest, "expected": expected}
