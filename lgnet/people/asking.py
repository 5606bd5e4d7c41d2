"""One box understands: what a text typed into the search asks for. Pure functions.

Names in any script and order stand beside dates whole or in part, ages, numbers and citizenships,
in Italian or English, with the digits of any script. What is not taken for something else is name.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from anyascii import anyascii

from .enums import BirthPrecision, Sex
from .rules import OLDEST_PLAUSIBLE_AGE, Birth, ImplausibleBirth, birth_of_age
from .search_keys import EARLIEST_YEAR, plain_digits, words_of

_MONTHS = (
    "gennaio january janvier gen jan",
    "febbraio february fevrier feb",
    "marzo march mars mar",
    "aprile april avril apr",
    "maggio may mai mag",
    "giugno june juin giu jun",
    "luglio july juillet lug jul",
    "agosto august aout ago aug",
    "settembre september septembre set sep sept",
    "ottobre october octobre ott oct",
    "novembre november nov",
    "dicembre december decembre dic dec",
)
_MONTH_NUMBERS = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_APART = r"(?:\s*[./\-]\s*|\s+)"
_START, _END = r"(?<![\w/])", r"(?![\w/])"
_CODE = re.compile(rf"{_START}(?=\S*\d)[A-Za-z]{{6}}[A-Za-z0-9]{{9}}[A-Za-z]{_END}")
_HEALTH = re.compile(rf"{_START}(?:STP|ENI)[\s.\-]*(?:\d[\s.\-]*){{12}}\d{_END}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/])(?:\+|00|3\d\d)[\d\s().\-/]{5,20}\d(?![\w/])")
_ISO_DATE = re.compile(rf"{_START}(\d{{4}})[./\-](\d{{1,2}})[./\-](\d{{1,2}}){_END}")
_DATE = re.compile(rf"{_START}(\d{{1,2}}){_APART}(\d{{1,2}}){_APART}(\d{{4}}|\d{{2}}){_END}")
_SPELT_DATE = re.compile(
    rf"{_START}(?:(\d{{1,2}})(?:°|o|a|st|nd|rd|th|er)?\s+(?:of\s+|di\s+)?)?({_MONTH})\.?,?\s+(\d{{4}}){_END}",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"{_START}(\d{{1,2}})[./\-](\d{{4}}){_END}")
_YEAR = re.compile(rf"{_START}(\d{{4}}){_END}")
_AGE = re.compile(
    rf"{_START}(?:(?:eta|età|age|aged)\s*:?\s*(\d{{1,3}})|(\d{{1,3}})\s*"
    rf"(?:anni|anno|years?(?:\s+old)?|yrs?|yo|y/o|ans|سنة|سنوات|عام|বছর|лет)){_END}",
    re.IGNORECASE,
)
_LONGEST_CHUNK = 40
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: ``names`` as typed, the birth as far as told, numbers, citizenship.

    ``citizenship`` is the identifier of a country; its name may as well be somebody's own, and then
    stands in ``perhaps_names`` too.
    """

    names: tuple[str, ...] = ()
    birth: Birth | None = None
    numbers: tuple[str, ...] = ()
    citizenship: str | None = None
    sex: Sex | None = None
    perhaps_names: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to go by: a citizenship or sex alone finds nobody."""
        finds = self.names or self.perhaps_names or self.numbers
        whole_date = self.birth and self.birth.precision == BirthPrecision.EXACT
        return not (finds or whole_date)


class _Text:
    """What is left of a text while its parts are recognised."""

    def __init__(self, text: str) -> None:
        self.left = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.left)
        if found:
            self.drop(found)
        return found

    def drop(self, found: re.Match[str]) -> None:
        self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"


def asked_of(text: str, *, today: dt.date, countries: Mapping[str, str]) -> Asked:
    """Return what a search text asks for.

    ``countries`` are names of countries, as ``folded`` has them, to their identifiers.
    """
    left = _Text(unicodedata.normalize("NFKC", plain_digits(text)))
    numbers = [found.group() for found in iter(lambda: left.take(_CODE), None)]
    numbers += [found.group() for found in iter(lambda: left.take(_HEALTH), None)]
    birth = _taken_age(left, today)
    birth = _taken_date(left, today) or birth
    phone = _PHONE.search(left.left)
    if phone:
        left.drop(phone)
        numbers.append(phone.group().strip())
    birth = birth or _taken_year(left, today)
    citizenship, its_name = _taken_country(left, countries)
    kept = []
    for chunk in left.left.split():
        if _is_number(chunk):
            numbers.append(chunk)
        else:
            kept.append(chunk)
    name = " ".join(kept)
    return Asked(
        names=(name,) if words_of(name) else (),
        birth=birth,
        numbers=tuple(dict.fromkeys(numbers)),
        citizenship=citizenship,
        perhaps_names=(its_name,) if its_name else (),
    )


def folded(name: str) -> str:
    """Return a country's name as ``asked_of`` compares it."""
    return " ".join(re.sub("[^a-z]", " ", anyascii(name).lower()).split())


