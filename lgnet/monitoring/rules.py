"""What is counted, in words, and the rules by which figures may be shown."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .enums import Measure, Period

# Inside the network a count of people or places from one to four is hidden.
THRESHOLD = 5
# Refuges join the network's total only where at least so many stand behind it.
FEWEST_REFUGES = 3
FEWEST_REFUGE_PLACES = 10

# Nights are told from so far back, and so many are counted again when another is over.
NIGHTS, NIGHTS_AGAIN = 730, 60

# Estimates of people are told in steps: the difference of two betrays nobody.
STEP = 5
# Of the records of somebody recorded before, those with match tokens that are recognised:
# measured on invented people who move (tests/people/test_match_tokens.py), and at worst.
RECOGNISED, RECOGNISED_AT_WORST = 0.73, 0.60

# Counts that add up over cities. The median does not.
ADDITIVE = (
    Measure.CONTACTS,
    Measure.PEOPLE_MET,
    Measure.CASES_OPEN,
    Measure.PLACES,
    Measure.OCCUPIED_TONIGHT,
    Measure.FREE_TONIGHT,
    Measure.ITALIAN_KNOWN,
    Measure.LITTLE_ITALIAN,
    Measure.WITH_PLAN,
    Measure.GOAL_REACHED,
    Measure.ASSESSED_TWICE,
    Measure.BETTER,
)
# Those that tell how things are now, whatever the period.
OF_NOW = (
    Measure.CASES_OPEN,
    Measure.PLACES,
    Measure.OCCUPIED_TONIGHT,
    Measure.FREE_TONIGHT,
    Measure.ITALIAN_KNOWN,
    Measure.LITTLE_ITALIAN,
    Measure.WITH_PLAN,
    Measure.GOAL_REACHED,
    Measure.ASSESSED_TWICE,
    Measure.BETTER,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A national indicator over tailored forms: the running cases whose newest answer says so.

    ``term`` of the national dictionary, however a city words it; ``codes`` that count, or every
    one. A city whose forms do not ask it has no figure: that is no zero.
    """

    term: str
    codes: tuple[str, ...] | None = None


# In the order in which the board tells them: how many are known stands before how many are so.
TOLD = {
    Measure.ITALIAN_KNOWN: Told("language_level"),
    Measure.LITTLE_ITALIAN: Told("language_level", ("A0", "A1")),
}
# How the running cases get on: plans and the goals in them, domains and the steps in them.
PROGRESS = (Measure.WITH_PLAN, Measure.GOAL_REACHED, Measure.ASSESSED_TWICE, Measure.BETTER)
# The part of which a part is: each of the first lies within the second.
WITHIN = (
    (Measure.ITALIAN_KNOWN, Measure.CASES_OPEN),
    (Measure.LITTLE_ITALIAN, Measure.ITALIAN_KNOWN),
    (Measure.WITH_PLAN, Measure.CASES_OPEN),
    (Measure.ASSESSED_TWICE, Measure.CASES_OPEN),
)
# What a reader works out by subtracting, whole and part: of whom it says that they do not get on.
# Never shown, and a small one is protected like a count that is.
RESTS = {
    "not_reached": (Measure.WITH_PLAN, Measure.GOAL_REACHED),
    "not_better": (Measure.ASSESSED_TWICE, Measure.BETTER),
}

DEFINITIONS = {
    Measure.CONTACTS: _(
        "Meetings on the street or at a desk in the period, also with people whose name is not"
        " known. Who is met twice counts twice."
    ),
    Measure.PEOPLE_MET: _(
        "Different people with at least one contact in the period. Who is met in two cities"
        " counts in each."
    ),
    Measure.CASES_OPEN: _("Cases open when the figures were computed, whatever the period."),
    Measure.PLACES: _("Places that can be used tonight, whatever the period."),
    Measure.OCCUPIED_TONIGHT: _(
        "Places taken tonight, and places whose stay is over its time without a departure, whatever"
        " the period."
    ),
    Measure.FREE_TONIGHT: _("Places that can be used tonight and are not occupied."),
    Measure.MEDIAN_HOURS_TO_PLACE: _(
        "Of the places given in the period, half came sooner than this after the person's first"
        " contact, half later. Only people met before; protected refuges are left out."
    ),
    Measure.ITALIAN_KNOWN: _(
        "Running cases in whose forms somebody has said how the person speaks Italian, whatever the"
        " period. A city whose forms do not ask it has no figure."
    ),
    Measure.LITTLE_ITALIAN: _(
        "Of these, the cases in which it is none, or words and simple sentences (A0 and A1 of the"
        " European framework) by the newest answer."
    ),
    Measure.WITH_PLAN: _(
        "Running cases in whose plan at least one goal is written, whatever the period."
    ),
    Measure.GOAL_REACHED: _("Of these, the cases in which at least one goal is reached."),
    Measure.ASSESSED_TWICE: _(
        "Running cases with a first and a later assessment, finished with the same anchors, in"
        " which at least one part of life was scored together both times, whatever the period."
    ),
    Measure.BETTER: _(
        "Of these, the cases that stand higher than at first in one part of life at least, and"
        " lower in none. Parts of life are never added up."
    ),
}

