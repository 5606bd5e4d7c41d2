"""A family parts, finds together again, and each of it can be taken back: all of it or nothing."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.people.enums import Relation
from lgnet.people.kin import cell_rows
from lgnet.people.models import Household, HouseholdMember

from .family_refusals import NobodyGoes, NobodyStays, NotThere
from .household_rows import (
    Move,
    check_free,
    check_past,
    close,
    enter,
    locked_household,
    locked_people,
    open_in,
    open_rows,
)


@transaction.atomic
def split_household(
    *, household_id: UUID, new_id: UUID, people: Collection[UUID], on: dt.date, by: Any
) -> tuple[Household, Move]:
    """Part a household: ``people`` go and live together, under ``new_id``, from a day on.

    Everybody goes or nobody does. Each keeps their place and whether they are the head. A form
    sent twice parts once. Return the new household and what was done. Raises FamilyRefused.
    """
    if not people:
        raise NobodyGoes
    check_past(on)
    going = locked_people(sorted(set(people)))
    known = Household.objects.filter(pk=new_id).order_by().first()
    if known is not None:
        return known, Move()
    locked_household(household_id)
    found = open_rows([person.pk for person in going])
    rows = [row for row in found if row is not None and row.household_id == household_id]
    if len(rows) != len(going):
        raise NotThere
    if not open_in(household_id).exclude(pk__in=[row.pk for row in rows]).exists():
        raise NobodyStays
    household, move = Household.objects.create(id=new_id, created_by=by), Move()
    for row, person in zip(rows, going, strict=True):
        close(row, person, on, move)
        place = Relation(row.relation)
        enter(household.pk, person, place, on, by, move, is_head=row.is_head)
    record(
        verb="people.household_split",
        target=household,
        household=household_id,
        people=[person.pk for person in going],
    )
    return household, move


@transaction.atomic
def return_to_household(
    *, household_id: UUID, people: Collection[UUID], on: dt.date, by: Any
) -> Move:
    """Let people who left a household live in it again, wherever they have been meanwhile.

    Each comes back to the place they had; another household they live in ends for them on that
    day. Who is back already is left alone. Return what was done. Raises FamilyRefused.
    """
    if not people:
        raise NobodyGoes
    check_past(on)
    coming = locked_people(sorted(set(people)))
    locked_household(household_id)
    before = {
        row.person_id: row
        for row in HouseholdMember.objects.filter(
            household_id=household_id, person__in=coming
        ).order_by("from_on", "pk")
    }
    if len(before) != len(coming):
        raise NotThere
    move = Move()
    for person, current in zip(coming, open_rows([person.pk for person in coming]), strict=True):
        if current is not None and current.household_id == household_id:
            continue
        if current is not None:
            close(current, person, on, move)
        else:
            check_free(person, on)
        enter(household_id, person, Relation(before[person.pk].relation), on, by, move)
    if move.began:
        record(
            verb="people.household_rejoined",
            target=Household(id=household_id),
            people=[person.pk for person in coming],
        )
    return move


@transaction.atomic
def take_back_move(*, move: Move, by: Any) -> None:
    """Take back what one verb has just done: rows that began go, rows that ended run on.

    A household left with nobody, past or present, goes too; history keeps it. Raises NotThere
    where somebody has moved on meanwhile.
    """
    wanted = [*move.ended, *move.began]
    people = HouseholdMember.objects.filter(pk__in=wanted).order_by()
    locked_people(sorted(set(people.values_list("person_id", flat=True))))
    rows = {row.pk: row for row in people}
    if len(rows) != len(wanted):
        raise NotThere
    ended, began = ([rows[pk] for pk in part] for part in (move.ended, move.began))
    if any(row.until_on for row in began) or not all(row.until_on for row in ended):
        raise NotThere
    homes = {row.household_id for row in rows.values()}
    for row in began:
        row.delete()
    for row in ended:
        if any(open_rows([row.person_id])):
            raise NotThere
        if row.is_head and open_in(row.household_id).filter(is_head=True).exists():
            row.is_head = False
        row.until_on = None
        row.save(update_fields=["until_on", "is_head"])
    _put_places_back(move)
    for household in Household.objects.filter(pk__in=homes):
        record(verb="people.household_move_undone", target=household)
        if not cell_rows(HouseholdMember).filter(household=household).exists():
            household.delete()


def _put_places_back(move: Move) -> None:
    """Give rows that changed beside their place again, and the head where nobody else is it."""
    rows = cell_rows(HouseholdMember).filter(pk__in=move.was, until_on__isnull=True)
    for row in rows.order_by("pk"):
        place, was_head = move.was[row.pk]
        others = open_in(row.household_id).filter(is_head=True).exclude(pk=row.pk)
        is_head = was_head and not others.exists()
        cell_rows(HouseholdMember).filter(pk=row.pk).update(relation=place, is_head=is_head)
