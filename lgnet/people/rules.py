"""Rules about a person's age and names: pure functions over values."""

import calendar
import datetime as dt
import unicodedata
from dataclasses import dataclass

from .enums import BirthPrecision

ADULT_AT = 18
OLDEST_PLAUSIBLE_AGE = 110
# An estimated age is taken to be right within this many years either way.
ESTIMATE_SPREAD_YEARS = 2
LONGEST_NAME = 200
LONGEST_GENDER = 80
MOST_NAMES = 20
# Signs that turn the direction of what follows: in a name they only mislead. The joiners stay,
# Persian, Sinhala and others are written with them.
_TURNING_SIGNS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


@dataclass(frozen=True, slots=True)
class Birth:
    """When someone was born, as far as known: the first day of the period, and its precision."""

    first_day: dt.date
    precision: BirthPrecision


class ImplausibleBirth(ValueError):
    """A birth that cannot be; ``reason`` is ``future`` or ``too_old``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def birth_period(*, birth_date: dt.date, precision: BirthPrecision) -> tuple[dt.date, dt.date]:
    """Return the first and last day on which the person may have been born."""
    if precision == BirthPrecision.EXACT:
        return birth_date, birth_date
    if precision == BirthPrecision.MONTH:
        length = calendar.monthrange(birth_date.year, birth_date.month)[1]
        return birth_date.replace(day=1), birth_date.replace(day=length)
    first = dt.date(birth_date.year, 1, 1)
    last = dt.date(birth_date.year, 12, 31)
    if precision == BirthPrecision.ESTIMATED:
        first = first.replace(year=max(first.year - ESTIMATE_SPREAD_YEARS, dt.MINYEAR))
        last = last.replace(year=min(last.year + ESTIMATE_SPREAD_YEARS, dt.MAXYEAR))
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


def birth_of_age(age: int, *, today: dt.date) -> Birth:
    """Return the birth meant by "about this old"; raises ImplausibleBirth."""
    if age > OLDEST_PLAUSIBLE_AGE:
        raise ImplausibleBirth("too_old")
    if age < 0:
        raise ImplausibleBirth("future")
    return Birth(dt.date(today.year - age, 1, 1), BirthPrecision.ESTIMATED)


def check_birth(birth: Birth, *, today: dt.date) -> None:
    """Raise ImplausibleBirth for a birth still to come, or one more than 110 years ago."""
    if birth.first_day > today:
        raise ImplausibleBirth("future")
    last = birth.first_day
    if birth.precision != BirthPrecision.ESTIMATED:
        _, last = birth_period(birth_date=birth.first_day, precision=birth.precision)
    if age_on(birth_date=last, day=today) > OLDEST_PLAUSIBLE_AGE:
        raise ImplausibleBirth("too_old")


def is_placeholder(*, birth_date: dt.date, precision: BirthPrecision) -> bool:
    """Return whether an exact 1 January looks like a registry's filler for an unknown day."""
    exact = precision == BirthPrecision.EXACT
    return exact and (birth_date.month, birth_date.day) == (1, 1)


def clean_name(text: str) -> str:
    """Return a name as it is kept: composed (NFC), spaces made one, nothing that misleads.

    Control characters and signs that turn the direction of text go; joiners within a word stay.
    What is left without a visible sign is no name: the empty string.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if _is_space(char) else char for char in composed if not _misleads(char))
    name = " ".join(kept.split())
    return name if any(_is_visible(char) for char in name) else ""


def _is_space(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] == "Z"


def _misleads(char: str) -> bool:
    if char in _TURNING_SIGNS:
        return True
    return unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") and not char.isspace()


def _is_visible(char: str) -> bool:
    # A combining mark or a joiner alone shows nothing that could be called.
    return unicodedata.category(char)[0] in "LNPS"
