"""Families as they live: somebody joins, has another place, leaves, comes back; a family parts.

Each verb first locks the people it is about, in one order, then the household: two workers or two
tabs wait for one another, and the second sees what the first has done. What the database holds
besides (one household a person, one head a household) then never surprises anybody.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.kernel.conflicts import Conflict
from lgnet.kernel.ids import uuid7
from lgnet.people.enums import Relation
from lgnet.people.kin import cell_rows
from lgnet.people.models import Household, HouseholdMember, Person
from lgnet.people.rules_households import inverse, own_place, place_of_other

from .family_refusals import (
    AlreadyTogether,
    DayTaken,
    DayToCome,
    DayTooEarly,
    InAnotherHousehold,
    NobodyGoes,
    NobodyStays,
    NotThere,
    SamePerson,
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
) -> HouseholdMember:
    """Let ``member`` live with ``person``, whose ``relation`` they are, and return the new row.

    The household is that of one of them, or a new one under ``household_id``. Who lives in
    another household moves with ``has_moved`` only. A form sent twice adds once. Raises
    FamilyRefused, Person.DoesNotExist for who is not there, Conflict for an ``id`` that holds
    something else.
    """
    if person.pk == member.pk:
        raise SamePerson
    _check_past(from_on, "from_on")
    person, member = _locked_people([person.pk, member.pk])
    known = HouseholdMember.objects.filter(pk=id).order_by().first()
    if known is not None:
        if known.person_id not in (person.pk, member.pk):
            raise Conflict("The identifier belongs to somebody else's row.")
        return known
    host, guest = _open_rows([person.pk, member.pk])
    if host and guest and host.household_id == guest.household_id:
        raise AlreadyTogether(member, host.household_id)
    if host is None and guest is not None and not has_moved:
        # The household that is there already is the other's: the person joins it.
        _locked_household(guest.household_id)
        if is_head and not guest.is_head:
            _no_head(guest.household_id)
            guest.is_head = True
            guest.save(update_fields=["is_head"])
        person, member, host, guest = member, person, guest, None
        relation, is_head = inverse(relation), False
    if guest is not None:
        if not has_moved:
            raise InAnotherHousehold(member)
        _close(guest, member, from_on, field="from_on")
    if host is None:
        household = Household.objects.create(id=household_id, created_by=by)
        host = _enter(household.pk, person, Relation.UNKNOWN, from_on, by)
    else:
        household = _locked_household(host.household_id)
    own = own_place(Relation(host.relation), relation)
    if own != host.relation:
        host.relation = own
        host.save(update_fields=["relation"])
    place = place_of_other(own, relation)
    row = _enter(household.pk, member, place, from_on, by, id=id, is_head=is_head)
    record(verb="people.household_joined", target=member, household=household.pk)
    return row


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
    _check_past(from_on, "from_on")
    row = _locked_row(id)
    if (row.relation, row.is_head, row.from_on) == (relation, is_head, from_on):
        return row
    if member_version(row) != version:
        raise MemberChanged(row)
    if row.until_on is not None and from_on > row.until_on:
        raise DayTaken(row.person, row.until_on, field="from_on")
    if is_head and not row.is_head and row.until_on is None:
        _no_head(row.household_id)
    if from_on != row.from_on:
        _check_free(row.person, from_on, field="from_on", but=row.pk)
    row.relation, row.is_head, row.from_on = relation, is_head, from_on
    row.save(update_fields=["relation", "is_head", "from_on"])
    record(verb="people.household_member_changed", target=row.person, household=row.household_id)
    return row


@transaction.atomic
def leave_household(*, id: UUID, on: dt.date, by: Any) -> HouseholdMember:
    """End somebody's time in a household on the first day they were away, and return the row.

    Leaving twice on one day is leaving once. Raises FamilyRefused.
    """
    _check_past(on, "on")
    row = _locked_row(id)
    if row.until_on is not None:
        if row.until_on == on:
            return row
        raise NotThere
    _close(row, row.person, on, field="on")
    record(verb="people.household_left", target=row.person, household=row.household_id)
    return row


@transaction.atomic
def split_household(
    *, household_id: UUID, new_id: UUID, people: Collection[UUID], on: dt.date, by: Any
) -> tuple[Household, list[UUID], list[UUID]]:
    """Part a household: ``people`` go and live together, under ``new_id``, from a day on.

    Everybody goes or nobody does. Each keeps their place and whether they are the head. Return
    the new household, the rows that ended and those that began. Raises FamilyRefused.
    """
    if not people:
        raise NobodyGoes
    _check_past(on, "on")
    going = _locked_people(sorted(people))
    known = Household.objects.filter(pk=new_id).order_by().first()
    if known is not None:
        return known, [], []
    _locked_household(household_id)
    rows = [row for row in _open_rows(list(people)) if row and row.household_id == household_id]
    if len(rows) != len(set(people)):
        raise NotThere
    household = Household.objects.create(id=new_id, created_by=by)
    if not _open_in(household_id).exclude(pk__in=[row.pk for row in rows]).exists():
        raise NobodyStays
    began = _move(rows, {person.pk: person for person in going}, household.pk, on, by)
    record(
        verb="people.household_split",
        target=household,
        household=household_id,
        people=[person.pk for person in going],
    )
    return household, [row.pk for row in rows], began


@transaction.atomic
def return_to_household(
    *, household_id: UUID, people: Collection[UUID], on: dt.date, by: Any
) -> tuple[list[UUID], list[UUID]]:
    """Let people who left a household live in it again, wherever they have been meanwhile.

    Each comes back to the place they had; another household they live in ends for them on that
    day. Return the rows that ended and those that began. Who is back already is left alone.
    Raises FamilyRefused.
    """
    if not people:
        raise NobodyGoes
    _check_past(on, "on")
    coming = {person.pk: person for person in _locked_people(sorted(people))}
    _locked_household(household_id)
    before = {
        row.person_id: row
        for row in HouseholdMember.objects.filter(
            household_id=household_id, person_id__in=coming
        ).order_by("from_on", "pk")
    }
    if set(before) != set(coming):
        raise NotThere
    ended: list[UUID] = []
    began: list[UUID] = []
    for pk, person in coming.items():
        (current,) = _open_rows([pk])
        if current is not None and current.household_id == household_id:
            continue
        if current is not None:
            _close(current, person, on, field="on")
            ended.append(current.pk)
        else:
            _check_free(person, on, field="on")
        row = _enter(household_id, person, Relation(before[pk].relation), on, by)
        began.append(row.pk)
    if began:
        household = Household(id=household_id)
        record(verb="people.household_rejoined", target=household, people=list(coming))
    return ended, began


@transaction.atomic
def take_back_moves(*, ended: Iterable[UUID], began: Iterable[UUID], by: Any) -> None:
    """Take back what one verb has just done: rows that began go, rows that ended run on.

    A household left with nobody, past or present, goes too; history keeps it. Raises NotThere
    where somebody has moved on meanwhile.
    """
    ended, began = list(ended), list(began)
    people = HouseholdMember.objects.filter(pk__in=[*ended, *began]).order_by()
    _locked_people(sorted(set(people.values_list("person_id", flat=True))))
    new = list(HouseholdMember.objects.filter(pk__in=began).order_by("pk"))
    old = list(HouseholdMember.objects.filter(pk__in=ended).order_by("pk"))
    is_as_left = all(row.until_on is None for row in new) and all(row.until_on for row in old)
    if len(new) != len(began) or len(old) != len(ended) or not is_as_left:
        raise NotThere
    for row in new:
        row.delete()
    for row in old:
        if any(_open_rows([row.person_id])):
            raise NotThere
        if row.is_head and _open_in(row.household_id).filter(is_head=True).exists():
            row.is_head = False
        row.until_on = None
        row.save(update_fields=["until_on", "is_head"])
    for household in Household.objects.filter(pk__in={row.household_id for row in [*new, *old]}):
        record(verb="people.household_move_undone", target=household)
        if not cell_rows(HouseholdMember).filter(household=household).exists():
            household.delete()


def member_version(row: Any) -> str:
    """Return what two tabs compare that saw the same place, head and day."""
    return f"{row.relation}|{int(row.is_head)}|{row.from_on.isoformat()}"


def _locked_people(ids: Collection[UUID]) -> list[Person]:
    """Lock the people and return them as asked for; raises Person.DoesNotExist for one unseen."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    found = {person.pk: person for person in rows}
    if len(found) != len(set(ids)):
        raise Person.DoesNotExist
    return [found[pk] for pk in ids]


