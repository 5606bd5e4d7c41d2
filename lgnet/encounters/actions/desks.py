"""Keeping desks in order: rooms, working hours, interpreters."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.models import Site
from lgnet.encounters.models import Desk, Interpreter, Room, WorkingHours

from .desk_refusals import DeskRefused


@transaction.atomic
def keep_desk(*, id: UUID, name: str, site: Site | None, by: Any) -> Desk:
    """Add a desk, or change its name and site, and return it. Raises DeskRefused."""
    try:
        with transaction.atomic():
            desk, _made = Desk.objects.update_or_create(
                pk=id,
                defaults={"name": name, "site": site},
                create_defaults={"name": name, "site": site, "recorded_by": by},
            )
    except IntegrityError:
        raise DeskRefused(_("There is a desk with this name already.")) from None
    record(verb="encounters.desk_kept", target=desk)
    return desk


@transaction.atomic
def add_room(*, id: UUID, desk: Desk, name: str, by: Any) -> Room:
    """Add a room, and return it; one that was taken out of use comes back under its name."""
    room = Room.objects.filter(desk=desk, name=name).order_by().first()
    if room is None:
        room = Room.objects.create(id=id, desk=desk, name=name, recorded_by=by)
    elif not room.is_active:
        room.is_active = True
        room.save(update_fields=["is_active"])
    record(verb="encounters.desk_kept", target=desk)
    return room


@transaction.atomic
def close_room(*, room_id: UUID, by: Any) -> Room:
    """Take a room out of use, and return it; what was done there keeps its name."""
    room = Room.objects.select_related("desk").order_by().get(pk=room_id)
    room.is_active = False
    room.save(update_fields=["is_active"])
    record(verb="encounters.desk_kept", target=room.desk)
    return room


@transaction.atomic
def add_working_hours(
    *, id: UUID, desk: Desk, worker: Any, weekday: int, starts: dt.time, ends: dt.time, by: Any
) -> WorkingHours:
    """Say when a worker sees people by appointment, and return it; sent twice it is said once.

    Raises DeskRefused where the end is not after the beginning or hours overlap.
    """
    if ends <= starts:
        raise DeskRefused(_("The end must be after the beginning."))
    same = WorkingHours.objects.select_for_update().filter(
        desk=desk, worker=worker, weekday=weekday
    )
    for line in same.order_by("starts", "pk"):
        if line.pk == id or (line.starts, line.ends) == (starts, ends):
            return line
        if line.starts < ends and starts < line.ends:
            raise DeskRefused(_("These hours overlap with others of the same worker."))
    made = WorkingHours.objects.create(
        id=id,
        desk=desk,
        worker=worker,
        weekday=weekday,
        starts=starts,
        ends=ends,
        recorded_by=by,
    )
    record(verb="encounters.desk_kept", target=desk)
    return made


@transaction.atomic
def remove_working_hours(*, hours_id: UUID, by: Any) -> Desk:
    """Take working hours away, and return their desk; appointments booked in them stay."""
    line = WorkingHours.objects.select_related("desk").order_by().get(pk=hours_id)
    desk = line.desk
    line.delete()
    record(verb="encounters.desk_kept", target=desk)
    return desk


@transaction.atomic
def add_interpreter(*, id: UUID, name: str, languages: Collection[str], by: Any) -> Interpreter:
    """Add an interpreter of the city's desks, and return it; sent twice it is added once."""
    made, is_new = Interpreter.objects.get_or_create(
        pk=id,
        defaults={"name": name, "languages": sorted(set(languages)), "recorded_by": by},
    )
    if is_new:
        record(verb="encounters.interpreter_added", target=made)
    return made
