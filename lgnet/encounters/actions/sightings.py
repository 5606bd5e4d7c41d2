"""Sightings and danger notes: told, looked for, answered, ended."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.enums_outreach import LookResult, SightingState, Teller
from lgnet.encounters.models import DangerNote, Encounter, Promise, Shift, Sighting, SightingLook
from lgnet.encounters.rules import ImplausibleMoment, check_moment
from lgnet.encounters.rules_outreach import DANGER_HOURS
from lgnet.network.models import Neighbourhood

from .street_refusals import SentOtherwise, StreetRefused


@transaction.atomic
def report_sighting(
    *,
    id: UUID,
    by: Any,
    teller: Teller,
    place: str,
    told_at: dt.datetime | None = None,
    neighbourhood: Neighbourhood | None = None,
    people_count: int = 1,
    words: str = "",
    call_back: str = "",
    state: SightingState = SightingState.OPEN,
) -> Sighting:
    """Write down that somebody was seen sleeping out, and return it; sent twice it is one.

    Raises StreetRefused for a report that is still to come, SentOtherwise for other contents.
    """
    now = timezone.now()
    moment = told_at or now
    try:
        check_moment(moment, now=now)
    except ImplausibleMoment:
        raise StreetRefused(_("This moment is still to come, or too long ago.")) from None
    saved = Sighting.objects.filter(pk=id).order_by().first()
    if saved is not None:
        if (saved.place, saved.teller) != (place, teller):
            raise SentOtherwise
        return saved
    sighting = Sighting.objects.create(
        id=id,
        teller=teller,
        told_at=min(moment, now),
        place=place,
        neighbourhood=neighbourhood,
        people_count=people_count,
        words=words or None,
        call_back=call_back or None,
        state=state,
        recorded_by=by,
    )
    record(verb="encounters.sighting_told", target=sighting, teller=teller)
    return sighting


@transaction.atomic
def look_for(
    *, id: UUID, sighting_id: UUID, result: LookResult, by: Any, shift: Shift | None = None
) -> Sighting:
    """Say what a unit found there, and return the sighting; sent twice it is said once.

    Nobody there: the next shift looks again. Wants no contact: it ends, and nobody goes again.
    """
    sighting = _locked(sighting_id)
    if SightingLook.objects.filter(pk=id).exists():
        return sighting
    _must_wait(sighting)
    SightingLook.objects.create(
        id=id,
        sighting=sighting,
        shift=shift,
        looked_at=timezone.now(),
        result=result,
        recorded_by=by,
    )
    if result == LookResult.REFUSED:
        _end(sighting, SightingState.REFUSED, by=by)
    else:
        sighting.state = SightingState.LOOKED
        sighting.save(update_fields=["state"])
    record(verb="encounters.sighting_looked", target=sighting, result=result)
    return sighting


@transaction.atomic
def answer_sighting(*, sighting_id: UUID, encounter: Encounter, by: Any) -> Sighting:
    """Say which contact answers a sighting, and return it; saying the same again changes nothing.

    Raises StreetRefused where it has ended otherwise.
    """
    sighting = _locked(sighting_id)
    if sighting.encounter_id == encounter.pk:
        return sighting
    _must_wait(sighting)
    sighting.encounter = encounter
    _end(sighting, SightingState.MET, by=by)
    record(verb="encounters.sighting_answered", target=sighting, encounter=encounter.pk)
    return sighting


@transaction.atomic
def close_sighting(*, sighting_id: UUID, by: Any) -> Sighting:
    """End a sighting without a contact, and return it; twice changes nothing."""
    sighting = _locked(sighting_id)
    if sighting.ended_at is None:
        _end(sighting, SightingState.CLOSED, by=by)
        record(verb="encounters.sighting_closed", target=sighting)
    return sighting


@transaction.atomic
def reopen_answered(*, encounter: Encounter, by: Any) -> None:
    """Let sightings and promises wait again that a contact had answered and is retracted."""
    answered = Sighting.objects.select_for_update().filter(encounter=encounter)
    for sighting in answered.order_by("pk"):
        sighting.state, sighting.encounter = SightingState.OPEN, None
        sighting.ended_at = sighting.ended_by = None
        sighting.save(update_fields=["state", "encounter", "ended_at", "ended_by"])
        record(verb="encounters.sighting_reopened", target=sighting)
    Promise.objects.filter(kept_in=encounter).update(kept_in=None, kept_at=None, kept_by=None)


@transaction.atomic
def warn(
    *,
    id: UUID,
    place: str,
    words: str,
    hours: int,
    by: Any,
    neighbourhood: Neighbourhood | None = None,
) -> DangerNote:
    """Warn colleagues of a place for some hours, and return the note; sent twice it is one."""
    if hours not in DANGER_HOURS:
        raise StreetRefused(_("Choose how long colleagues should know this."))
    now = timezone.now()
    saved = DangerNote.objects.filter(pk=id).order_by().first()
    if saved is not None:
        if (saved.place, saved.words) != (place, words):
            raise SentOtherwise
        return saved
    note = DangerNote.objects.create(
        id=id,
        place=place,
        words=words,
        neighbourhood=neighbourhood,
        expires_at=now + dt.timedelta(hours=hours),
        recorded_at=now,
        recorded_by=by,
    )
    record(verb="encounters.danger_told", target=note)
    return note


@transaction.atomic
def end_danger(*, note_id: UUID, by: Any) -> DangerNote:
    """Say that a danger is over, and return the note; twice changes nothing."""
    note = DangerNote.objects.select_for_update().order_by().get(pk=note_id)
    if note.ended_at is None:
        note.ended_at, note.ended_by = timezone.now(), by
        note.save(update_fields=["ended_at", "ended_by"])
        record(verb="encounters.danger_ended", target=note)
    return note


def _end(sighting: Sighting, state: SightingState, *, by: Any) -> None:
    sighting.state, sighting.ended_at, sighting.ended_by = state, timezone.now(), by
    # Who reported is called back no more.
    sighting.call_back = None
    sighting.save()


def _locked(sighting_id: UUID) -> Sighting:
    return Sighting.objects.select_for_update().order_by().get(pk=sighting_id)


def _must_wait(sighting: Sighting) -> None:
    if sighting.ended_at is not None:
        raise StreetRefused(_("This sighting has ended meanwhile. Look at the list again."))