HIDDEN = _("Hidden: the number is smaller than 5, or someone could work out such a number from it.")
REFUGES = _(
    "Protected refuges are in no city's line. They are in the total only where at least three of"
    " them, with ten places, stand behind it."
)


BY_NIGHT = _(
    "Of each night that is over: the places that could be used, and how many of them somebody had."
    " Protected refuges are left out. Those somebody had are told in steps of 5, so that two"
    " nights compared tell of nobody's coming or going."
)
NIGHT_EMPTY = _("Where nothing is drawn, the nights were not counted.")
NIGHT_HIDDEN = _(
    "A night is hidden where 1 to 4 places were occupied, or 1 to 4 were not, or where such a"
    " number of another city could be worked out."
)


def in_steps(*, occupied: int, places: int) -> int:
    """Return how many places are said to be occupied: in steps of five, never more than all."""
    return min(round(occupied / STEP) * STEP, places)


def starts_at(period: Period, now: dt.datetime) -> dt.datetime | None:
    """Return the moment a period begins, None for the one that has no beginning."""
    days = {Period.LAST_30_DAYS: 30, Period.LAST_YEAR: 365}.get(period)
    return now - dt.timedelta(days=days) if days else None


def is_small(count: float) -> bool:
    """Return whether a count is too small to be shown; zero tells of nobody."""
    return 0 < count < THRESHOLD


def refuges_may_count(*, refuges: int, places: int) -> bool:
    """Return whether refuges may join a total, because enough of them stand behind it."""
    return refuges >= FEWEST_REFUGES and places >= FEWEST_REFUGE_PLACES


def median_of(tally: Mapping[str, int]) -> float | None:
    """Return the median of a tally value -> count, None of nothing.

    Values are numbers as text (JSON has no other keys). An even count gives the middle of the
    two in the middle.
    """
    ordered = sorted((float(value), count) for value, count in tally.items() if count)
    total = sum(count for _value, count in ordered)
    if not total:
        return None
    low, high = (total - 1) // 2, total // 2
    return (_value_at(ordered, low) + _value_at(ordered, high)) / 2


def _value_at(ordered: list[tuple[float, int]], position: int) -> float:
    passed = 0
    for value, count in ordered:
        passed += count
        if position < passed:
            return value
    raise IndexError(position)


def merged(tallies: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the tally of everything the tallies counted."""
    found: dict[str, int] = {}
    for tally in tallies:
        for value, count in tally.items():
            found[value] = found.get(value, 0) + count
    return found


DIFFERENT_PEOPLE = _(
    "Everybody recorded in any city, each counted once though several cities know them. Estimated:"
    " cities compare keyed tokens, never names, and not everybody can be compared. Protected"
    " refuges are left out."
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, and between which the true one lies."""

    point: float
    low: float
    high: float


def different_people(*, records: int, with_tokens: int, different: int) -> Estimate | None:
    """Return how many different people ``records`` stand for, None where nothing can be said.

    ``with_tokens`` of the records can be compared and are ``different`` people as far as tokens
    tell. What they repeat is taken for the share in which all records repeat, raised by those
    that tokens miss. At most, nobody is missed and nobody else repeats; at least, tokens miss as
    many as at worst, and chance (two deviations of a count) adds to it.
    """
    if not with_tokens:
        return None
    repeated = with_tokens - different
    scale = records / with_tokens
    point = records - repeated * scale / RECOGNISED
    at_most = repeated + 2 * math.sqrt(repeated)
    low = records - at_most * scale / RECOGNISED_AT_WORST
    high = records - repeated
    return Estimate(
        point=max(round(point / STEP) * STEP, 0),
        low=max(math.floor(low / STEP) * STEP, 0),
        high=math.ceil(high / STEP) * STEP,
    )
