"""Families and minors in words and lines, the same on every page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enums import Relation
from .households import kin_by_person
from .kin import GuardianLine, Kin, MemberLine
from .models import Person
from .rules_minors import AgeState, Standing
from .wording import age_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLine:
    """Somebody of a family as pages show them; nothing of who is not shown."""

    line: MemberLine
    is_shown: bool
    url: str
    age: str
    badge: tuple[str, str] | None
    place: str
    elsewhere: UUID | None = None
    is_back: bool = False

    @property
    def person(self) -> Person:
        """The one it is about."""
        return self.line.person


@dataclass(slots=True)
class FamilyLines:
    """A family: who is there, who was, who of them may come back, whether there are others.

    ``has_others`` says that there are, or were, people one may not see; never how many.
    """

    present: list[FamilyLine] = field(default_factory=list)
    past: list[FamilyLine] = field(default_factory=list)
    may_return: list[FamilyLine] = field(default_factory=list)
    has_others: bool = False


def household_lines(lines: list[MemberLine]) -> FamilyLines:
    """Return a family's lines; reads what is around its people, in one query."""
    kin = kin_by_person(line for line in lines if line.is_visible)
    found = FamilyLines(has_others=any(not line.is_visible for line in lines))
    there = {line.person.pk for line in lines if line.is_open}
    for line in lines:
        if not line.is_visible:
            continue
        one = family_line(line, kin[line.person.pk])
        if line.is_open:
            found.present.append(one)
            continue
        found.past.append(one)
        apart = {other.person.pk for other in found.may_return}
        if line.person.pk not in there | apart:
            found.may_return.append(one)
    found.past.sort(key=lambda one: one.line.until_on or one.line.from_on, reverse=True)
    return found


def family_line(line: MemberLine, kin: Kin) -> FamilyLine:
    """Return one of a family as pages show them."""
    current = kin.current
    elsewhere = current.household_id if current else None
    return FamilyLine(
        line=line,
        is_shown=line.is_visible,
        url=reverse("people:detail", args=[line.person.pk]),
        age=age_or_unknown(line.person),
        badge=minor_badge(kin.standing()),
        place=place_words(line),
        elsewhere=elsewhere if elsewhere != line.household_id else None,
        is_back=elsewhere == line.household_id,
    )


def household_title(lines: Iterable[MemberLine]) -> Any:
    """Return whose family it is: its head's, or the first one's whom one may see."""
    shown = sorted(
        (line for line in lines if line.is_visible),
        key=lambda line: (not line.is_open, not line.is_head, line.from_on, str(line.id)),
    )
    name = format_html("<bdi>{}</bdi>", shown[0].person.known_as)
    return format_html(_("Family of {name}"), name=name)


def choices_of(found: Iterable[FamilyLine]) -> list[tuple[str, Any]]:
    """Return people as the choices of a form: name, age, place."""
    return [
        (
            str(one.person.pk),
            format_html("<bdi>{}</bdi> · {} · {}", one.person.known_as, one.age, one.place),
        )
        for one in found
        if one.is_shown
    ]


def age_or_unknown(person: Person) -> str:
    """Return the age; where nobody knows it, that: it says nothing of being a minor."""
    return age_words(person) or _("age not known")


def place_words(line: MemberLine) -> str:
    """Return somebody's place in the family, and whether they speak for it."""
    words: list[Any] = (
        [] if line.is_head and line.relation == Relation.UNKNOWN else [line.relation.label]
    )
    if line.is_head:
        words.append(_("speaks for the family"))
    return " · ".join(map(str, words))


def guardian_words(line: GuardianLine) -> str:
    """Return where a guardianship stands: since when, and what ended it."""
    if line.is_over_by_age:
        return _("ended at eighteen")
    if line.until_on is not None:
        return _("until %(day)s") % {"day": _day(line.until_on)}
    return _("since %(day)s") % {"day": _day(line.from_on)}


def minor_badge(stands: Standing) -> tuple[str, str] | None:
    """Return kind and words of the badge for where somebody stands, or None."""
    if stands.is_alone:
        return "stop", _("Minor, perhaps alone")
    if stands.came_of_age:
        return "warn", _("Of age, steps left open")
    if stands.age == AgeState.MINOR:
        return "warn", _("Minor")
    if stands.age == AgeState.PERHAPS_MINOR:
        return "warn", _("Perhaps a minor")
    return None


def standing_words(stands: Standing) -> str:
    """Return when somebody comes or came of age, as far as it matters now; else nothing."""
    if stands.of_age_on is None:
        return ""
    first, last = stands.of_age_on
    if stands.came_of_age:
        return _("Came of age on %(day)s") % {"day": _day(last)}
    if not stands.is_soon_adult:
        return ""
    if first == last:
        return _("Comes of age on %(day)s") % {"day": _day(first)}
    if first <= timezone.localdate():
        return _("May be of age already; is for certain on %(day)s") % {"day": _day(last)}
    return _("May come of age from %(day)s on") % {"day": _day(first)}


def steps_words(stands: Standing) -> str:
    """Return how many steps are left."""
    left = len(stands.open_steps)
    if not left:
        return _("All steps done")
    return ngettext("%(left)s step left", "%(left)s steps left", left) % {"left": left}


def _day(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
