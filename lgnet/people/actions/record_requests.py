"""Asking another city for a person's record, and answering: each verb writes its own end.

The other end is written by functions of the database, in the same transaction. One lock for both
ends, taken first, settles two answers at once, and an answer beside a withdrawal.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.people.access import has_consent
from lgnet.people.enums import AskReason, DeclineReason, Purpose, RecordPart, RecordRequestState
from lgnet.people.excerpts import profile_of, snapshot, written
from lgnet.people.models import Person, ReceivedRequest, RecordRequest, SharedExcerpt
from lgnet.people.rules_legal import end_of
from lgnet.people.rules_records import WrongAnswer, check_answer
from lgnet.people.traits import traits_of
from lgnet.people.whole import whole_person

from .match_tokens import refuses_other_cities, tokens_asked

OPEN, ACCEPTED = RecordRequestState.OPEN, RecordRequestState.ACCEPTED
DECLINED, WITHDRAWN = RecordRequestState.DECLINED, RecordRequestState.WITHDRAWN


class RecordRefused(Exception):
    """This cannot be asked or answered (any more); ``str()`` says why, in plain words."""


@transaction.atomic
def ask_for_record(
    *, id: UUID, person: Person, reason: AskReason, parts: Iterable[RecordPart], by: Any
) -> RecordRequest:
    """Ask whoever in the network probably knows a person, and return the request.

    Whom it reaches stays unknown here. A form sent twice asks once. Raises RecordRefused where
    too little is known to tell the person apart, the reason needs an agreement that is not
    recorded, the person said no, or a request is waiting already.
    """
    known = RecordRequest.objects.filter(pk=id, person=person).order_by("pk").first()
    if known is not None:
        return known
    has_agreed = has_consent(person, Purpose.CROSS_CITY)
    if reason in (AskReason.PERSON_ASKS, AskReason.PAPERS) and not has_agreed:
        raise RecordRefused(_("First record that the person agrees. Without it nobody is asked."))
    if reason != AskReason.URGENT and refuses_other_cities(person):
        raise RecordRefused(_("This person said no to other cities. Asking would tell them where."))
    tokens = tokens_asked(traits_of([person])[person.pk])
    if not tokens:
        raise RecordRefused(
            _("Too little is known to tell this person from others. Add the whole date of birth.")
        )
    request = RecordRequest(
        id=id,
        person=person,
        reason=reason,
        parts=[part for part in RecordPart.values if part in set(parts)],
        has_agreed=has_agreed,
        profile=profile_of(person, today=timezone.localdate()),
        asked_by=by,
    )
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise RecordRefused(_("A request about this person is waiting already.")) from None
    _send(request, tokens)
    record(verb="people.record_asked", target=request, person=person.pk, parts=request.parts)
    return request


@transaction.atomic
def withdraw_request(*, request_id: UUID, by: Any) -> RecordRequest:
    """Take a request back that nobody has answered; raises RecordRefused where somebody has."""
    _lock(request_id)
    request: RecordRequest = RecordRequest.objects.order_by().get(pk=request_id)
    if request.state == WITHDRAWN:
        return request
    if request.state != OPEN:
        raise RecordRefused(_("This request has been answered meanwhile."))
    request.state, request.withdrawn_at, request.withdrawn_by = WITHDRAWN, timezone.now(), by
    request.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    _send(request, [])
    record(verb="people.record_ask_withdrawn", target=request, person=request.person_id)
    return request


@transaction.atomic
def restore_request(*, request_id: UUID, by: Any) -> RecordRequest:
    """Take the withdrawal of a request back; raises RecordRefused where another is waiting."""
    _lock(request_id)
    request: RecordRequest = RecordRequest.objects.order_by().get(pk=request_id)
    if request.state != WITHDRAWN:
        return request
    request.state, request.withdrawn_at, request.withdrawn_by = OPEN, None, None
    try:
        with transaction.atomic():
            request.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    except IntegrityError:
        raise RecordRefused(_("A request about this person is waiting already.")) from None
    _send(request, [])
    record(verb="people.record_ask_restored", target=request, person=request.person_id)
    return request


@transaction.atomic
def accept_request(
    *, received_id: UUID, given: Mapping[str, str], until_on: dt.date, by: Any
) -> ReceivedRequest:
    """Tell the asking city the chosen parts, each on its ground, to the end of a day in Italy.

    ``given``: part -> ``GivingBasis``. Raises WrongAnswer for what may not be told so,
    RecordRefused where the request is no longer open.
    """
    received = _open_one(received_id)
    check_answer(
        given,
        asked=received.parts,
        reason=received.reason,
        has_agreed=received.has_agreed,
        until_on=until_on,
        today=timezone.localdate(),
    )
    person = whole_person(received.person_id)
    if person is None:
        raise RecordRefused(_("This person is no longer open to you."))
    received.given = {part: given[part] for part in RecordPart.values if part in given}
    received.state, received.until_at = ACCEPTED, end_of(until_on)
    received.answered_at, received.answered_by = timezone.now(), by
    received.save()
    text = written(snapshot(person, received.given))
    _answer(received, sealed_for(received.from_city_id, received.pk, text))
    record(
        verb="people.record_accepted",
        target=received,
        person=received.person_id,
        given=received.given,
        until=until_on,
    )
    return received


@transaction.atomic
def decline_request(*, received_id: UUID, reason: DeclineReason, by: Any) -> ReceivedRequest:
    """Decline to tell; the asking city learns the reason, and not from whom.

    Raises RecordRefused where the request is no longer open.
    """
    received = _open_one(received_id)
    received.state, received.decline_reason = DECLINED, reason
    received.answered_at, received.answered_by = timezone.now(), by
    received.save()
    _answer(received, None)
    record(verb="people.record_declined", target=received, person=received.person_id, reason=reason)
    return received


@transaction.atomic
def reopen_received(*, received_id: UUID, by: Any) -> ReceivedRequest:
    """Take back that one declined; raises RecordRefused where the other side has moved on."""
    received = _locked(received_id)
    if received.state != DECLINED:
        raise RecordRefused(_("This request is no longer declined."))
    received.state, received.decline_reason = OPEN, ""
    received.answered_at = received.answered_by = None
    received.save()
    try:
        with transaction.atomic():
            _answer(received, None)
    except IntegrityError:
        raise RecordRefused(_("The other city has asked again meanwhile.")) from None
    record(verb="people.record_decline_restored", target=received, person=received.person_id)
    return received


@transaction.atomic
def revoke_excerpt(*, received_id: UUID, by: Any) -> ReceivedRequest:
    """Take back what was told: the other city cannot open it from the next request on."""
    received = _locked(received_id)
    if received.state != ACCEPTED:
        raise RecordRefused(_("Nothing was told that could be revoked."))
    if received.revoked_at is None:
        received.revoked_at, received.revoked_by = timezone.now(), by
        received.save()
        _answer(received, None)
        record(verb="people.record_revoked", target=received, person=received.person_id)
    return received


def forget_past_excerpts(*, city_id: UUID) -> int:
    """Destroy what another city told and whose term has come; return how many excerpts.

    That they were told, by whom and on which ground, stays.
    """
    with scope(city_id=city_id):
        past = SharedExcerpt.objects.filter(content__isnull=False, until_at__lte=timezone.now())
        return past.update(content=None)


def sealed_for(city_id: UUID, received_id: UUID, text: str) -> bytes:
    """Return a text sealed under the key of another city's open cell, for one excerpt there."""
    row = SharedExcerpt(id=received_id, city_id=city_id, compartment_id=OPEN_COMPARTMENT)
    field: Any = SharedExcerpt._meta.get_field("content")
    return bytes(field.sealed(row, text))


