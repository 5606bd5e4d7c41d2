"""Dates of birth as people write them in lists, and in which order day and month stand."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from lgnet.exchange.enums import Trouble
from lgnet.people.catalogue import (
    OLDEST_PLAUSIBLE_AGE,
    Birth,
    ImplausibleBirth,
    birth_of_age,
    birth_period,
    check_birth,
    is_placeholder,
)
from lgnet.people.enums import BirthPrecision

from .folding import folded

_MONTHS = (
    ("gennaio", "gen", "january", "jan"),
    ("febbraio", "feb", "february"),
    ("marzo", "mar", "march"),
    ("aprile", "apr", "april"),
    ("maggio", "mag", "may"),
    ("giugno", "giu", "june", "jun"),
    ("luglio", "lug", "july", "jul"),
    ("agosto", "ago", "august", "aug"),
    ("settembre", "set", "sett", "september", "sep", "sept"),
    ("ottobre", "ott", "october", "oct"),
    ("novembre", "nov", "november"),
    ("dicembre", "dic", "december", "dec"),
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_TIME = re.compile(
    r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?(\.\d+)?(\s*(am|pm))?(Z|[+-]\d{2}:?\d{2})?\Z", re.I
)
_MARK = r"\s*[./\-–\\ ]\s*"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,2}})\Z")
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d{{4}}|'?\d{{2}})\Z")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_MARK}(\d{{4}})\Z")
_YEAR_MONTH = re.compile(rf"(\d{{4}}){_MARK}(\d{{1,2}})\Z")
_RUN_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})\Z")
_YEAR = re.compile(r"\d{4}\Z")
_SERIAL = re.compile(r"\d{4,5}\Z")
# How spreadsheets count days; its first two months are one day off, and nobody was born then.
_SERIAL_START = dt.date(1899, 12, 30)
_SERIALS = range(1000, 60_000)
_AGE = re.compile(r"(\d{1,3})\Z")
_ABOUT = frozenset(
    {*("circa", "ca", "about", "anni", "anno", "years", "year", "old", "yo", "eta", "di", "of")}
)


@dataclass(frozen=True, slots=True)
class Order:
    """How a column writes its dates: ``is_sure`` where some date tells, ``is_mixed`` where two
    dates tell opposite things."""

    day_first: bool
    is_sure: bool
    is_mixed: bool


@dataclass(frozen=True, slots=True)
class ReadBirth:
    """A birth, or none, and what struck in reading it."""

    birth: Birth | None = None
    troubles: tuple[Trouble, ...] = ()


def plain(text: str) -> str:
    """Return a date's text with ASCII digits and single spaces."""
    digits = "".join(
        char if (digit := unicodedata.decimal(char, None)) is None else str(digit)
        for char in unicodedata.normalize("NFKC", text)
    )
    kept = "".join(char for char in digits if unicodedata.category(char) != "Cf")
    return " ".join(kept.split())


def order_of(texts: Iterable[str]) -> Order:
    """Return whether the day stands first in a column, from dates of which only one order is."""
    day_first = month_first = 0
    for text in texts:
        found = _YEAR_LAST.match(_TIME.sub("", plain(text)))
        if found:
            one, two = int(found.group(1)), int(found.group(2))
            day_first += 12 < one <= 31 and two <= 12
            month_first += 12 < two <= 31 and one <= 12
    return Order(
        day_first=day_first >= month_first,
        is_sure=bool(day_first or month_first),
        is_mixed=bool(day_first and month_first),
    )


def read_date(text: str, *, day_first: bool, today: dt.date) -> ReadBirth:
    """Return the birth a text tells, as exact as it is written; never a guess of the day."""
    text = _TIME.sub("", plain(text)).strip(" .,")
    try:
        birth, troubles = _parts(text, day_first, today)
        check_birth(birth, today=today)
    except ImplausibleBirth as problem:
        return ReadBirth(None, (Trouble.FUTURE if problem.reason == "future" else Trouble.TOO_OLD,))
    except _NotADate as wrong:
        return ReadBirth(None, (wrong.trouble,))
    if is_placeholder(birth_date=birth.first_day, precision=birth.precision):
        troubles.append(Trouble.PLACEHOLDER)
    return ReadBirth(birth, tuple(troubles))


def read_year(text: str, *, today: dt.date) -> ReadBirth:
    """Return the birth a column of years tells; a whole date in it is taken as it is."""
    return read_date(text, day_first=True, today=today)


