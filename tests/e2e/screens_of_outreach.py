"""Screens of the street: a night with a shift that is out, one to come, and an alert."""

import datetime as dt

from django.utils import timezone

from lgnet.encounters.actions.citizens import tell_in_public
from lgnet.encounters.actions.kit import keep_item, move
from lgnet.encounters.actions.policy import set_policy
from lgnet.encounters.actions.shifts import begin_shift, keep_unit, open_alert, plan_shift
from lgnet.encounters.actions.sightings import look_for, report_sighting, warn
from lgnet.encounters.actions.street import promise
from lgnet.encounters.enums_outreach import (
    AlertKind,
    LookResult,
    MovementKind,
    Teller,
    UnitKind,
)
from lgnet.encounters.models import Sighting
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.enums import Role
from tests.e2e.screen import Screen

STREET, CITY = Role.OUTREACH_WORKER, Role.CITY_MANAGER

SCREENS = [
    Screen("encounters:tonight", STREET, on_phone=True),
    Screen("encounters:street_contact", STREET, on_phone=True),
    Screen("encounters:sightings", STREET, on_phone=True),
    Screen("encounters:sighting_new", STREET, on_phone=True),
    Screen("encounters:sighting_new", STREET, sends_empty_form=True, status=422),
    Screen("encounters:sighting_check", STREET, ("told",), on_phone=True),
    Screen("encounters:sighting_check", STREET, ("told",), sends_empty_form=True, status=422),
    Screen("tell:start", None, on_phone=True),
    Screen("tell:tell", None, ("l219",), on_phone=True),
    Screen("tell:tell", None, ("l219",), sends_empty_form=True, status=422),
    Screen("tell:thanks", None, ("l219",), on_phone=True),
    Screen("encounters:danger_new", STREET, on_phone=True),
    Screen("encounters:danger_new", STREET, sends_empty_form=True, status=422),
    Screen("encounters:shifts", CITY, on_phone=True),
    Screen("encounters:shift_new", CITY),
    Screen("encounters:shift_new", CITY, sends_empty_form=True, status=422),
    Screen("encounters:shift", STREET, ("shift",), on_phone=True),
    Screen("encounters:shift_edit", CITY, ("shift",), on_phone=True),
    Screen("encounters:alert_new", CITY),
    Screen("encounters:alert_new", CITY, sends_empty_form=True, status=422),
    Screen("encounters:unit_new", CITY, on_phone=True),
    Screen("encounters:kit", STREET, on_phone=True),
    Screen("encounters:item_new", CITY),
]


def fill_street(by, person) -> dict[str, object]:
    """Make a night: a unit out, an alert with its extra shift, promises, sightings, a danger."""
    van = keep_unit(id=uuid7(), name="Furgone Aurora", kind=UnitKind.VAN, by=by)
    bike = keep_unit(id=uuid7(), name="Bici", kind=UnitKind.BIKE, by=by)
    few, none = (
        keep_item(id=uuid7(), name=name, low_level=5, by=by) for name in ("Coperte", "Guanti")
    )
    move(id=uuid7(), item_id=few.pk, kind=MovementKind.STOCKED, quantity=3, by=by)
    now = timezone.now()
    shift = plan_shift(
        id=uuid7(),
        unit=van,
        area="Porta Nuova",
        starts_at=now,
        ends_at=now + dt.timedelta(hours=5),
        stops=["Piazza Carlo Felice", "Via Nizza"],
        items={few.pk: 10, none.pk: 2},
        by=by,
    )
    begin_shift(shift_id=shift.pk, by=by)
    open_alert(
        id=uuid7(),
        kind=AlertKind.COLD,
        words="Sotto zero",
        from_on=tonight(),
        until_on=tonight(),
        units=[bike],
        area="Centro",
        starts=dt.time(22),
        ends=dt.time(3),
        by=by,
    )
    promise(id=uuid7(), due_on=tonight(), words="Scarpe", place="Portici", person=person, by=by)
    for place in ("Sotto il ponte", "Via Roma 3"):
        seen = report_sighting(
            id=uuid7(), by=by, teller=Teller.CITIZEN, place=place, words="Due tende"
        )
    look_for(id=uuid7(), sighting_id=seen.pk, result=LookResult.NOBODY, shift=shift, by=by)
    warn(id=uuid7(), place="Parco", words="Cani sciolti", hours=24, by=by)
    set_policy(by=by, is_reporting_open=True, street_phone="011 555 0110")
    told = uuid7()
    tell_in_public(id=told, place="Via Po 12", words="Una coperta", call_back="333 555 0101")
    return {"shift": shift, "told": Sighting.objects.get(pk=told)}
