"""A contact in the street with all that belongs to it, and what was agreed with people."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.enums import Setting
from lgnet.encounters.enums_outreach import FirstAidKind, MovementKind
from lgnet.encounters.models import (
    Encounter,
    FirstAid,
    KitMovement,
    NoContactWish,
    Promise,
)
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import tonight
from lgnet.people.models import Person

from .contacts import RecordedOtherwise, record_encounter, wish_id_of
from .kit import give_items
from .sightings import answer_sighting
from .street_refusals import StreetRefused

# A promise further away is an appointment.
LONGEST_PROMISE = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What goes with a contact in the street: items by number, first aid, what was agreed."""

    items: Mapping[UUID, int] = field(default_factory=dict)
    first_aid: Collection[FirstAidKind] = ()
    is_ambulance_called: bool = False
    promise_words: str = ""
    promise_on: dt.date | None = None
    promise_place: str = ""
    sighting_id: UUID | None = None
    kept_promise_id: UUID | None = None
    is_contact_unwanted: bool = False


@transaction.atomic
def record_street_contact(*, id: UUID, by: Any, extras: Extras, **contact: Any) -> Encounter:
    """Record a contact in the street with what goes with it, whole or not at all; return it.

    ``contact``: as in ``record_encounter``. Sent twice it is recorded once, and gives once.
    Raises what ``record_encounter`` raises, StreetRefused for a promise or sighting that cannot
    be, NotEnough where an item has run out.
    """
    is_again = Encounter.objects.filter(pk=id).exists()
    encounter = record_encounter(id=id, by=by, setting=Setting.STREET, **contact)
    if is_again and _given(encounter) != dict(extras.items):
        raise RecordedOtherwise(encounter)
    give_items(encounter=encounter, items=extras.items, by=by)
    for kind in dict.fromkeys(extras.first_aid):
        _aid, is_new = FirstAid.objects.get_or_create(
            id=derived_uuid("first aid", encounter.pk, str(kind)),
            defaults={
                "encounter": encounter,
                "kind": kind,
                "is_ambulance_called": extras.is_ambulance_called,
                "recorded_by": by,
            },
        )
        if is_new:
            record(verb="encounters.first_aid", target=encounter)
    if extras.sighting_id:
        answer_sighting(sighting_id=extras.sighting_id, encounter=encounter, by=by)
    if extras.kept_promise_id:
        keep_promise(promise_id=extras.kept_promise_id, encounter=encounter, by=by)
    if extras.promise_words:
        promise(
            id=derived_uuid("promise", encounter.pk),
            due_on=extras.promise_on,
            words=extras.promise_words,
            place=extras.promise_place,
            person=encounter.person,
            encounter=encounter,
            by=by,
        )
    if extras.is_contact_unwanted and encounter.person is not None:
        want_no_contact(id=wish_id_of(encounter.pk), person=encounter.person, by=by)
    return encounter


@transaction.atomic
def promise(
    *,
    id: UUID,
    due_on: dt.date | None,
    words: str,
    by: Any,
    place: str = "",
    person: Person | None = None,
    encounter: Encounter | None = None,
) -> Promise:
    """Promise to come back on a night, and return the promise; sent twice it is one.

    Raises StreetRefused for a night that is over, or too far away.
    """
    night = tonight()
    if due_on is None or not night <= due_on <= night + LONGEST_PROMISE:
        raise StreetRefused(_("Promise a night from tonight on, within two months."))
    made, is_new = Promise.objects.get_or_create(
        pk=id,
        defaults={
            "due_on": due_on,
            "words": words,
            "place": place or None,
            "person": person,
            "encounter": encounter,
            "recorded_by": by,
        },
    )
    if is_new:
        record(verb="encounters.promised", target=made)
    return made


@transaction.atomic
def keep_promise(*, promise_id: UUID, by: Any, encounter: Encounter | None = None) -> Promise:
    """Say that we came back, and return the promise; twice changes nothing."""
    made = Promise.objects.select_for_update().order_by().get(pk=promise_id)
    if made.ended_at is not None:
        raise StreetRefused(_("This promise was ended meanwhile."))
    if made.kept_at is None:
        made.kept_at, made.kept_by, made.kept_in = timezone.now(), by, encounter
        made.save(update_fields=["kept_at", "kept_by", "kept_in"])
        record(verb="encounters.promise_kept", target=made)
    return made


@transaction.atomic
def end_promise(*, promise_id: UUID, by: Any) -> Promise:
    """Say that a promise need not be kept any more, and return it; twice changes nothing."""
    made = Promise.objects.select_for_update().order_by().get(pk=promise_id)
    if made.kept_at is not None:
        raise StreetRefused(_("This promise was kept meanwhile."))
    if made.ended_at is None:
        made.ended_at, made.ended_by = timezone.now(), by
        made.save(update_fields=["ended_at", "ended_by"])
        record(verb="encounters.promise_ended", target=made)
    return made


@transaction.atomic
def want_no_contact(
    *, id: UUID, person: Person, by: Any, until_on: dt.date | None = None
) -> NoContactWish:
    """Write down that a person wants no contact, and return the wish; one that holds stays."""
    held = NoContactWish.objects.select_for_update().filter(person=person, ended_at=None)
    wish = held.order_by("told_at").first()
    if wish is None:
        wish = NoContactWish.objects.create(
            id=id, person=person, told_at=timezone.now(), until_on=until_on, recorded_by=by
        )
        record(verb="encounters.no_contact_wished", target=wish, person=person.pk)
    return wish


@transaction.atomic
def want_contact(*, person: Person, by: Any) -> None:
    """End a person's wish for no contact; where there is none, nothing happens."""
    held = NoContactWish.objects.select_for_update().filter(person=person, ended_at=None)
    for wish in held.order_by("pk"):
        wish.ended_at, wish.ended_by = timezone.now(), by
        wish.save(update_fields=["ended_at", "ended_by"])
        record(verb="encounters.no_contact_ended", target=wish, person=person.pk)


def _given(encounter: Encounter) -> dict[UUID, int]:
    moved = KitMovement.objects.filter(encounter=encounter, kind=MovementKind.GIVEN).order_by()
    return {item: -change for item, change in moved.values_list("item_id", "change")}
