"""Who is in a case: joining, leaving, and a case that goes on through another person."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.enums_parties import GOES_THROUGH, Leaving
from lgnet.cases.models import Case, CaseParty
from lgnet.cases.queries import cases as queries
from lgnet.cases.queries import parties
from lgnet.cases.rules import is_running
from lgnet.kernel.announcements import CASE_CHANGED, announce
from lgnet.kernel.ids import uuid7
from lgnet.people.models import Person

from .party_refusals import InAnotherCase, NotAnAdult, NotInCase
from .refusals import IsClosed
from .states import locked


@transaction.atomic
def join_case(*, id: UUID, case: Case, person: Person, by: Any) -> CaseParty:
    """Take somebody in charge together with the person of a running case; return their time in it.

    Who is in it already stays so. Raises IsClosed, InAnotherCase.
    """
    current = locked(case)
    known = CaseParty.objects.filter(pk=id, case=current).order_by("pk").first()
    known = known or parties.present_in(current).filter(person=person).first()
    if known is not None:
        return known
    if not is_running(current.state):
        raise IsClosed
    try:
        with transaction.atomic():
            party = CaseParty.objects.create(id=id, case=current, person=person, recorded_by=by)
    except IntegrityError as error:
        raise InAnotherCase(person, queries.open_case_of(person)) from error
    record(verb="cases.party_joined", target=party, case=current.pk, person=person.pk)
    announce(CASE_CHANGED, city_id=current.city_id)
    return party


@transaction.atomic
def leave_case(*, party: CaseParty, leaving: Leaving, by: Any, note: str = "") -> CaseParty:
    """Write that somebody is no longer in a case that goes on; the others' work is untouched.

    Who has left already stays as they left. What was recorded about them before stays.
    """
    locked(party.case)
    current = CaseParty.objects.select_for_update(of=("self",)).get(pk=party.pk)
    if current.left_at is not None:
        return current
    _leave(current, leaving.value, by, note)
    record(verb="cases.party_left", target=current, case=current.case_id, leaving=leaving.value)
    announce(CASE_CHANGED, city_id=current.city_id)
    return current


@transaction.atomic
def go_on_through(
    *, case: Case, to: UUID, seen: UUID, leaving: Leaving, by: Any, note: str = ""
) -> Case:
    """Let a case go on through another adult in it: the person it went through has left.

    ``seen`` is who it went through on the page. The same again changes nothing. Raises IsClosed,
    NotInCase where they left meanwhile or the case goes through another, NotAnAdult.
    """
    current = locked(case)
    if current.person_id == to:
        return current
    if not is_running(current.state):
        raise IsClosed
    next_one = parties.present_in(current).filter(person=to).first()
    if next_one is None or current.person_id != seen:
        raise NotInCase
    if next_one.person.may_be_minor:
        raise NotAnAdult
    was = current.person
    _leave(next_one, GOES_THROUGH, by)
    CaseParty.objects.create(
        id=uuid7(),
        case=current,
        person=was,
        recorded_at=current.opened_at,
        recorded_by=by,
        left_at=timezone.now(),
        left_by=by,
        leaving=leaving.value,
        note=note,
    )
    current.person = next_one.person
    current.save(update_fields=["person"])
    record(verb="cases.goes_through", target=current, left=was.pk, leaving=leaving.value)
    announce(CASE_CHANGED, city_id=current.city_id)
    return current


def _leave(party: CaseParty, leaving: str, by: Any, note: str = "") -> None:
    party.left_at, party.left_by = timezone.now(), by
    party.leaving, party.note = leaving, note
    party.save(update_fields=["left_at", "left_by", "leaving", "note"])
