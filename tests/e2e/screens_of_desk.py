"""Screens of the desk: a queue with somebody in each state, appointments, rooms and hours."""

import datetime as dt

from django.utils import timezone

from lgnet.encounters.actions.appointments import Wanted, book
from lgnet.encounters.actions.desks import add_interpreter, add_room, keep_desk
from lgnet.encounters.actions.queue import arrive, call_next, end_waiting, take_visit
from lgnet.encounters.actions.wall import make_wall_link
from lgnet.encounters.enums_desk import VisitState
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.desk import make_working_hours

DESK, DOOR, CITY = Role.DESK_OPERATOR, Role.RECEPTION_VOLUNTEER, Role.CITY_MANAGER

SCREENS = [
    Screen("encounters:receptions", DOOR),
    Screen("encounters:reception", DOOR, ("desk",), on_phone=True),
    Screen("encounters:reception", DOOR, ("desk",), query="?ticket=12"),
    Screen("encounters:wall", DOOR, ("desk",)),
    Screen("encounters:desks", DESK),
    Screen("encounters:desk_queue", DESK, ("desk",), on_phone=True),
    Screen("encounters:visit", DESK, ("ticket",), on_phone=True),
    Screen("encounters:desk_new", CITY),
    Screen("encounters:desk_new", CITY, sends_empty_form=True, status=422),
    Screen("encounters:desk_edit", DESK, ("desk",), on_phone=True),
    Screen("encounters:wall_links", DESK, ("desk",), on_phone=True),
    Screen("encounters:wall_links", DESK, ("desk",), sends_empty_form=True, status=422),
    Screen("wall:screen", None, ("wall_token",)),
    Screen("encounters:appointments", DESK, on_phone=True),
    Screen("encounters:appointment_new", DESK, query="?desk={desk}&day={working_day}"),
    Screen("encounters:appointment", DESK, ("appointment",), on_phone=True),
]


class _Text:
    """Something that an address names and that is no row."""

    def __init__(self, text: str) -> None:
        self.pk = text


def fill_desk(by, site) -> dict[str, object]:
    """Make two desks; at the first one each state of a ticket, and one appointment."""
    desk = keep_desk(id=uuid7(), name="Sportello Aurora", site=site, by=by)
    keep_desk(id=uuid7(), name="Sportello Stazione", site=None, by=by)
    rooms = [add_room(id=uuid7(), desk=desk, name=f"Stanza {n}", by=by) for n in (1, 2)]
    for name, language, need in (
        ("Amina", "ara", "legal"),
        ("Bilal", "", ""),
        ("Carla", "wol", "work"),
        ("", "", ""),
    ):
        arrive(id=uuid7(), desk_id=desk.pk, by=by, called_name=name, language=language, need=need)
    ticket = call_next(desk_id=desk.pk, room=rooms[0], by=by)
    take_visit(visit_id=ticket.pk, by=by)
    call_next(desk_id=desk.pk, room=rooms[1], by=by)
    gone = call_next(desk_id=desk.pk, room=rooms[1], by=by)
    end_waiting(visit_id=gone.pk, state=VisitState.NO_SHOW, by=by)
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    make_working_hours(desk, worker=by, weekday=tomorrow.weekday())
    interpreter = add_interpreter(id=uuid7(), name="Sara Esempio", languages=["ara"], by=by)
    outside = Wanted(
        desk=desk,
        worker=by,
        starts_at=tomorrow.replace(hour=10, minute=0, second=0, microsecond=0),
        minutes=30,
        known_as="أمينة",
        interpreter=interpreter,
        where_to="Questura, corso Prova 1",
    )
    token = make_wall_link(
        id=uuid7(), desk=desk, place="Sala", until_on=timezone.localdate(), by=by
    )
    return {
        "wall_token": _Text(token),
        "desk": desk,
        "ticket": ticket,
        "appointment": book(id=uuid7(), wanted=outside, by=by),
        "working_day": _Text(tomorrow.date().isoformat()),
    }