def _is_number(chunk: str) -> bool:
    digits = sum(char.isdigit() for char in chunk)
    return digits >= _FEWEST_DIGITS and len(chunk) <= _LONGEST_CHUNK


def _taken_age(left: _Text, today: dt.date) -> Birth | None:
    found = _AGE.search(left.left)
    if found is None:
        return None
    age = int(found.group(1) or found.group(2))
    try:
        birth = birth_of_age(age, today=today)
    except ImplausibleBirth:
        return None
    left.drop(found)
    return birth


def _taken_date(left: _Text, today: dt.date) -> Birth | None:
    for pattern, read in (
        (_ISO_DATE, _iso),
        (_DATE, _european),
        (_SPELT_DATE, _spelt),
        (_MONTH_YEAR, _month_year),
    ):
        for found in pattern.finditer(left.left):
            birth = read(found, today)
            if birth is not None and _is_plausible(birth.first_day.year, today):
                left.drop(found)
                return birth
    return None


def _taken_year(left: _Text, today: dt.date) -> Birth | None:
    for found in _YEAR.finditer(left.left):
        year = int(found.group(1))
        if _is_plausible(year, today):
            left.drop(found)
            return Birth(dt.date(year, 1, 1), BirthPrecision.YEAR)
    return None


def _is_plausible(year: int, today: dt.date) -> bool:
    return max(EARLIEST_YEAR, today.year - OLDEST_PLAUSIBLE_AGE) <= year <= today.year


def _iso(found: re.Match[str], today: dt.date) -> Birth | None:
    year, month, day = map(int, found.groups())
    return _exact(year, month, day)


def _european(found: re.Match[str], today: dt.date) -> Birth | None:
    """Read day, month, year; a month over twelve tells that the American order is meant."""
    day, month, year = map(int, found.groups())
    if len(found.group(3)) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    return _exact(year, month, day) or _exact(year, day, month)


def _exact(year: int, month: int, day: int) -> Birth | None:
    try:
        return Birth(dt.date(year, month, day), BirthPrecision.EXACT)
    except ValueError:
        return None


def _spelt(found: re.Match[str], today: dt.date) -> Birth | None:
    day, name, year = found.groups()
    month = _MONTH_NUMBERS[name.lower()]
    if day:
        return _exact(int(year), month, int(day))
    return Birth(dt.date(int(year), month, 1), BirthPrecision.MONTH)


def _month_year(found: re.Match[str], today: dt.date) -> Birth | None:
    month, year = map(int, found.groups())
    if not 1 <= month <= 12 or year < EARLIEST_YEAR:
        return None
    return Birth(dt.date(year, month, 1), BirthPrecision.MONTH)


def _taken_country(left: _Text, countries: Mapping[str, str]) -> tuple[str | None, str]:
    """Return a country's identifier and, where it is one word that may be a name, that word."""
    chunks = left.left.split()
    plain = [folded(chunk) for chunk in chunks]
    for length in range(min(len(chunks), 5), 0, -1):
        for start in range(len(chunks) - length + 1):
            code = countries.get(" ".join(plain[start : start + length]))
            if code is None:
                continue
            name = " ".join(chunks[start : start + length])
            left.left = " ".join(chunks[:start] + chunks[start + length :])
            return code, name if length == 1 else ""
    return None, ""