def _open_one(received_id: UUID) -> ReceivedRequest:
    received = _locked(received_id)
    if received.state == WITHDRAWN:
        raise RecordRefused(_("The other city has taken this request back."))
    if received.state != OPEN:
        raise RecordRefused(_("A colleague has answered this request meanwhile."))
    return received


def _locked(received_id: UUID) -> ReceivedRequest:
    """Return a request under the lock of both ends; raises ReceivedRequest.DoesNotExist."""
    request_id = (
        ReceivedRequest.objects.order_by().values_list("request_id", flat=True).get(pk=received_id)
    )
    _lock(request_id)
    found: ReceivedRequest = (
        ReceivedRequest.objects.select_for_update(of=("self",)).order_by().get(pk=received_id)
    )
    return found


def _lock(request_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"record|{request_id}"]
        )


def _send(request: RecordRequest, tokens: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lgnet_send_request(%s, %s::uuid[])", [request.pk, tokens])


def _answer(received: ReceivedRequest, told: bytes | None) -> None:
    """Carry the answer to the other end; raises RecordRefused where it has withdrawn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lgnet_send_answer(%s, %s)", [received.pk, told])
        if not cursor.fetchone()[0]:
            raise RecordRefused(_("The other city has taken this request back."))


__all__ = [
    "RecordRefused",
    "WrongAnswer",
    "accept_request",
    "ask_for_record",
    "decline_request",
    "forget_past_excerpts",
    "reopen_received",
    "restore_request",
    "revoke_excerpt",
    "withdraw_request",
]
