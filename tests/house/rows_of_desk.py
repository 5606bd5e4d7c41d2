"""How to make one row of each model of the desk."""

from collections.abc import Callable
from typing import Any

from tests.factories import desk

RECIPES: dict[str, Callable[..., Any]] = {
    "encounters.Desk": desk.make_desk,
    "encounters.Room": desk.make_room,
    "encounters.Visit": desk.make_visit,
    "encounters.WorkingHours": desk.make_working_hours,
    "encounters.Interpreter": desk.make_interpreter,
    "encounters.Appointment": desk.make_appointment,
    "encounters.Reminder": desk.make_reminder,
    "encounters.WallLink": desk.make_wall_link,
}
