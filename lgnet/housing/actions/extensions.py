"""Extensions: asked with a plan, decided by a second person, carried out where a place is free."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.housing import rules_terms
from lgnet.housing.enums import ExtensionReason, ExtensionRefusal, ExtensionState
from lgnet.housing.models import Extension, Stay
from lgnet.housing.queries.terms import term_facts
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.kernel.nights import tonight

from .lengthening import last_nights, move_end, what_comes_next
from .locks import lock_nights
from .term_notices import tell_asker, tell_deciders
from .term_refusals import (
    ExtensionDecided,
    ExtensionOvertaken,
    ExtensionWaits,
    NoTerm,
    OwnExtension,
    WrongUntil,
)


@transaction.atomic
def ask_extension(
    *, id: UUID, stay: Stay, until: dt.date, reason: str, exit_plan: str, by: Any
) -> Extension:
    """Ask that a person may stay until the morning of ``until``, and return the extension.

    Also of a stay that has ended: who came back within its term needs it for a new place. Asking
    again with the same ``id`` returns what was recorded the first time. Raises NoTerm, WrongUntil
    or ExtensionWaits.
    """
    lock_nights(persons=[stay.person_id])
    known = Extension.objects.filter(pk=id).order_by("pk").first()
    if known is not None:
        return known
    waiting = waiting_of(stay)
    if waiting is not None:
        raise ExtensionWaits(waiting)
    first, last = bounds(stay)
    if not first <= until <= last:
        raise WrongUntil(first, last)
    extension = Extension.objects.create(
        id=id,
        stay=stay,
        until_on=until,
        reason=ExtensionReason(reason),
        exit_plan=exit_plan,
        asked_at=timezone.now(),
        asked_by=by,
    )
    record(verb="housing.extension_asked", target=extension, stay=stay.pk, until=until)
    tell_deciders(extension)
    return extension


def bounds(stay: Stay) -> tuple[dt.date, dt.date]:
    """Return the first and last day until which an extension may be asked; raises NoTerm."""
    ends_on = term_facts([stay.pk])[stay.pk].ends_on
    if ends_on is None:
        raise NoTerm
    return rules_terms.extension_days(term_ends=ends_on, tonight=tonight())


def waiting_of(stay: Stay) -> Extension | None:
    """Return the extension of the stay's term that waits for its answer, or None."""
    return (
        Extension.objects.filter(
            stay__person=stay.person_id,
            stay__clock_started_on=stay.clock_started_on,
            state=ExtensionState.ASKED,
        )
        .select_related("asked_by")
        .order_by("pk")
        .first()
    )


@transaction.atomic
def approve_extension(
    *, extension: Extension, by: Any, until: dt.date | None = None, is_elsewhere: bool = False
) -> Extension:
    """Approve an extension; a running stay lasts longer in its place, and return the extension.

    Where the place is not free so long, NextInTheWay says from which night. The decision is then
    either a shorter one, ``until`` that night, or all that was asked with ``is_elsewhere``: the
    stay lasts here as far as it can, and another place is found for the rest.

    Raises ExtensionDecided, OwnExtension, ExtensionOvertaken, WrongUntil, NextInTheWay, and what
    ``move_end`` raises.
    """
    last = last_nights(extension.stay)
    lock_nights(places=last.places, persons=[extension.stay.person_id])
    current = _locked(extension)
    if current.state == ExtensionState.APPROVED:
        return current
    _check_open(current, by)
    stay = Stay.objects.select_for_update(of=("self",)).get(pk=current.stay_id)
    first, _latest = bounds(stay)
    if current.until_on < first:
        raise ExtensionOvertaken(current)
    if until is not None:
        if not first <= until <= current.until_on:
            raise WrongUntil(first, current.until_on)
        current.until_on = until
    last = last_nights(stay)
    after = what_comes_next(stay, last, until=current.until_on)
    if after is not None and not is_elsewhere:
        raise after
    _decide(current, ExtensionState.APPROVED, by)
    if last.row is not None:
        nights_until = current.until_on if after is None else after.night
        if nights_until > last.row.nights.upper:
            move_end(stay, last, until=nights_until)
            announce(NIGHTS_CHANGED, city_id=stay.city_id)
    record(verb="housing.extension_approved", target=current, until=current.until_on)
    tell_asker(current)
    return current


@transaction.atomic
def refuse_extension(*, extension: Extension, reason: str, note: str, by: Any) -> Extension:
    """Refuse an extension with a reason and words for it; both are kept.

    Raises ExtensionDecided or OwnExtension.
    """
    refusal = ExtensionRefusal(reason)
    current = _locked(extension)
    if current.state == ExtensionState.REFUSED and current.refusal == refusal:
        return current
    _check_open(current, by)
    current.refusal, current.refusal_note = refusal, note
    _decide(current, ExtensionState.REFUSED, by)
    record(verb="housing.extension_refused", target=current, reason=refusal.value)
    tell_asker(current)
    return current


@transaction.atomic
def withdraw_extension(*, extension: Extension, by: Any) -> Extension:
    """Take an extension back: it is no longer needed. Raises ExtensionDecided."""
    current = _locked(extension)
    if current.state == ExtensionState.WITHDRAWN:
        return current
    if current.state != ExtensionState.ASKED:
        raise ExtensionDecided(current)
    _decide(current, ExtensionState.WITHDRAWN, by)
    record(verb="housing.extension_withdrawn", target=current)
    return current


@transaction.atomic
def reopen_extension(*, extension: Extension, by: Any) -> Extension:
    """Take a refusal or a withdrawal back, so that the extension waits again.

    An approved one is final: people have made plans on it. Raises ExtensionDecided, or
    ExtensionWaits where a newer one waits.
    """
    lock_nights(persons=[extension.stay.person_id])
    current = _locked(extension)
    if current.state == ExtensionState.ASKED:
        return current
    if current.state == ExtensionState.APPROVED:
        raise ExtensionDecided(current)
    waiting = waiting_of(current.stay)
    if waiting is not None:
        raise ExtensionWaits(waiting)
    current.state = ExtensionState.ASKED
    current.refusal = current.refusal_note = None
    current.decided_at = current.decided_by = None
    current.save()
    record(verb="housing.extension_reopened", target=current, by=by.pk)
    return current


def _locked(extension: Extension) -> Extension:
    """Return the extension as it stands now with its stay, locked until the transaction ends."""
    rows = Extension.objects.select_for_update(of=("self",)).select_related("stay")
    return rows.get(pk=extension.pk)


def _check_open(extension: Extension, by: Any) -> None:
    """Raise ExtensionDecided or OwnExtension where ``by`` cannot decide it."""
    if extension.state != ExtensionState.ASKED:
        raise ExtensionDecided(extension)
    if extension.asked_by_id == by.pk:
        raise OwnExtension


def _decide(extension: Extension, state: ExtensionState, by: Any) -> None:
    extension.state = state
    extension.decided_at = timezone.now()
    extension.decided_by = by
    extension.save()
