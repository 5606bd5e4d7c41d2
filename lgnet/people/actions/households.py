"""Families as they live: somebody joins, has another place, leaves.

Parting, coming back and taking back stand in ``household_moves``.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.kernel.conflicts import Conflict
from lgnet.people.enums import Relation
from lgnet.people.models import Household, HouseholdMember, Person
from lgnet.people.rules_households import inverse, own_place, place_of_other

from .family_refusals import AlreadyTogether, DayTaken, InAnotherHousehold, NotThere, SamePerson
from .household_rows import (
    Move,
    check_free,
    check_past,
    close,
    enter,
    locked_household,
    locked_people,
    locked_row,
    no_head,
    open_rows,
)


class MemberChanged(Exception):
    """What was to be saved rests on an older state; ``saved`` is the row as it stands now."""

    def __init__(self, saved: HouseholdMember) -> None:
        super().__init__(str(saved.pk))
        self.saved = saved


@transaction.atomic
def add_family_member(
    *,
    id: UUID,
    household_id: UUID,
    person: Person,
    member: Person,
    relation: Relation,
    from_on: dt.date,
    by: Any,
    is_head: bool = False,
    has_moved: bool = False,
) -> tuple[HouseholdMember, Move]:
    """Let ``member`` live with ``person``, whose ``relation`` they are.

    The household is that of one of them, or a new one under ``household_id``. Who lives in
    another household moves with ``has_moved`` only. A form sent twice adds once. Return the new
    row and what was done. Raises FamilyRefused, Person.DoesNotExist for who is not there,
    Conflict for an ``id`` that holds something else.
    """
    if person.pk == member.pk:
        raise SamePerson
    check_past(from_on)
    person, member = locked_people([person.pk, member.pk])
    known = HouseholdMember.objects.filter(pk=id).order_by().first()
    if known is not None:
        if known.person_id not in (person.pk, member.pk):
            raise Conflict("The identifier belongs to somebody else's row.")
        return known, Move()
    move = Move()
    host, guest = open_rows([person.pk, member.pk])
    if host and guest and host.household_id == guest.household_id:
        raise AlreadyTogether(member, host.household_id)
    if host is None and guest is not None and not has_moved:
        # The household that is there already is the other's: the person joins it.
        locked_household(guest.household_id)
        if is_head and not guest.is_head:
            _make_head(guest, move)
        person, member, host, guest = member, person, guest, None
        relation, is_head = inverse(relation), False
    if guest is not None:
        if not has_moved:
            raise InAnotherHousehold(member)
        close(guest, member, from_on, move)
    if host is None:
        household = Household.objects.create(id=household_id, created_by=by)
        host = enter(household.pk, person, Relation.UNKNOWN, from_on, by, move)
    else:
        household = locked_household(host.household_id)
    own = own_place(Relation(host.relation), relation)
    if own != host.relation:
        move.remember(host)
        host.relation = own
        host.save(update_fields=["relation"])
    place = place_of_other(own, relation)
    row = enter(household.pk, member, place, from_on, by, move, id=id, is_head=is_head)
    record(verb="people.household_joined", target=member, household=household.pk)
    return row, move


@transaction.atomic
def change_member(
    *,
    id: UUID,
    version: str,
    relation: Relation,
    is_head: bool,
    from_on: dt.date,
    by: Any,
) -> HouseholdMember:
    """Change a member's place in the family, whether they are its head, since when.

    The head is one: who becomes it takes it over. ``version`` is that of the state the change was
    made on. Raises MemberChanged, FamilyRefused, HouseholdMember.DoesNotExist.
    """
    check_past(from_on)
    row = locked_row(id)
    if (row.relation, row.is_head, row.from_on) == (relation, is_head, from_on):
        return row
    if member_version(row) != version:
        raise MemberChanged(row)
    if row.until_on is not None and from_on > row.until_on:
        raise DayTaken(row.person, row.until_on)
    if is_head and not row.is_head and row.until_on is None:
        no_head(row.household_id, Move())
    if from_on != row.from_on:
        check_free(row.person, from_on, but=row)
    row.relation, row.is_head, row.from_on = relation, is_head, from_on
    row.save(update_fields=["relation", "is_head", "from_on"])
    record(verb="people.household_member_changed", target=row.person, household=row.household_id)
    return row


@transaction.atomic
def leave_household(*, id: UUID, on: dt.date, by: Any) -> tuple[HouseholdMember, Move]:
    """End somebody's time in a household on the first day they were away.

    Leaving twice on one day is leaving once. Return the row and what was done. Raises
    FamilyRefused.
    """
    check_past(on)
    row = locked_row(id)
    if row.until_on is not None:
        if row.until_on == on:
            return row, Move()
        raise NotThere
    move = Move()
    close(row, row.person, on, move)
    record(verb="people.household_left", target=row.person, household=row.household_id)
    return row, move


def _make_head(row: HouseholdMember, move: Move) -> None:
    no_head(row.household_id, move)
    move.remember(row)
    row.is_head = True
    row.save(update_fields=["is_head"])


def member_version(row: Any) -> str:
    """Return what two tabs compare that saw the same place, head and day."""
    return f"{row.relation}|{int(row.is_head)}|{row.from_on.isoformat()}"