def read_age(text: str, *, today: dt.date) -> ReadBirth:
    """Return the birth meant by an age in years, in figures, with words like "circa" around it."""
    text = plain(text)
    words = [word for word in folded(text).split() if word not in _ABOUT]
    found = _AGE.match(words[0]) if len(words) == 1 else None
    if not found or text.startswith("-") or int(found.group(1)) > OLDEST_PLAUSIBLE_AGE:
        return ReadBirth(None, (Trouble.BAD_AGE,))
    return ReadBirth(birth_of_age(int(found.group(1)), today=today))


def most_exact(births: list[Birth]) -> ReadBirth:
    """Return the most exact of some births of one person, and whether they disagree."""
    if not births:
        return ReadBirth()
    rank = list(BirthPrecision)
    best = min(births, key=lambda birth: rank.index(birth.precision))
    agree = all(_overlap(best, other) for other in births)
    return ReadBirth(best, () if agree else (Trouble.BIRTH_TWICE,))


class _NotADate(ValueError):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def _parts(text: str, day_first: bool, today: dt.date) -> tuple[Birth, list[Trouble]]:
    if found := _YEAR_FIRST.match(text):
        year, month, day = map(int, found.groups())
        return _exact(year, month, day), []
    if found := _YEAR_LAST.match(text):
        return _year_last(found, day_first, today)
    if found := _MONTH_YEAR.match(text):
        return _month(int(found.group(2)), int(found.group(1))), []
    if found := _RUN_TOGETHER.match(text):
        return _exact(*map(int, found.groups())), []
    if _YEAR.match(text) and 1850 <= int(text) <= 2150:
        return Birth(_day(int(text), 1, 1), BirthPrecision.YEAR), []
    if found := _YEAR_MONTH.match(text):
        return _month(int(found.group(1)), int(found.group(2))), []
    if _SERIAL.match(text) and int(text) in _SERIALS:
        born = _SERIAL_START + dt.timedelta(days=int(text))
        return Birth(born, BirthPrecision.EXACT), [Trouble.SERIAL]
    return _worded(text, today)


def _year_last(
    found: re.Match[str], day_first: bool, today: dt.date
) -> tuple[Birth, list[Trouble]]:
    troubles = []
    one, two, told = int(found.group(1)), int(found.group(2)), found.group(3)
    year = int(told.lstrip("'"))
    if len(told) < 4:
        year = _of_short(year, today)
        troubles.append(Trouble.SHORT_YEAR)
    day, month = (one, two) if day_first else (two, one)
    if month > 12 >= day:
        # Only the other order gives a day.
        day, month = month, day
        troubles.append(Trouble.DAY_OR_MONTH)
    return _exact(year, month, day), troubles


def _worded(text: str, today: dt.date) -> tuple[Birth, list[Trouble]]:
    """Return a date with its month in words: "3 marzo 1990", "March 3, 1990", "marzo 1990"."""
    words = re.findall(r"\d+|[^\W\d_]+", folded(text))
    months = [MONTHS[word] for word in words if word in MONTHS]
    numbers = [word for word in words if word.isdigit()]
    others = [w for w in words if w not in MONTHS and not w.isdigit() and w not in _DATE_WORDS]
    if len(months) != 1 or others or not 1 <= len(numbers) <= 2:
        raise _NotADate(Trouble.BAD_DATE)
    years = [number for number in numbers if len(number) == 4]
    if len(numbers) == 1:
        if not years:
            raise _NotADate(Trouble.BAD_DATE)
        return _month(int(years[0]), months[0]), []
    year_text = years[0] if years else numbers[-1]
    numbers.remove(year_text)
    if years:
        return _exact(int(year_text), months[0], int(numbers[0])), []
    year = _of_short(int(year_text), today)
    return _exact(year, months[0], int(numbers[0])), [Trouble.SHORT_YEAR]


_DATE_WORDS = frozenset({"di", "del", "of", "il", "the", "st", "nd", "rd", "th", "nato", "nata"})


def _of_short(year: int, today: dt.date) -> int:
    """Return the last year that ended in these two digits and is not to come."""
    whole = today.year // 100 * 100 + year
    return whole if whole <= today.year else whole - 100


def _exact(year: int, month: int, day: int) -> Birth:
    return Birth(_day(year, month, day), BirthPrecision.EXACT)


def _month(year: int, month: int) -> Birth:
    return Birth(_day(year, month, 1), BirthPrecision.MONTH)


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise _NotADate(Trouble.NO_SUCH_DAY) from None


def _overlap(one: Birth, other: Birth) -> bool:
    first, last = birth_period(birth_date=one.first_day, precision=one.precision)
    other_first, other_last = birth_period(birth_date=other.first_day, precision=other.precision)
    return first <= other_last and other_first <= last
