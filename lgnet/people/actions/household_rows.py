"""What the verbs about families share: locks in one order, rows that begin and rows that end.

First the people, by identifier, then the household: two workers or two tabs wait for one another,
and the second sees what the first has done. What the database holds besides (one household a
person, one head a household) then never surprises anybody.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Max
from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.people.enums import Relation
from lgnet.people.kin import cell_rows
from lgnet.people.models import Household, HouseholdMember, Person

from .family_refusals import DayTaken, DayToCome, DayTooEarly

_NEXT, _WITHIN = ",", ":"


@dataclass(slots=True)
class Move:
    """What one verb has done, so that it can be taken back: identifiers of rows, never names.

    ``was`` holds the rows whose place or head changed beside: row -> (place, is the head).
    """

    ended: list[UUID] = field(default_factory=list)
    began: list[UUID] = field(default_factory=list)
    was: dict[UUID, tuple[str, bool]] = field(default_factory=dict)

    def as_text(self) -> dict[str, str]:
        """Return the move as the arguments of an offer to undo."""
        was = [
            f"{pk}{_WITHIN}{place}{_WITHIN}{int(head)}" for pk, (place, head) in self.was.items()
        ]
        return {
            "ended": _NEXT.join(map(str, self.ended)),
            "began": _NEXT.join(map(str, self.began)),
            "was": _NEXT.join(was),
        }

    @classmethod
    def of_text(cls, *, ended: str, began: str, was: str) -> "Move":
        """Return the move that ``as_text`` wrote."""
        changed = [part.split(_WITHIN) for part in was.split(_NEXT) if part]
        return cls(
            ended=[UUID(part) for part in ended.split(_NEXT) if part],
            began=[UUID(part) for part in began.split(_NEXT) if part],
            was={UUID(pk): (place, head == "1") for pk, place, head in changed},
        )

    def remember(self, row: HouseholdMember) -> None:
        """Keep a row's place and head as they are now, before they change."""
        self.was.setdefault(row.pk, (str(row.relation), row.is_head))


def locked_people(ids: Collection[UUID]) -> list[Person]:
    """Lock the people and return them as asked for; raises Person.DoesNotExist for one unseen."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    found = {person.pk: person for person in rows}
    if len(found) != len(set(ids)):
        raise Person.DoesNotExist
    return [found[pk] for pk in ids]


def locked_household(household_id: UUID) -> Household:
    """Lock a household and return it; raises Household.DoesNotExist."""
    return Household.objects.select_for_update().get(pk=household_id)


def locked_row(id: UUID) -> HouseholdMember:
    """Lock a member's person and household, and return the row as it then stands."""
    seen = HouseholdMember.objects.only("person_id", "household_id").get(pk=id)
    (person,) = locked_people([seen.person_id])
    locked_household(seen.household_id)
    row = HouseholdMember.objects.get(pk=id)
    row.person = person
    return row


def open_rows(people: list[UUID]) -> list[HouseholdMember | None]:
    """Return each person's open row, in their order."""
    rows = HouseholdMember.objects.filter(person_id__in=people, until_on__isnull=True).order_by()
    found = {row.person_id: row for row in rows}
    return [found.get(pk) for pk in people]


def open_in(household_id: UUID) -> models.QuerySet[HouseholdMember]:
    """Return who lives in a household, also those whom the one who acts may not see."""
    rows = cell_rows(HouseholdMember).filter(household_id=household_id, until_on__isnull=True)
    return rows.order_by()


def no_head(household_id: UUID, move: Move) -> None:
    """Let a household have no head, for another to become it."""
    heads = open_in(household_id).filter(is_head=True)
    for row in heads:
        move.remember(row)
    heads.update(is_head=False)


def enter(
    household_id: UUID,
    person: Person,
    relation: Relation,
    on: dt.date,
    by: Any,
    move: Move,
    *,
    id: UUID | None = None,
    is_head: bool = False,
) -> HouseholdMember:
    """Begin somebody's time in a household, and return the row. Raises DayTaken."""
    check_free(person, on)
    if is_head:
        no_head(household_id, move)
    row = HouseholdMember.objects.create(
        id=id or uuid7(),
        household_id=household_id,
        person=person,
        relation=relation,
        is_head=is_head,
        from_on=on,
        created_by=by,
    )
    move.began.append(row.pk)
    return row


def close(row: HouseholdMember, person: Person, on: dt.date, move: Move) -> None:
    """End somebody's time in a household. Raises DayTooEarly."""
    if on < row.from_on:
        raise DayTooEarly(person, row.from_on)
    row.until_on = on
    row.save(update_fields=["until_on"])
    move.ended.append(row.pk)


def check_past(day: dt.date) -> None:
    """Raise DayToCome for a day still to come."""
    if day > timezone.localdate():
        raise DayToCome


def check_free(person: Person, on: dt.date, *, but: HouseholdMember | None = None) -> None:
    """Refuse a day on which the person still lived in a household. Raises DayTaken."""
    rows = HouseholdMember.objects.filter(person=person).order_by()
    if but is not None:
        rows = rows.exclude(pk=but.pk).filter(from_on__lte=but.from_on)
    until = rows.aggregate(last=Max("until_on"))["last"]
    if until is not None and on < until:
        raise DayTaken(person, until)
