"""What is counted, in words, and the rules by which figures may be shown."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from .enums import Measure, Period

# Inside the network a count of people or places from one to four is hidden.
THRESHOLD = 5
# Refuges join the network's total only where at least so many stand behind it.
FEWEST_REFUGES = 3
FEWEST_REFUGE_PLACES = 10

# Counts that add up over cities. The median does not.
ADDITIVE = (
    Measure.CONTACTS,
    Measure.PEOPLE_MET,
    Measure.CASES_OPEN,
    Measure.PLACES,
    Measure.OCCUPIED_TONIGHT,
    Measure.FREE_TONIGHT,
)
# Those that tell how things are now, whatever the period.
OF_NOW = (
    Measure.CASES_OPEN,
    Measure.PLACES,
    Measure.OCCUPIED_TONIGHT,
    Measure.FREE_TONIGHT,
)

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
}

HIDDEN = _("Hidden: the number is smaller than 5, or someone could work out such a number from it.")
REFUGES = _(
    "Protected refuges are in no city's line. They are in the total only where at least three of"
    " them, with ten places, stand behind it."
)


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
