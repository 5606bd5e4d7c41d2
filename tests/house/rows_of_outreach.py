"""How to make one row of each model of the street."""

from collections.abc import Callable
from typing import Any

from tests.factories import outreach

RECIPES: dict[str, Callable[..., Any]] = {
    "encounters.OutreachUnit": outreach.make_unit,
    "encounters.OutreachAlert": outreach.make_alert,
    "encounters.Shift": outreach.make_shift,
    "encounters.ShiftMember": outreach.make_member,
    "encounters.ShiftStop": outreach.make_stop,
    "encounters.ShiftItem": outreach.make_shift_item,
    "encounters.Sighting": outreach.make_sighting,
    "encounters.SightingLook": outreach.make_look,
    "encounters.DangerNote": outreach.make_danger,
    "encounters.KitItem": outreach.make_item,
    "encounters.KitMovement": outreach.make_movement,
    "encounters.FirstAid": outreach.make_first_aid,
    "encounters.Promise": outreach.make_promise,
    "encounters.NoContactWish": outreach.make_wish,
}
