"""Rules about a person's age and names: pure functions over values."""

import calendar
import datetime as dt

from .enums import BirthPrecision

ADULT_AT = 18
OLDEST_PLAUSIBLE_AGE = 110
# An estimated age is taken to be right within this many years either way.
ESTIMATE_SPREAD_YEARS = 2


def birth_period(*, birth_date: dt.date, precision: BirthPrecision) -> tuple[dt.date, dt.date]:
    """Return the first and last day on which the person may have been born."""
    if precision == BirthPrecision.EXACT:
        return birth_date, birth_date
    if precision == BirthPrecision.MONTH:
        last = calendar.monthrange(birth_date.year, birth_date.month)[1]
        return birth_date.replace(day=1), birth_date.replace(day=last)
    first = dt.date(birth_date.year, 1, 1)
    last = dt.date(birth_date.year, 12, 31)
    if precision == BirthPrecision.ESTIMATED:
        first = first.replace(year=max(first.year - ESTIMATE_SPREAD_YEARS, dt.MINYEAR))
        last = last.replace(year=last.year + ESTIMATE_SPREAD_YEARS)
    return first, last


def age_on(*, birth_date: dt.date, day: dt.date) -> int:
    """Return completed years on ``day``; born 29 February, one ages on 1 March in other years."""
    before = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before


def ages_on(*, birth_date: dt.date, precision: BirthPrecision, day: dt.date) -> tuple[int, int]:
    """Return the youngest and oldest age possible on ``day``, never below zero."""
    first, last = birth_period(birth_date=birth_date, precision=precision)
    youngest = max(age_on(birth_date=last, day=day), 0)
    return youngest, max(age_on(birth_date=first, day=day), 0)


def is_placeholder(*, birth_date: dt.date, precision: BirthPrecision) -> bool:
    """Return whether an exact 1 January looks like a registry's filler for an unknown day."""
    exact = precision == BirthPrecision.EXACT
    return exact and (birth_date.month, birth_date.day) == (1, 1)