def _locked_household(household_id: UUID) -> Household:
    return Household.objects.select_for_update().get(pk=household_id)


def _locked_row(id: UUID) -> HouseholdMember:
    """Lock a member's person and household, and return the row as it then stands."""
    seen = HouseholdMember.objects.only("person_id", "household_id").get(pk=id)
    (person,) = _locked_people([seen.person_id])
    _locked_household(seen.household_id)
    row = HouseholdMember.objects.get(pk=id)
    row.person = person
    return row


def _open_rows(people: list[UUID]) -> list[HouseholdMember | None]:
    """Return each person's open row, in their order."""
    rows = HouseholdMember.objects.filter(person_id__in=people, until_on__isnull=True).order_by()
    found = {row.person_id: row for row in rows}
    return [found.get(pk) for pk in people]


def _open_in(household_id: UUID) -> models.QuerySet[HouseholdMember]:
    """Return who lives in a household, also those whom the one who acts may not see."""
    rows = cell_rows(HouseholdMember).filter(household_id=household_id, until_on__isnull=True)
    return rows.order_by()


def _no_head(household_id: UUID) -> None:
    _open_in(household_id).filter(is_head=True).update(is_head=False)


def _enter(
    household_id: UUID,
    person: Person,
    relation: Relation,
    on: dt.date,
    by: Any,
    *,
    id: UUID | None = None,
    is_head: bool = False,
) -> HouseholdMember:
    _check_free(person, on, field="from_on")
    if is_head:
        _no_head(household_id)
    return HouseholdMember.objects.create(
        id=id or uuid7(),
        household_id=household_id,
        person=person,
        relation=relation,
        is_head=is_head,
        from_on=on,
        created_by=by,
    )


