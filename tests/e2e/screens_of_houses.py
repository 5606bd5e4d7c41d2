"""Screens of the inventory, and a house in which none of them is empty."""

import datetime as dt
import io

from django.utils import timezone
from PIL import Image

from lgnet.housing.actions import upkeep
from lgnet.housing.actions.closures import close_places
from lgnet.housing.actions.rooms import add_unit
from lgnet.housing.actions.seasons import SeasonDates, set_seasons
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.enums import ClosureReason
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.kernel.pictures import remake
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.people import make_person

HOUSING, CITY = Role.HOUSING_COORDINATOR, Role.CITY_MANAGER
DAY = dt.timedelta(days=1)

SCREENS = [
    Screen("housing:houses", HOUSING, on_phone=True),
    Screen("housing:houses", CITY),
    Screen("housing:house_new", HOUSING, on_phone=True),
    Screen("housing:house_new", HOUSING, sends_empty_form=True, status=422),
    Screen("housing:house", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:house_edit", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:house_places", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:unit_edit", HOUSING, ("kept_unit",), on_phone=True),
    Screen("housing:place_edit", HOUSING, ("kept_place",), on_phone=True),
    Screen("housing:house_closures", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:closure_new", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:closure_end", HOUSING, ("closure",), on_phone=True),
    Screen("housing:house_seasons", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:house_upkeep", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:inspection_new", HOUSING, ("kept_house",)),
    Screen("housing:inspection_done", HOUSING, ("inspection",), on_phone=True),
    Screen("housing:defect_new", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:house_photos", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:house_photo_remove", HOUSING, ("house_photo",)),
    Screen("housing:house_rules", HOUSING, ("kept_house",), on_phone=True),
    Screen("housing:rules_edit", HOUSING, ("kept_house", "ara"), on_phone=True),
    Screen("housing:house_history", HOUSING, ("kept_house",), on_phone=True),
]

# Addresses that answer a reading with something else than a page of their own.
NOT_SCREENS = {"housing:house_photo": "a picture", "housing:history_csv": "a file"}


def fill_houses(by):
    """Make a house with seasons, closures, something late and something done, photos and rules."""
    night, today = tonight(), timezone.localdate()
    house = make_structure(
        name="Casa Ginestra",
        cost_per_night="32.50",
        staff_languages=["ita", "ara"],
        meals=["dinner"],
        curfew=dt.time(23),
    )
    room = make_places(6, structure=house)
    gone = make_stay(place=room[0], person=make_person("Hawa"), by=by, started_on=night - 12 * DAY)
    record_arrival(stay=gone, by=by)
    make_stay(place=room[1], person=make_person("Kofi"), by=by)
    winter = add_unit(
        id=uuid7(),
        house=house,
        name="Dormitorio invernale",
        kind="room",
        count=4,
        available_from=night,
        is_seasonal=True,
        by=by,
    )
    season = SeasonDates("Piano inverno", night + 10 * DAY, night + 120 * DAY)
    set_seasons(house=house, seasons=[season], by=by)
    closure = close_places(
        id=uuid7(),
        house=house,
        places=room[4:],
        reason=ClosureReason.PESTS,
        from_on=night,
        until_on=night + 6 * DAY,
        note="Aspettiamo la ditta.",
        by=by,
    )
    late, done = (
        upkeep.plan_inspection(id=uuid7(), house=house, kind=kind, due_on=today - DAY, by=by)
        for kind in ("fire", "hygiene")
    )
    upkeep.finish_inspection(
        inspection=done,
        done_on=today,
        result="with_defects",
        found=[upkeep.Found("La caldaia perde acqua", "danger", today, winter)],
        by=by,
    )
    sent = io.BytesIO()
    Image.new("RGB", (640, 420), "teal").save(sent, format="PNG")
    picture = remake(sent.getvalue(), side=640, thumbnail_side=320)
    photo = upkeep.add_photo(id=uuid7(), house=house, picture=picture, caption="Il cortile", by=by)
    for language, text in (
        ("ita", "Silenzio dopo le 23."),
        ("ara", "الهدوء بعد الساعة 11."),
    ):
        is_translation = language != "ita"
        options = {"house": house, "language": language, "is_translation": is_translation}
        upkeep.write_rules(text=text, by=by, **options)
    upkeep.write_rules(
        house=house, language="ita", text="Silenzio dopo le 22.", is_translation=False, by=by
    )
    return {
        "kept_house": house,
        "kept_unit": room[0].unit,
        "kept_place": room[0],
        "closure": closure,
        "inspection": late,
        "house_photo": photo,
    }
