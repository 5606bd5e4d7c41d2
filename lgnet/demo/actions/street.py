"""Tonight in the street of each demo city: a unit out, kit, promises, sightings, a danger."""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from lgnet.accounts.models import User
from lgnet.encounters.actions.citizens import tell_in_public
from lgnet.encounters.actions.kit import keep_item, move
from lgnet.encounters.actions.policy import set_policy
from lgnet.encounters.actions.shifts import begin_shift, keep_unit, plan_shift
from lgnet.encounters.actions.sightings import look_for, report_sighting, warn
from lgnet.encounters.actions.street import promise
from lgnet.encounters.catalogue import LookResult, MovementKind, Teller, UnitKind
from lgnet.encounters.models import OutreachUnit
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import tonight
from lgnet.people.models import Person

UNITS = (("Unità mobile", UnitKind.VAN), ("Bici", UnitKind.BIKE))
KIT = (("Coperte", 24), ("Sacchi a pelo", 6), ("Kit igiene", 40), ("Guanti", 3))
STOPS = ("Stazione", "Piazza del mercato", "Portici del centro")
SEEN = (
    (Teller.CITIZEN, "Sotto il cavalcavia della stazione", "Due tende", 5),
    (Teller.SERVICE, "Sala d'attesa del pronto soccorso", "Un uomo solo", 26),
    (Teller.COLLEAGUE, "Argine, vicino al ponte pedonale", "Una coppia", 60),
)
PROMISES = ("Scarpe numero 42", "Una risposta dal dormitorio", "Torniamo con l'interprete")


def load_demo_street(code: str, *, worker_id: UUID) -> int:
    """Write the city's night inside its open scope; return how many wait. Once there, nothing."""
    own = derived_uuid("demo", "street", code)
    if OutreachUnit.objects.filter(pk=own).exists():
        return 0
    by = User.objects.get(pk=worker_id)
    van, _bike = (
        keep_unit(
            id=own if number == 0 else derived_uuid("demo", "unit", code, name),
            name=name,
            kind=kind,
            by=by,
        )
        for number, (name, kind) in enumerate(UNITS)
    )
    kit = [
        keep_item(id=derived_uuid("demo", "kit", code, name), name=name, low_level=5, by=by)
        for name, _count in KIT
    ]
    for item, (name, count) in zip(kit, KIT, strict=True):
        move(
            id=derived_uuid("demo", "stock", code, name),
            item_id=item.pk,
            kind=MovementKind.STOCKED,
            quantity=count,
            by=by,
        )
    now = timezone.now()
    shift = plan_shift(
        id=derived_uuid("demo", "shift", code),
        unit=van,
        area="Stazione e centro",
        starts_at=now,
        ends_at=now + dt.timedelta(hours=5),
        user_ids=[by.pk],
        stops=STOPS,
        items={kit[0].pk: 10, kit[3].pk: 5},
        by=by,
    )
    begin_shift(shift_id=shift.pk, by=by)
    for number, (teller, place, words, hours) in enumerate(SEEN):
        sighting = report_sighting(
            id=derived_uuid("demo", "sighting", code, number),
            teller=teller,
            place=place,
            words=words,
            told_at=now - dt.timedelta(hours=hours),
            by=by,
        )
    set_policy(by=by, is_reporting_open=True, street_phone="011 555 0110")
    tell_in_public(
        id=derived_uuid("demo", "told", code),
        place="Via di Prova 12, sotto il portico",
        told_at=now - dt.timedelta(hours=2),
        words="Una persona sola, sembra avere freddo",
    )
    look_for(
        id=derived_uuid("demo", "look", code),
        sighting_id=sighting.pk,
        result=LookResult.NOBODY,
        shift=shift,
        by=by,
    )
    people = Person.objects.order_by("-pk")[: len(PROMISES)]
    for number, (person, words) in enumerate(zip(people, PROMISES, strict=False)):
        promise(
            id=derived_uuid("demo", "promise", code, number),
            due_on=tonight(),
            words=words,
            person=person,
            by=by,
        )
    warn(
        id=derived_uuid("demo", "danger", code),
        place="Sottopasso",
        words="Vetri rotti: scarpe robuste, in due",
        hours=72,
        by=by,
    )
    return len(SEEN) + len(PROMISES)
