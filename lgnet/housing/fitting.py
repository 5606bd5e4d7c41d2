"""Whether a unit fits a party, in words: what speaks against it, what to ask, what it offers.

Nothing is counted or added up. What nobody has recorded of a house is to be asked, never held
against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lgnet.kernel.answers import Answer
from lgnet.people.enums import Sex

from .enums import Declined, Meal, PlaceNeed, Sexes, UnitKind

# A room with so many places and more is a dormitory.
DORMITORY_FROM = 5
ADULT_AT = 18

# Needs and refusals that nothing recorded of a house answers.
ASK_THE_HOUSE = (PlaceNeed.COT, PlaceNeed.QUIET, PlaceNeed.NEAR_SCHOOL, Declined.FAR)


@dataclass(frozen=True, slots=True)
class Guest:
    """What counts of one person: None for what is not known. Ages are the least and the most."""

    sex: str | None
    ages: tuple[int, int] | None
    language: str | None = None

    @property
    def may_be_minor(self) -> bool:
        """Return whether this person may be under eighteen; unknown age says no."""
        return self.ages is not None and self.ages[0] < ADULT_AT


@dataclass(frozen=True, slots=True)
class Party:
    """Who needs a place together; ``size`` counts those not named yet as well."""

    guests: tuple[Guest, ...]
    size: int
    needs: frozenset[str] = frozenset()
    declines: frozenset[str] = frozenset()

    @property
    def has_minors(self) -> bool:
        """Return whether somebody may be under eighteen."""
        return any(guest.may_be_minor for guest in self.guests)

    @property
    def keeps_together(self) -> bool:
        """Return whether they must not be put apart."""
        return PlaceNeed.TOGETHER in self.needs or Declined.APART in self.declines


@dataclass(frozen=True, slots=True)
class UnitNight:
    """A unit on one night: ``free`` and all ``places``, and how many ``others`` sleep there.

    ``has_low_bed``: one of the free beds is low down; None where nobody has looked.
    """

    unit: Any
    free: int
    places: int
    others: int
    has_low_bed: bool | None = None

    @property
    def is_shared_room(self) -> bool:
        """Return whether who sleeps here shares one room with whoever else does."""
        return self.unit.kind == UnitKind.ROOM

    @property
    def sexes(self) -> str:
        """Return for whom the unit is, or else its structure."""
        return str(self.unit.sexes or self.unit.structure.sexes)

    @property
    def is_step_free(self) -> bool | None:
        """Return whether there are no steps; None where nobody has looked."""
        own = self.unit.is_step_free
        return own if own is not None else self.unit.structure.is_step_free


@dataclass(frozen=True, slots=True)
class Fit:
    """Sentences about a unit and a party: ``against`` it, to ``ask`` there, and ``offers``."""

    against: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


def guest_of(person: Any, day: Any) -> Guest:
    """Return what counts of a person on ``day``."""
    sex = person.sex if person.sex_answer == Answer.KNOWN else None
    return Guest(sex, person.ages_on(day), person.language)


def fit(room: UnitNight, party: Party) -> Fit:
    """Return in words what speaks against a unit for a party, what to ask, and what it offers."""
    found: dict[str, list[str]] = {"against": [], "ask": [], "offers": []}
    for check in CHECKS:
        for kind, words in check(room, party):
            found[kind].append(words)
    return Fit(**{kind: tuple(dict.fromkeys(words)) for kind, words in found.items()})


def to_ask_everywhere(party: Party) -> list[str]:
    """Return the needs and refusals that no record of a house answers, as they are called."""
    wished = party.needs | party.declines
    return [str(one.label) for one in ASK_THE_HOUSE if one in wished]


Found = Iterator[tuple[str, str]]


def _size(room: UnitNight, party: Party) -> Found:
    if party.size > room.free:
        yield (
            "against",
            _("%(people)s come, and %(places)s are free here")
            % {"people": party.size, "places": room.free},
        )


def _sexes(room: UnitNight, party: Party) -> Found:
    if room.sexes == Sexes.ANY:
        if PlaceNeed.WOMEN_ONLY in party.needs:
            yield "against", _("not for women only")
        if PlaceNeed.MEN_ONLY in party.needs:
            yield "against", _("not for men only")
        if Declined.MIXED in party.declines:
            yield "against", _("for women and men")
        return
    is_women = room.sexes == Sexes.WOMEN
    words = _("for women only") if is_women else _("for men only")
    wanted = Sex.FEMALE if is_women else Sex.MALE
    if (PlaceNeed.MEN_ONLY if is_women else PlaceNeed.WOMEN_ONLY) in party.needs:
        yield "against", words
    others = [guest for guest in party.guests if guest.sex != wanted]
    if any(guest.sex is not None and not guest.may_be_minor for guest in others):
        yield "against", words
    elif any(guest.sex is not None for guest in others):
        yield "ask", _("%(for)s: ask about the children") % {"for": words}
    elif others or party.size > len(party.guests):
        yield "ask", _("%(for)s, and the sex of somebody is not known") % {"for": words}
    else:
        yield "offers", words


def _ages(room: UnitNight, party: Party) -> Found:
    structure = room.unit.structure
    known = [guest.ages for guest in party.guests if guest.ages is not None]
    # Of each limit: in words, whether somebody is surely outside, and whether perhaps.
    limits = []
    if (youngest := structure.youngest) is not None:
        words = _("from the age of %(age)s") % {"age": youngest}
        limits.append(
            (words, any(b < youngest for _a, b in known), any(a < youngest for a, _b in known))
        )
    if (oldest := structure.oldest) is not None:
        words = _("up to the age of %(age)s") % {"age": oldest}
        limits.append(
            (words, any(a > oldest for a, _b in known), any(b > oldest for _a, b in known))
        )
    for words, is_outside, is_perhaps in limits:
        if is_outside:
            yield "against", words
        elif is_perhaps or len(known) < party.size:
            yield "ask", _("%(limit)s, and the age of somebody is not sure") % {"limit": words}


def _families(room: UnitNight, party: Party) -> Found:
    if party.size > 1 and party.has_minors and not room.unit.structure.takes_families:
        yield "against", _("takes no families")


def _steps(room: UnitNight, party: Party) -> Found:
    if PlaceNeed.STEP_FREE not in party.needs:
        return
    if room.is_step_free:
        yield "offers", _("no steps")
    elif room.is_step_free is None:
        yield "ask", _("nobody has looked whether there are steps")
    else:
        yield "against", _("there are steps")


def _low_bed(room: UnitNight, party: Party) -> Found:
    if PlaceNeed.LOWER_BUNK not in party.needs:
        return
    if room.has_low_bed:
        yield "offers", _("a bed low down")
    elif room.has_low_bed is None:
        yield "ask", _("nobody has recorded which beds are low down")
    else:
        yield "against", _("no bed low down is free")


def _company(room: UnitNight, party: Party) -> Found:
    """Who else sleeps in the room, now or later."""
    if not room.is_shared_room:
        return
    if room.places >= DORMITORY_FROM and Declined.DORMITORY in party.declines:
        yield (
            "against",
            ngettext("a large room: %(count)s place", "a large room: %(count)s places", room.places)
            % {"count": room.places},
        )
    wants_alone = PlaceNeed.ROOM_ALONE in party.needs or Declined.SHARED_ROOM in party.declines
    if room.others and (wants_alone or party.has_minors):
        words = ngettext(
            "%(count)s other person sleeps in this room",
            "%(count)s others sleep in this room",
            room.others,
        )
        yield "against", words % {"count": room.others}
    elif wants_alone and room.places > party.size:
        yield "ask", _("take the whole room, so that nobody else comes in")


def _pet(room: UnitNight, party: Party) -> Found:
    if PlaceNeed.PET not in party.needs and Declined.NO_PET not in party.declines:
        return
    takes_pets = room.unit.structure.takes_pets
    if takes_pets:
        yield "offers", _("takes pets")
    elif takes_pets is None:
        yield "ask", _("nobody has asked about pets")
    else:
        yield "against", _("takes no pets")


def _kitchen(room: UnitNight, party: Party) -> Found:
    if PlaceNeed.KITCHEN not in party.needs:
        return
    meals = room.unit.structure.meals
    if Meal.KITCHEN in meals:
        yield "offers", _("a kitchen to cook in")
    elif meals:
        yield "against", _("no kitchen to cook in")
    else:
        yield "ask", _("nobody has recorded whether there is a kitchen")


def _languages(room: UnitNight, party: Party) -> Found:
    spoken = set(room.unit.structure.staff_languages)
    if any(guest.language in spoken for guest in party.guests):
        yield "offers", _("the staff speak their language")


CHECKS = (
    _size,
    _sexes,
    _ages,
    _families,
    _steps,
    _low_bed,
    _company,
    _pet,
    _kitchen,
    _languages,
)
