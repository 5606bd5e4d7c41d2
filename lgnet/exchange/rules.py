"""Rules of reading other systems' data: pure functions over values."""

import datetime as dt

from lgnet.kernel.answers import Answer
from lgnet.people.enums import BirthPrecision

EARLIEST_DAY = dt.date(1900, 1, 1)
MOST_BEDS_A_ROW = 5_000
MOST_BEDS = 200_000

# Quality codes that HUD uses for every question (list 1.8), and our answers for them.
MISSING_ANSWERS = {
    8: Answer.UNKNOWN,
    9: Answer.DECLINED,
    99: Answer.NOT_ASKED,
}
FULL, PARTIAL = 1, 2


def birth_precision(*, day: dt.date, is_partial: bool) -> BirthPrecision:
    """Return how much of a birth date is meant.

    A full date is exact, 1 January too: whether that one is a registry's filler is for people
    to judge, not for an import. Of a partial one only the part that is no filler counts.
    """
    if not is_partial:
        return BirthPrecision.EXACT
    if day.day != 1:
        return BirthPrecision.ESTIMATED
    return BirthPrecision.YEAR if day.month == 1 else BirthPrecision.MONTH


def first_day_meant(*, day: dt.date, precision: BirthPrecision) -> dt.date:
    """Return the first day of the period that ``precision`` leaves: what a person's row holds."""
    if precision == BirthPrecision.EXACT:
        return day
    if precision == BirthPrecision.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1)


def is_plausible_day(day: dt.date, *, latest: dt.date) -> bool:
    """Return whether a record may speak of ``day``: nobody alive was met before 1900."""
    return EARLIEST_DAY <= day <= latest


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run ``text`` instead of showing it (CWE-1236)."""
    return text.lstrip(" ")[:1] in tuple("=+-@\t\r") if text else False


def neutralised(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows it: a formula gets an apostrophe in front."""
    return f"'{text}" if is_formula(text) else text
