"""A desk in each city of the demo: a short queue today, appointments on the next working days."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from lgnet.accounts.models import User
from lgnet.directory.catalogue import moment_of
from lgnet.encounters.actions.appointments import Wanted, book
from lgnet.encounters.actions.desks import (
    add_interpreter,
    add_room,
    add_working_hours,
    keep_desk,
)
from lgnet.encounters.actions.letters import set_letterhead, write_letter
from lgnet.encounters.actions.papers import begin_papers, mark_paper, take_usual_lists
from lgnet.encounters.actions.queue import arrive, call_next
from lgnet.encounters.enums import PaperState
from lgnet.encounters.models import Desk
from lgnet.encounters.queries.letters import begun, templates_here, values_for
from lgnet.encounters.queries.papers import items_of, offered_lists
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import City
from lgnet.people.models import Person

QUEUE = (
    ("Amina", "ara", "documents"),
    ("Bilal", "urd", "work"),
    ("Carmen", "spa", "language"),
    ("Demba", "wol", "sleep"),
    ("Elena", "ukr", "legal"),
    ("Farid", "", ""),
    ("Grace", "eng", "health"),
)
ROOMS = ("Stanza 1", "Stanza 2", "Banco B")
WORKING_DAYS = 5
AHEAD = 3


def load_demo_desk(code: str, *, worker_id: UUID, on: dt.date) -> int:
    """Write the city's desk inside its open scope; return how many waited. Once there, nothing."""
    own = derived_uuid("demo", "desk", code)
    if Desk.objects.filter(pk=own).exists():
        return 0
    by = User.objects.get(pk=worker_id)
    desk = keep_desk(id=own, name="Sportello unico", site=None, by=by)
    rooms = [
        add_room(id=derived_uuid("demo", "room", code, name), desk=desk, name=name, by=by)
        for name in ROOMS
    ]
    for weekday in range(WORKING_DAYS):
        add_working_hours(
            id=derived_uuid("demo", "hours", code, weekday),
            desk=desk,
            worker=by,
            weekday=weekday,
            starts=dt.time(9),
            ends=dt.time(13),
            by=by,
        )
    interpreter = add_interpreter(
        id=derived_uuid("demo", "interpreter", code), name="Sara Esempio", languages=["ara"], by=by
    )
    for number, (name, language, need) in enumerate(QUEUE):
        arrive(
            id=derived_uuid("demo", "visit", code, number),
            desk_id=desk.pk,
            by=by,
            called_name=name,
            language=language,
            need=need,
        )
    call_next(desk_id=desk.pk, room=rooms[0], by=by)
    people = Person.objects.order_by("pk")[:AHEAD]
    for number, person in enumerate(people):
        day = _working_day(on, number + 1)
        wanted = Wanted(
            desk=desk,
            worker=by,
            starts_at=moment_of(day, dt.time(9 + number)),
            minutes=30,
            person=person,
            room=rooms[number % len(rooms)],
            interpreter=interpreter if number == 0 else None,
            where_to="Questura" if number == AHEAD - 1 else "",
        )
        book(id=derived_uuid("demo", "appointment", code, number), wanted=wanted, by=by)
    _letters(code, people=people, by=by)
    _papers(code, people=people, by=by)
    return len(QUEUE)


def _letters(code: str, *, people: Iterable[Person], by: User) -> None:
    """Set the city's letterhead and write some letters from the templates every city has."""
    city = City.objects.get(pk=required_scope().city_id)
    head = set_letterhead(
        id=derived_uuid("demo", "letterhead", code),
        name=f"Città di {city.name}",
        lines="Sportello unico\nVia di Esempio 1",
        logo=None,
        keeps_logo=False,
        by=by,
    )
    for number, (person, template) in enumerate(zip(people, templates_here(), strict=False)):
        values = values_for(person, city=city.name, organisation=head.name, worker=by.full_name)
        write_letter(
            id=derived_uuid("demo", "letter", code, number),
            person=person,
            title=template["name"],
            text=begun(template, values),
            head=head,
            by=by,
        )


def _papers(code: str, *, people: Iterable[Person], by: User) -> None:
    """Take the usual lists of papers and begin some, each a little further on than the last."""
    take_usual_lists(by=by)
    states = (PaperState.BROUGHT, PaperState.ASKED, PaperState.NOT_NEEDED)
    notes = ("Copia nel faldone dello sportello", "", "Lo ha già l'ufficio")
    for number, (person, kept) in enumerate(zip(people, offered_lists(), strict=False)):
        begun = begin_papers(
            id=derived_uuid("demo", "papers", code, number),
            person=person,
            paper_list=kept,
            by=by,
        )
        for place, item in enumerate(items_of(kept)[: number + 1]):
            mark_paper(
                id=derived_uuid("demo", "paper", code, number, place),
                papers_id=begun.pk,
                item=item,
                state=states[place % len(states)],
                note=notes[place % len(notes)],
                by=by,
            )


def _working_day(on: dt.date, ahead: int) -> dt.date:
    day = on + dt.timedelta(days=ahead)
    while day.weekday() >= WORKING_DAYS:
        day += dt.timedelta(days=2)
    return day