def _move(
    rows: list[HouseholdMember], people: dict[UUID, Person], to: UUID, on: dt.date, by: Any
) -> list[UUID]:
    began = []
    for row in rows:
        person = people[row.person_id]
        _close(row, person, on, field="on")
        new = _enter(to, person, Relation(row.relation), on, by, is_head=row.is_head)
        began.append(new.pk)
    return began


def _close(row: HouseholdMember, person: Person, on: dt.date, *, field: str) -> None:
    if on < row.from_on:
        refused = DayTooEarly(person, row.from_on)
        refused.field = field
        raise refused
    row.until_on = on
    row.save(update_fields=["until_on"])


def _check_past(day: dt.date, field: str) -> None:
    if day > timezone.localdate():
        raise DayToCome(field)


def _check_free(person: Person, on: dt.date, *, field: str, but: UUID | None = None) -> None:
    """Refuse a day on which the person still lived in a household."""
    rows = HouseholdMember.objects.filter(person=person).exclude(pk=but).order_by()
    if but is not None:
        changed = HouseholdMember.objects.get(pk=but)
        rows = rows.filter(from_on__lte=changed.from_on)
    until = rows.aggregate(last=Max("until_on"))["last"]
    if until is not None and on < until:
        raise DayTaken(person, until, field=field)
