"""Answering a request for protection, in the refuge's own cell, and receiving who came."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.enums import RefugeAnswer
from lgnet.housing.models import (
    Place,
    PlacementRequest,
    ReceivedRefugeRequest,
    RefugeRequest,
    Stay,
)
from lgnet.kernel.ids import OPEN_COMPARTMENT, derived_uuid
from lgnet.kernel.nights import tonight
from lgnet.people.actions.persons import create_person
from lgnet.people.catalogue import Profile

from .locks import lock_nights
from .placing import give_place
from .refuges import RefugeRefused, lock_request
from .refusals import TermSpent
from .requests import ask_for_place
from .stays import record_arrival


@transaction.atomic
def accept_refuge_request(
    *, received: ReceivedRefugeRequest, words: str, by: Any
) -> ReceivedRefugeRequest:
    """Say yes, with a time and a meeting point; the asker learns the words and not from whom.

    A refuge that said no may still say yes. Accepting twice changes nothing. Raises RefugeRefused
    where the request was withdrawn, answered by others, or is past its term.
    """
    current = _locked(received)
    if current.answer == RefugeAnswer.ACCEPTED:
        return current
    _answer(current, RefugeAnswer.ACCEPTED, by, words)
    record(verb="housing.refuge_accepted", target=current)
    return current


@transaction.atomic
def decline_refuge_request(*, received: ReceivedRefugeRequest, by: Any) -> ReceivedRefugeRequest:
    """Say "not now". The asker learns it when every refuge has said so, or after the term.

    Declining twice changes nothing. Raises RefugeRefused as above, and after a yes.
    """
    current = _locked(received)
    if current.answer == RefugeAnswer.NOT_NOW:
        return current
    if current.answer == RefugeAnswer.ACCEPTED:
        raise RefugeRefused(_("This request has been answered meanwhile."))
    _answer(current, RefugeAnswer.NOT_NOW, by, "")
    record(verb="housing.refuge_declined", target=current)
    return current


@transaction.atomic
def receive_guest(
    *,
    received: ReceivedRefugeRequest,
    known_as: str,
    place: Place | None,
    counts_from: dt.date | None = None,
    by: Any,
) -> tuple[PlacementRequest, Stay | None]:
    """Record who came, in this refuge alone, and give them a place where one is chosen.

    The record begins with what to call them: nothing of the city's comes along. ``counts_from``
    is their first night in another house of the programme, from which the term counts. Done
    twice, it makes one person. Raises RefugeRefused where it was not accepted here, TermSpent
    where the term leaves no night, and what giving a place raises.
    """
    current = _locked(received)
    if current.answer != RefugeAnswer.ACCEPTED or current.withdrawn_at is not None:
        raise RefugeRefused(_("Nobody is expected for this request."))
    person = current.person or create_person(
        id=derived_uuid("refuge-guest", current.pk), by=by, profile=Profile(known_as=known_as)
    )
    profile = current.told
    asked = ask_for_place(
        id=derived_uuid("refuge-guest-request", current.pk),
        person=person,
        from_on=tonight(),
        urgency=profile.urgency,
        by=by,
    )
    stay = None
    if place is not None:
        stay = give_place(request=asked, place=place, by=by)
        if counts_from is not None:
            stay = count_from(stay=stay, first_night=counts_from)
        stay = record_arrival(stay=stay, by=by)
    if current.person_id is None:
        current.person = person
        current.save(update_fields=["person"])
        record(verb="housing.refuge_guest_came", target=current, person=person.pk)
    return asked, stay


@transaction.atomic
def count_from(*, stay: Stay, first_night: dt.date) -> Stay:
    """Let the term of a stay count from an earlier night in another house of the programme.

    A later night changes nothing. Raises TermSpent where the term then leaves no night.
    """
    rows = queries.occupancies_of(stay).select_related("place__unit__structure")
    lock_nights(places=[row.place_id for row in rows], persons=[stay.person_id])
    current = Stay.objects.select_for_update().get(pk=stay.pk)
    if first_night >= current.clock_started_on:
        return current
    due = _due_on(current, first_night)
    if due is not None:
        place = rows[0].place
        if due <= max(current.started_on, tonight()):
            raise TermSpent(place, first_night, due)
        due = min(due, current.due_on or due)
        for row in rows:
            if row.nights.upper is None or row.nights.upper > due:
                row.nights = type(row.nights)(row.nights.lower, due)
                row.save(update_fields=["nights"])
        current.due_on = due
    current.clock_started_on = first_night
    current.save(update_fields=["clock_started_on", "due_on"])
    record(verb="housing.term_carried", target=current, person=current.person_id, to=first_night)
    return current


def _due_on(stay: Stay, counts_from: dt.date) -> dt.date | None:
    """Return by when a stay ends whose term counts from then, None without a term."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN t.months IS NOT NULL"
            " THEN housing_due_on(t.months, %s, %s) END"
            " FROM housing_term(%s, %s, %s, %s) AS t",
            [
                counts_from,
                stay.person_id,
                stay.structure_id,
                stay.person_id,
                stay.started_on,
                stay.pk,
            ],
        )
        found: dt.date | None = cursor.fetchone()[0]
        return found


def _answer(received: ReceivedRefugeRequest, answer: RefugeAnswer, by: Any, words: str) -> None:
    """Write an answer at both ends; raises RefugeRefused where nobody waits for it."""
    told = sealed_words(received.city_id, received.request_id, words) if words else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT housing_answer_refuge(%s, %s, %s)", [received.pk, answer.value, told]
        )
        if received.withdrawn_at is not None or not cursor.fetchone()[0]:
            raise RefugeRefused(_("Nobody waits for this answer any more."))
    received.answer, received.answer_words = answer.value, words
    received.answered_at, received.answered_by = timezone.now(), by
    received.save(update_fields=["answer", "answer_words", "answered_at", "answered_by"])


def sealed_words(city_id: UUID, request_id: UUID, words: str) -> bytes:
    """Return the answer's words sealed under the key of the open cell, for the asker's row."""
    row = RefugeRequest(id=request_id, city_id=city_id, compartment_id=OPEN_COMPARTMENT)
    field: Any = RefugeRequest._meta.get_field("answer_words")
    return bytes(field.sealed(row, words))


def _locked(received: ReceivedRefugeRequest) -> ReceivedRefugeRequest:
    lock_request(received.request_id)
    rows = ReceivedRefugeRequest.objects.select_for_update(of=("self",))
    return rows.order_by().get(pk=received.pk)
