"""Units, shifts, sightings, kit and promises: made in the open scope."""

import datetime as dt
import itertools

from django.utils import timezone

from lgnet.encounters.models import (
    DangerNote,
    FirstAid,
    KitItem,
    KitMovement,
    NoContactWish,
    OutreachAlert,
    OutreachUnit,
    Promise,
    Shift,
    ShiftItem,
    ShiftMember,
    ShiftStop,
    Sighting,
    SightingLook,
)
from lgnet.kernel.nights import tonight
from tests.factories.encounters import make_encounter
from tests.factories.network import make_user
from tests.factories.people import make_person

_numbers = itertools.count(1)


def make_unit(**fields) -> OutreachUnit:
    return OutreachUnit.objects.create(
        **{"name": f"Unità {next(_numbers)}", "kind": "van"} | fields
    )


def make_alert(**fields) -> OutreachAlert:
    first = {"kind": "cold", "from_on": tonight(), "until_on": tonight()}
    return OutreachAlert.objects.create(**first | fields)


def make_shift(unit=None, **fields) -> Shift:
    now = timezone.now()
    first = {
        "area": "Stazione",
        "night_on": tonight(),
        "starts_at": now,
        "ends_at": now + dt.timedelta(hours=4),
    }
    return Shift.objects.create(unit=unit or make_unit(), **first | fields)


def make_member(shift=None, user=None, **fields) -> ShiftMember:
    return ShiftMember.objects.create(
        shift=shift or make_shift(), user=user or make_user(), **fields
    )


def make_stop(shift=None, **fields) -> ShiftStop:
    first = {"place": "Piazza Prova", "position": next(_numbers)}
    return ShiftStop.objects.create(shift=shift or make_shift(), **first | fields)


def make_sighting(**fields) -> Sighting:
    first = {"teller": "citizen", "told_at": timezone.now(), "place": "Sotto il ponte"}
    return Sighting.objects.create(**first | fields)


def make_look(sighting=None, **fields) -> SightingLook:
    first = {"looked_at": timezone.now(), "result": "nobody"}
    return SightingLook.objects.create(sighting=sighting or make_sighting(), **first | fields)


def make_danger(**fields) -> DangerNote:
    now = timezone.now()
    first = {
        "place": "Parco",
        "words": "Cani sciolti",
        "recorded_at": now,
        "expires_at": now + dt.timedelta(hours=12),
    }
    return DangerNote.objects.create(**first | fields)


def make_item(**fields) -> KitItem:
    return KitItem.objects.create(**{"name": f"Coperta {next(_numbers)}", "on_hand": 5} | fields)


def make_movement(item=None, **fields) -> KitMovement:
    first = {"kind": "stocked", "change": 5}
    return KitMovement.objects.create(item=item or make_item(), **first | fields)


def make_shift_item(shift=None, **fields) -> ShiftItem:
    first = {"quantity": 3}
    return ShiftItem.objects.create(shift=shift or make_shift(), item=make_item(), **first | fields)


def make_first_aid(**fields) -> FirstAid:
    return FirstAid.objects.create(encounter=make_encounter(), **{"kind": "wound"} | fields)


def make_promise(person=None, **fields) -> Promise:
    first = {"due_on": tonight(), "words": "Una coperta"}
    return Promise.objects.create(person=person or make_person(), **first | fields)


def make_wish(person=None, **fields) -> NoContactWish:
    return NoContactWish.objects.create(
        person=person or make_person(), **{"told_at": timezone.now()} | fields
    )
