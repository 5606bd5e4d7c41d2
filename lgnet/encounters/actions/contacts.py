"""Recording contacts, and saying later whom they were with."""

import datetime as dt
import unicodedata
from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.models import Service
from lgnet.encounters.enums import Heard, NeedKind, Setting
from lgnet.encounters.models import Encounter, Need, NoContactWish, ServiceGiven
from lgnet.encounters.queries.outreach import open_shift_of
from lgnet.encounters.queries.policy import lies_in_city, policy_here
from lgnet.encounters.rules import ImplausibleMoment, check_moment
from lgnet.encounters.rules_places import blurred
from lgnet.kernel.announcements import CONTACT_RECORDED, announce
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import Neighbourhood
from lgnet.people.models import Person

from .answers import answer_by_services
from .kit import take_items_back
from .sightings import reopen_answered

LONGEST_NOTE = 4000
MOST_PEOPLE = 500


class WithSomeoneElse(Exception):
    """The contact already belongs to another person."""


class RecordedOtherwise(Exception):
    """A contact was sent again with other contents; ``saved`` is the one that stands."""

    def __init__(self, saved: Encounter) -> None:
        super().__init__(str(saved.pk))
        self.saved = saved


@transaction.atomic
def record_encounter(
    *,
    id: UUID,
    by: Any,
    setting: Setting,
    happened_at: dt.datetime,
    person: Person | None = None,
    language: str = "",
    neighbourhood: Neighbourhood | None = None,
    needs: Collection[NeedKind] = (),
    seen: Collection[NeedKind] = (),
    services: Collection[Service] = (),
    people_count: int = 1,
    position: tuple[float, float] | None = None,
    note: str = "",
) -> Encounter:
    """Record a contact under the identifier its form was made with, and return it.

    A form sent twice makes one contact: the second time returns the first one. ``language`` is
    an ISO 639-3 code or empty. ``needs`` are what the person says, ``seen`` what the worker sees;
    what was given answers the needs it is for. ``position`` is latitude and longitude, blurred
    here by the city's policy. Raises ValidationError, by field, for what cannot be, and
    RecordedOtherwise where the form was changed between the two times.
    """
    now = timezone.now()
    _check(
        setting=setting,
        happened_at=happened_at,
        now=now,
        person=person,
        neighbourhood=neighbourhood,
        note=note,
        people_count=people_count,
        position=position,
    )
    latitude, longitude = _kept_position(position)
    encounter = Encounter(
        id=id,
        person=person,
        setting=setting,
        shift=open_shift_of(by) if setting == Setting.STREET else None,
        # A clock that runs ahead is set right, so that "newest first" stays true.
        happened_at=min(happened_at, now),
        neighbourhood=neighbourhood,
        language=language,
        people_count=people_count,
        latitude=latitude,
        longitude=longitude,
        note=clean_note(note),
        recorded_at=now,
        recorded_by=by,
    )
    try:
        with transaction.atomic():
            encounter.save(force_insert=True)
    except IntegrityError:
        existing = Encounter.objects.filter(pk=id).order_by().first()
        if existing is None:
            raise
        if not _says_the_same(existing, encounter, needs=needs, seen=seen, services=services):
            raise RecordedOtherwise(existing) from None
        return existing
    heard = Need.objects.bulk_create(
        Need(encounter=encounter, kind=NeedKind(kind), heard=who)
        for who, kinds in ((Heard.STATED, needs), (Heard.SEEN, seen))
        for kind in dict.fromkeys(kinds)
    )
    given = list(dict.fromkeys(services))
    ServiceGiven.objects.bulk_create(
        [ServiceGiven(encounter=encounter, service=service, given_by=by) for service in given]
    )
    answer_by_services(heard, given, by=by, at=now)
    record(
        verb="encounters.recorded",
        target=encounter,
        setting=encounter.setting,
        person=person.pk if person else None,
    )
    announce(CONTACT_RECORDED, city_id=encounter.city_id)
    return encounter


@transaction.atomic
def attach_person(*, encounter_id: UUID, person: Person, by: Any) -> Encounter:
    """Say whom an anonymous contact was with, and return it; nothing else of it changes.

    Saying the same again changes nothing. Raises WithSomeoneElse where it already belongs to
    another person, Encounter.DoesNotExist outside the open scope.
    """
    encounter = Encounter.objects.select_for_update().order_by().get(pk=encounter_id)
    if encounter.person_id == person.pk:
        return encounter
    if encounter.person_id is not None:
        raise WithSomeoneElse(str(encounter_id))
    encounter.person = person
    encounter.save(update_fields=["person"])
    record(verb="encounters.attached", target=encounter, person=person.pk)
    announce(CONTACT_RECORDED, city_id=encounter.city_id)
    return encounter


