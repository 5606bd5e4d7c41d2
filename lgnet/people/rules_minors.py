"""Minors who may be alone, and the path the law lays out for them: pure functions over values.

An unaccompanied minor is under eighteen and in the country without the help and the legal
representation of parents or of other adults who answer for them by law (d.lgs. 142/2015 art. 2,
letter e; legge 47/2017 art. 2). Where the age stays in doubt, minority is presumed (d.lgs.
142/2015 art. 19-bis): who may be a minor on any possible birth date counts as one here. An age
nobody knows says nothing either way, and is shown as not known.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .enums import GuardianKind, MinorStep, Relation
from .rules import ADULT_AT, Birth, ages_on, birth_period

# How long before coming of age the remaining steps are pressed for.
SOON_ADULT_DAYS = 90
# The juvenile court may prolong care up to this age (legge 47/2017 art. 13, paragraph 2).
CARE_ENDS_AT = 21
# Adults given by a court or a foster care: they answer for a minor who came alone, so the path
# goes on until its steps are done.
GIVEN_GUARDIANS = frozenset({GuardianKind.APPOINTED, GuardianKind.PROVISIONAL, GuardianKind.FOSTER})


class AgeState(StrEnum):
    """What a birth, as far as it is known, says of coming of age."""

    UNKNOWN = "unknown"
    MINOR = "minor"
    PERHAPS_MINOR = "perhaps_minor"
    ADULT = "adult"


@dataclass(frozen=True, slots=True)
class Guard:
    """Somebody who answers for a minor. ``birth`` is None where nobody knows it."""

    kind: GuardianKind
    from_on: dt.date
    until_on: dt.date | None
    birth: Birth | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """Somebody's time in a household; ``until_on`` is the first day they were away."""

    household: object
    relation: Relation
    is_head: bool
    from_on: dt.date
    until_on: dt.date | None
    birth: Birth | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Return whether they were together on ``day``."""
        return _holds_on(self.from_on, self.until_on, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at: a birth, who answers, times together and steps done.

    ``own`` are the person's own times in households, ``others`` those of everybody else in them.
    """

    birth: Birth | None
    guards: tuple[Guard, ...] = ()
    own: tuple[Time, ...] = ()
    others: tuple[Time, ...] = ()
    done: frozenset[MinorStep] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands: what pages, lists and reminders show.

    ``is_alone``: may be a minor, and no adult is known who answers for them. ``on_path``: the
    steps are to be done. ``is_soon_adult``: on the path, and may come of age within ninety days.
    ``came_of_age``: grown up meanwhile, with steps left open. ``of_age_on`` is the first and the
    last day on which eighteen may be completed.
    """

    age: AgeState
    is_alone: bool
    on_path: bool
    is_soon_adult: bool
    came_of_age: bool
    of_age_on: tuple[dt.date, dt.date] | None
    open_steps: tuple[MinorStep, ...]

    @property
    def may_be_minor(self) -> bool:
        """Whether one possible birth date makes a minor."""
        return self.age in (AgeState.MINOR, AgeState.PERHAPS_MINOR)

    @property
    def needs_somebody(self) -> bool:
        """Whether somebody has to act: alone, or steps left open."""
        return self.is_alone or (bool(self.open_steps) and (self.on_path or self.came_of_age))


def birthday(birth_date: dt.date, years: int) -> dt.date:
    """Return the day on which ``years`` are completed; 29 February counts on 1 March elsewhere."""
    year = birth_date.year + years
    if year > dt.MAXYEAR:
        return dt.date.max
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def of_age_on(birth: Birth) -> tuple[dt.date, dt.date]:
    """Return the first and the last day on which eighteen may be completed."""
    first, last = birth_period(birth_date=birth.first_day, precision=birth.precision)
    return birthday(first, ADULT_AT), birthday(last, ADULT_AT)


def age_state(birth: Birth | None, *, day: dt.date) -> AgeState:
    """Return what is known on ``day`` of being a minor."""
    if birth is None:
        return AgeState.UNKNOWN
    youngest, oldest = ages_on(birth_date=birth.first_day, precision=birth.precision, day=day)
    if oldest < ADULT_AT:
        return AgeState.MINOR
    return AgeState.PERHAPS_MINOR if youngest < ADULT_AT else AgeState.ADULT


def may_be_minor(birth: Birth | None, *, day: dt.date) -> bool:
    """Return whether the person is under eighteen on any possible birth date."""
    return age_state(birth, day=day) in (AgeState.MINOR, AgeState.PERHAPS_MINOR)


def guardianship_ends(until_on: dt.date | None, birth: Birth | None) -> dt.date | None:
    """Return the day from which a guardian no longer answers: at eighteen at the latest.

    Coming of age ends it by itself (art. 2 of the civil code); the record stays. Where the birth
    is known in part, it ends when eighteen is certain.
    """
    grown = of_age_on(birth)[1] if birth else None
    ends = [day for day in (until_on, grown) if day is not None]
    return min(ends, default=None)


def has_parent(facts: Facts, *, day: dt.date) -> bool:
    """Return whether an adult parent answers on ``day``.

    Either recorded as such, or together in a household of which the person is a child and the
    other a parent, or its head of whom nothing else is said. A parent who may be a minor too
    answers for nobody; one of unknown age was seen by somebody who called them a parent, and does.
    """
    if any(
        guard.kind == GuardianKind.PARENT
        and _holds_on(guard.from_on, guard.until_on, day)
        and not may_be_minor(guard.birth, day=day)
        for guard in facts.guards
    ):
        return True
    homes = {
        own.household for own in facts.own if own.relation == Relation.CHILD and own.holds_on(day)
    }
    return any(
        other.household in homes
        and _stands_as_parent(other)
        and other.holds_on(day)
        and not may_be_minor(other.birth, day=day)
        for other in facts.others
    )


def has_given_guardian(facts: Facts, *, day: dt.date) -> bool:
    """Return whether a guardian given by a court, or a foster carer, answers on ``day``."""
    return any(
        guard.kind in GIVEN_GUARDIANS
        and _holds_on(guard.from_on, guard.until_on, day)
        and not may_be_minor(guard.birth, day=day)
        for guard in facts.guards
    )


def standing(facts: Facts, *, day: dt.date) -> Standing:
    """Return where somebody stands on ``day``."""
    age = age_state(facts.birth, day=day)
    is_minor = age in (AgeState.MINOR, AgeState.PERHAPS_MINOR)
    grown = of_age_on(facts.birth) if facts.birth else None
    on_path = is_minor and not has_parent(facts, day=day)
    open_steps = steps_left(facts.done)
    return Standing(
        age=age,
        is_alone=on_path and not has_given_guardian(facts, day=day),
        on_path=on_path,
        is_soon_adult=on_path and grown is not None and _is_near(grown[0], day),
        came_of_age=bool(open_steps) and _came_of_age_on_path(facts, age, day=day),
        of_age_on=grown,
        open_steps=open_steps,
    )


def steps_left(done: Collection[MinorStep]) -> tuple[MinorStep, ...]:
    """Return the steps not done, in the order in which they are due.

    A safe place first; the public prosecutor at the juvenile court, the court (for the guardian)
    and the municipality are told at once; then a talk with a mediator, and the search for the
    family (d.lgs. 142/2015 art. 19 and 19-bis; legge 47/2017 art. 4 to 6).
    """
    return tuple(step for step in MinorStep if step not in done)


def _came_of_age_on_path(facts: Facts, age: AgeState, *, day: dt.date) -> bool:
    """Return whether somebody grew up on a path that had begun, and care may still go on."""
    if age != AgeState.ADULT or facts.birth is None:
        return False
    youngest, _ = ages_on(
        birth_date=facts.birth.first_day, precision=facts.birth.precision, day=day
    )
    if youngest >= CARE_ENDS_AT:
        return False
    has_begun = bool(facts.done) or any(guard.kind in GIVEN_GUARDIANS for guard in facts.guards)
    eve = of_age_on(facts.birth)[1] - dt.timedelta(days=1)
    return has_begun and not has_parent(facts, day=eve)


def _is_near(coming: dt.date, day: dt.date) -> bool:
    return coming <= day + dt.timedelta(days=SOON_ADULT_DAYS)


def _stands_as_parent(time: Time) -> bool:
    if time.relation == Relation.PARENT:
        return True
    return time.is_head and time.relation == Relation.UNKNOWN


def _holds_on(from_on: dt.date, until_on: dt.date | None, day: dt.date) -> bool:
    return from_on <= day and (until_on is None or day < until_on)
