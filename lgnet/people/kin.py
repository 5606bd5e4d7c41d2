"""What is recorded around a person: households, guardians, steps of a minor's path.

One query for any number of people. It reads past who may see whom, because whether a child is
alone must not depend on who looks; what is shown of others is only those the one who looks may
see, and that there are others.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from lgnet.kernel.answers import Answer
from lgnet.kernel.tenancy import required_scope
from lgnet.kernel.vault import Sealed

from .enums import BirthPrecision, GuardianKind, MinorStep, Relation
from .models import Guardianship, HouseholdMember, MinorPathStep, Person, visible
from .rules import Birth
from .rules_minors import Facts, Guard, Standing, Time, guardianship_ends, standing

_KEPT = "_kin"
_COLUMNS = ("_kin_members", "_kin_guardianships", "_kin_steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """Somebody's time in a household; ``person`` is shown only where ``is_visible``."""

    id: UUID
    household_id: UUID
    person: Person
    is_visible: bool
    relation: Relation
    is_head: bool
    from_on: dt.date
    until_on: dt.date | None
    created_at: dt.datetime
    by: str

    @property
    def is_open(self) -> bool:
        """Whether they are together still."""
        return self.until_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianLine:
    """Somebody who answers for a minor: ``guardian`` of ours or a ``name``.

    ``ends_on`` is the day from which they no longer do: their own, or coming of age.
    """

    id: UUID
    minor: Person
    guardian: Person | None
    name: str
    is_visible: bool
    kind: GuardianKind
    from_on: dt.date
    until_on: dt.date | None
    ends_on: dt.date | None
    created_at: dt.datetime
    by: str

    @property
    def is_over(self) -> bool:
        """Whether they no longer answer today."""
        return self.ends_on is not None and self.ends_on <= timezone.localdate()

    @property
    def is_over_by_age(self) -> bool:
        """Whether coming of age has ended it, and nobody before."""
        return self.is_over and self.until_on != self.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step done: when, and the name of who did it."""

    step: MinorStep
    done_at: dt.datetime
    by: str
    by_id: UUID | None


@dataclass(slots=True, kw_only=True)
class Kin:
    """All that is recorded around one person."""

    person: Person
    members: list[MemberLine] = field(default_factory=list)
    guardians: list[GuardianLine] = field(default_factory=list)
    wards: list[GuardianLine] = field(default_factory=list)
    steps: list[StepLine] = field(default_factory=list)

    @property
    def own(self) -> list[MemberLine]:
        """The person's own times in households, the newest first."""
        found = [line for line in self.members if line.person.pk == self.person.pk]
        return sorted(found, key=lambda line: (line.is_open, line.from_on), reverse=True)

    @property
    def current(self) -> MemberLine | None:
        """The person's place in the household they live in."""
        return next((line for line in self.own if line.is_open), None)

    def standing(self, day: dt.date | None = None) -> Standing:
        """Return where the person stands, today or on a day, by the rules on minors."""
        return standing(self.facts(), day=day or timezone.localdate())

    def facts(self) -> Facts:
        """Return what the rules on minors look at."""
        others = [line for line in self.members if line.person.pk != self.person.pk]
        return Facts(
            birth=birth_of(self.person),
            guards=tuple(_guard(line) for line in self.guardians),
            own=tuple(_time(line) for line in self.own),
            others=tuple(_time(line) for line in others),
            done=frozenset(line.step for line in self.steps),
        )


def birth_of(person: Person) -> Birth | None:
    """Return a person's birth as far as it is known, or None."""
    if person.birth_answer != Answer.KNOWN or person.birth_date is None:
        return None
    return Birth(person.birth_date, BirthPrecision(str(person.birth_precision)))


def kin_of(person: Person) -> Kin:
    """Return what is recorded around a person, read once for as long as the object lives."""
    if _KEPT not in person.__dict__:
        load_kin([person])
    return person.__dict__[_KEPT]


def load_kin(people: Iterable[Person]) -> None:
    """Read what is recorded around many people, in one query, for ``kin_of`` to answer from."""
    wanted = {person.pk: person for person in people if _KEPT not in person.__dict__}
    if not wanted:
        return
    columns = kin_columns()
    rows = cell_rows(Person).filter(pk__in=wanted).annotate(**columns).order_by()
    for person in wanted.values():
        person.__dict__[_KEPT] = Kin(person=person)
    for pk, *read in rows.values_list("pk", *columns):
        _fill(wanted[pk].__dict__[_KEPT], *read)


def kin_columns() -> dict[str, ArraySubquery]:
    """Return what to annotate people with, for ``keep_kin`` to take: one query less."""
    read = (_members(), _guardianships(), _steps())
    return {name: ArraySubquery(rows) for name, rows in zip(_COLUMNS, read, strict=True)}


def keep_kin(person: Person) -> None:
    """Let ``kin_of`` answer from the columns that a person was read with."""
    kin = Kin(person=person)
    _fill(kin, *(person.__dict__.pop(name) for name in _COLUMNS))
    person.__dict__[_KEPT] = kin


def is_unaccompanied(person: Person) -> bool:
    """Return whether somebody may be a minor with no adult known who answers for them.

    Asks nothing of the database for who is no minor; see ``rules_minors`` for the rule.
    """
    return person.may_be_minor and kin_of(person).standing().is_alone


def load_minors(found: Iterable[Person]) -> None:
    """Read, in one query, what ``is_unaccompanied`` needs for the minors among many people."""
    load_kin(person for person in found if person.may_be_minor)


def forget_kin(person: Person) -> None:
    """Let ``kin_of`` read afresh: something was written meanwhile."""
    person.__dict__.pop(_KEPT, None)