@transaction.atomic
def detach_person(*, encounter_id: UUID, person_id: UUID, by: Any) -> Encounter:
    """Take back that a contact was with ``person_id``, and return it, anonymous again.

    Raises WithSomeoneElse where it is not that person's any more.
    """
    encounter = Encounter.objects.select_for_update().order_by().get(pk=encounter_id)
    if encounter.person_id != person_id:
        raise WithSomeoneElse(str(encounter_id))
    encounter.person = None
    encounter.save(update_fields=["person"])
    record(verb="encounters.detached", target=encounter, person=person_id)
    announce(CONTACT_RECORDED, city_id=encounter.city_id)
    return encounter


@transaction.atomic
def retract_encounter(*, encounter_id: UUID, by: Any) -> None:
    """Take a contact back that was recorded by mistake; history keeps what it was.

    What was agreed in the same form goes with it: promises, and the wish for no contact, so that
    nobody stays off the lists of the street by mistake. Raises Encounter.DoesNotExist where it is
    gone already.
    """
    encounter = Encounter.objects.select_for_update().order_by().get(pk=encounter_id)
    record(verb="encounters.retracted", target=encounter)
    take_items_back(encounter=encounter, by=by)
    reopen_answered(encounter=encounter, by=by)
    _take_wish_back(encounter)
    city_id = encounter.city_id
    encounter.delete()
    announce(CONTACT_RECORDED, city_id=city_id)


def wish_id_of(encounter_id: UUID) -> UUID:
    """Return the identifier of the wish for no contact that was told in a contact."""
    return derived_uuid("no contact", encounter_id)


def _take_wish_back(encounter: Encounter) -> None:
    """Take back the wish told in this very contact; an older one, and one that ended, stay."""
    told = NoContactWish.objects.select_for_update(of=("self",)).filter(
        pk=wish_id_of(encounter.pk), ended_at=None
    )
    for wish in told.order_by("pk"):
        record(verb="encounters.no_contact_retracted", target=wish, person=wish.person_id)
        wish.delete()


def _says_the_same(
    saved: Encounter,
    sent: Encounter,
    *,
    needs: Collection[NeedKind],
    seen: Collection[NeedKind],
    services: Collection[Service],
) -> bool:
    """Return whether a contact sent again is the saved one; "now" has moved, so time is left out.

    An anonymous contact that has found its person since still counts as the same.
    """
    fields = (
        "setting", "neighbourhood_id", "language", "note", "people_count", "latitude", "longitude",
    )  # fmt: skip
    same = all(getattr(saved, field) == getattr(sent, field) for field in fields)
    heard = set(Need.objects.filter(encounter=saved).order_by().values_list("kind", "heard"))
    told = {(str(kind), Heard.STATED.value) for kind in needs}
    told |= {(str(kind), Heard.SEEN.value) for kind in seen}
    given = set(
        ServiceGiven.objects.filter(encounter=saved).order_by().values_list("service_id", flat=True)
    )
    return (
        same
        and sent.person_id in (None, saved.person_id)
        and heard == told
        and given == {service.pk for service in services}
    )


def _kept_position(
    position: tuple[float, float] | None,
) -> tuple[Decimal | None, Decimal | None]:
    if position is None:
        return None, None
    return blurred(*position, metres=policy_here().blur_metres)


def clean_note(note: str) -> str:
    """Return a note without control signs, its lines kept; the database takes no NUL."""
    text = unicodedata.normalize("NFC", note).replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def _check(
    *,
    setting: str,
    happened_at: dt.datetime,
    now: dt.datetime,
    person: Person | None,
    neighbourhood: Neighbourhood | None,
    note: str,
    people_count: int,
    position: tuple[float, float] | None,
) -> None:
    wrong: dict[str, str] = {}
    if setting not in Setting.values:
        wrong["setting"] = _("Say whether this was on the street or at a desk.")
    try:
        check_moment(happened_at, now=now)
    except ImplausibleMoment as problem:
        wrong["happened_at"] = moment_problem(problem)
    cell = required_scope("a contact")
    if person is not None and (person.city_id, person.compartment_id) != (
        cell.city_id,
        cell.compartment_id,
    ):
        wrong["person"] = _("There is no such person here.")
    if neighbourhood is not None and neighbourhood.city_id != cell.city_id:
        wrong["neighbourhood"] = _("Choose a neighbourhood of this city.")
    if not 1 <= people_count <= MOST_PEOPLE:
        wrong["people_count"] = _("Say how many people: from 1 to 500.")
    if position is not None and not lies_in_city(cell.city_id, position):
        wrong["position"] = _("This position is outside the city. Leave it out, or move it.")
    if len(note) > LONGEST_NOTE:
        wrong["note"] = _("The note is too long: 4000 characters at most.")
    if wrong:
        raise ValidationError(wrong)


def moment_problem(problem: ImplausibleMoment) -> str:
    """Return in plain words why a contact cannot have its moment."""
    if problem.reason == "future":
        return _("This moment is still to come. Check date and time.")
    return _("This is more than two years ago. Older contacts come in by an import.")