def has_loaded_kin(person: Person) -> bool:
    """Return whether ``kin_of`` answers without a query."""
    return _KEPT in person.__dict__


def cell_rows(model: Any) -> models.QuerySet[Any]:
    """Return rows of the open cell past who may see which person.

    For what must hold whoever looks (is a child alone, has a household a head); never shown.
    """
    found = required_scope(model._meta.label)
    return models.QuerySet(model).filter(city_id=found.city_id, compartment_id=found.compartment_id)


def _members() -> Any:
    own = cell_rows(HouseholdMember).filter(person_id=OuterRef(OuterRef("pk")))
    return (
        cell_rows(HouseholdMember)
        .filter(household_id__in=own.order_by().values("household_id"))
        .order_by("-is_head", "from_on", "pk")
        .values_list(
            JSONObject(
                id="pk",
                household_id="household_id",
                person=_person("person"),
                is_visible=_is_visible("person_id"),
                relation="relation",
                is_head="is_head",
                from_on="from_on",
                until_on="until_on",
                created_at="created_at",
                by="created_by__full_name",
            )
        )
    )


def _guardianships() -> Any:
    about = Q(person_id=OuterRef("pk")) | Q(guardian_id=OuterRef("pk"))
    return (
        cell_rows(Guardianship)
        .filter(about)
        .order_by("-from_on", "-pk")
        .values_list(
            JSONObject(
                id="pk",
                minor=_person("person"),
                guardian=_person("guardian"),
                name="guardian_name",
                is_visible=_is_visible("guardian_id"),
                is_minor_visible=_is_visible("person_id"),
                kind="kind",
                from_on="from_on",
                until_on="until_on",
                created_at="created_at",
                by="created_by__full_name",
            )
        )
    )


def _steps() -> Any:
    return (
        cell_rows(MinorPathStep)
        .filter(person_id=OuterRef("pk"))
        .order_by("done_at", "pk")
        .values_list(
            JSONObject(step="step", done_at="done_at", by="done_by__full_name", by_id="done_by_id")
        )
    )


def _person(link: str) -> JSONObject:
    return JSONObject(
        id=f"{link}__pk",
        data_key=f"{link}__data_key",
        known_as=f"{link}__known_as",
        birth_date=f"{link}__birth_date",
        birth_precision=f"{link}__birth_precision",
        birth_answer=f"{link}__birth_answer",
    )


def _is_visible(person: str) -> Any:
    condition = visible(person)
    return Case(When(condition, then=True), default=False) if condition else Value(True)


def _fill(kin: Kin, members: list[Any], guardianships: list[Any], steps: list[Any]) -> None:
    kin.members = [_member_line(kin.person, **row) for row in members]
    for row in guardianships:
        line = _guardian_line(kin.person, **row)
        if line.minor.pk == kin.person.pk:
            kin.guardians.append(line)
        elif row["is_minor_visible"]:
            kin.wards.append(line)
    kin.steps = [
        StepLine(
            step=MinorStep(row["step"]),
            done_at=dt.datetime.fromisoformat(row["done_at"]),
            by=row["by"] or "",
            by_id=UUID(row["by_id"]) if row["by_id"] else None,
        )
        for row in steps
    ]


def _member_line(own: Person, **row: Any) -> MemberLine:
    return MemberLine(
        id=UUID(row["id"]),
        household_id=UUID(row["household_id"]),
        person=_read_person(own, row["person"]),
        is_visible=row["is_visible"],
        relation=Relation(row["relation"]),
        is_head=row["is_head"],
        from_on=_day(row["from_on"]),
        until_on=_day(row["until_on"]) if row["until_on"] else None,
        created_at=dt.datetime.fromisoformat(row["created_at"]),
        by=row["by"] or "",
    )


def _guardian_line(own: Person, **row: Any) -> GuardianLine:
    minor = _read_person(own, row["minor"])
    guardian = _read_person(own, row["guardian"]) if row["guardian"]["id"] else None
    until_on = _day(row["until_on"]) if row["until_on"] else None
    shown = Guardianship(id=UUID(row["id"]), person=minor, guardian_name=_sealed(row["name"]))
    return GuardianLine(
        id=shown.pk,
        minor=minor,
        guardian=guardian,
        name=shown.guardian_name or "",
        is_visible=guardian is None or row["is_visible"],
        kind=GuardianKind(row["kind"]),
        from_on=_day(row["from_on"]),
        until_on=until_on,
        ends_on=guardianship_ends(until_on, birth_of(minor)),
        created_at=dt.datetime.fromisoformat(row["created_at"]),
        by=row["by"] or "",
    )


def _read_person(own: Person, row: dict[str, Any]) -> Person:
    """Return a person that came as JSON, where bytes are written as PostgreSQL writes them."""
    if UUID(row["id"]) == own.pk:
        return own
    data_key = row["data_key"]
    person = Person(
        id=UUID(row["id"]),
        data_key=bytes.fromhex(data_key.removeprefix("\\x")) if data_key else None,
        known_as=_sealed(row["known_as"]),
        birth_date=_sealed(row["birth_date"]),
        birth_precision=row["birth_precision"],
        birth_answer=row["birth_answer"],
    )
    person._state.adding = False
    return person


def _sealed(text: str | None) -> Sealed | None:
    return Sealed.fromhex(text.removeprefix("\\x")) if text else None


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _guard(line: GuardianLine) -> Guard:
    birth = birth_of(line.guardian) if line.guardian else None
    return Guard(line.kind, line.from_on, line.until_on, birth)


def _time(line: MemberLine) -> Time:
    return Time(
        household=line.household_id,
        relation=line.relation,
        is_head=line.is_head,
        from_on=line.from_on,
        until_on=line.until_on,
        birth=birth_of(line.person),
    )
