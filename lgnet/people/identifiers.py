"""Numbers given to a person: how they are written, checked, and what they say. Pure functions.

Sources: the fiscal code of 16 characters after the ministerial decree of 23 December 1976, with
the digits that omocodia replaces by LMNPQRSTUV; the provisional one of 11 digits (7 serial, 3
office, 1 check digit after Luhn); STP and ENI, three letters and 13 digits (3 region, 3 body, 7
serial). Nothing is ever computed from a name: a code is only what a paper says.
"""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lgnet.kernel.answers import Answer

from .enums import IdentifierScheme, Sex
from .remarks import Remark
from .rules import ADULT_AT, OLDEST_PLAUSIBLE_AGE, Birth, age_on, ages_on, birth_period, clean_name

if TYPE_CHECKING:
    from .profiles import Profile

LONGEST_NUMBER = 60
_CODE = re.compile(
    r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\Z"
)
_PROVISIONAL = re.compile(r"[0-9]{11}\Z")
_HEALTH = re.compile(r"(STP|ENI)[0-9]{13}\Z")
_DIGITS = str.maketrans("LMNPQRSTUV", "0123456789")
_MONTHS = "ABCDEHLMPRST"
_FEMALE_DAYS = 40
_BETWEEN = re.compile(r"[\s\-‐‑‒–—_./\\]+")
# Capitals of other alphabets that nobody tells from Latin ones (after Unicode's confusables).
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԐԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹԌҮЗ",
    "ABESIJKMHOPCTYXEQWABEZHIKMNOPTYXCGY3",
)
EU_CITIZENSHIPS = frozenset(
    {
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC"),
        *("HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU"),
        *("SVK", "SVN", "SWE"),
    }
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A number as it is kept, why it can hardly be one, and what else strikes.

    ``problem`` asks for a second look before saving; it may be kept as it is all the same.
    """

    scheme: IdentifierScheme
    number: str
    problem: Remark | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Implied:
    """What a fiscal code of 16 characters says of who it was made for.

    The code has two digits of the year: ``births`` holds each day that may be meant, oldest
    first. ``place_code`` is cadastral: a municipality, or a country (Z and three digits).
    """

    sex: Sex
    births: tuple[dt.date, ...]
    place_code: str


@functools.cache
def _fiscal_codes() -> Any:
    """Return the library of fiscal codes, once it is needed: its places take a while to load."""
    from codicefiscale import codicefiscale

    return codicefiscale


def compact(text: str) -> str:
    """Return a number without what is written in it for the eye: capitals and digits of ASCII.

    Spaces, strokes, dots, accents and invisible signs go; digits of any script become ours;
    letters of other alphabets become the Latin ones they look like. Of "OTHER" numbers this is
    what is compared, not what is kept.
    """
    return _folded(text)[0]


def _folded(text: str) -> tuple[str, bool]:
    """Return the compact form, and whether letters of another alphabet were folded."""
    plain = unicodedata.normalize("NFKD", text).upper()
    kept = "".join(_digit(char) for char in plain if not _is_silent(char))
    kept = _BETWEEN.sub("", kept)
    folded = kept.translate(_LOOKALIKES)
    return folded, folded != kept


def _is_silent(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn")


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char, char))


def check_number(scheme: IdentifierScheme, typed: str) -> Checked:
    """Return a number of a scheme as it is kept, with what strikes in it."""
    folded, has_lookalikes = _folded(typed)
    number = clean_name(typed) if scheme == IdentifierScheme.OTHER else folded
    remarks = (Remark.LOOKALIKES,) if has_lookalikes and number == folded else ()
    problem = _looks_like_another(scheme, folded) or _CHECKS.get(scheme, _no_problem)(folded)
    return Checked(scheme, number, problem, remarks)


def scheme_of(typed: str) -> IdentifierScheme:
    """Return the scheme a number is surely of, by its shape and check digit; else OTHER."""
    number = _folded(typed)[0]
    if _CODE.match(number) and _code_problem(number) is None:
        return IdentifierScheme.CODICE_FISCALE
    if _HEALTH.match(number):
        return IdentifierScheme(number[:3].lower())
    if _PROVISIONAL.match(number) and passes_luhn(number):
        return IdentifierScheme.PROVISIONAL_CODICE_FISCALE
    return IdentifierScheme.OTHER


def _no_problem(number: str) -> Remark | None:
    return None


def _looks_like_another(scheme: IdentifierScheme, number: str) -> Remark | None:
    """Return the remark where a number is surely of another scheme than the one chosen."""
    found = None
    is_other = scheme != IdentifierScheme.CODICE_FISCALE
    if is_other and _CODE.match(number) and _code_problem(number) is None:
        found = IdentifierScheme.CODICE_FISCALE
    elif _HEALTH.match(number):
        found = IdentifierScheme(number[:3].lower())
    elif scheme == IdentifierScheme.CODICE_FISCALE and _PROVISIONAL.match(number):
        found = IdentifierScheme.PROVISIONAL_CODICE_FISCALE
    if found is None or found == scheme:
        return None
    return {
        IdentifierScheme.CODICE_FISCALE: Remark.LOOKS_LIKE_CODE,
        IdentifierScheme.PROVISIONAL_CODICE_FISCALE: Remark.LOOKS_LIKE_PROVISIONAL,
        IdentifierScheme.STP: Remark.LOOKS_LIKE_STP,
        IdentifierScheme.ENI: Remark.LOOKS_LIKE_ENI,
    }[found]


def _code_problem(number: str) -> Remark | None:
    if not _CODE.match(number):
        return Remark.CODE_SHAPE
    if _fiscal_codes().encode_cin(number) != number[-1]:
        return Remark.CODE_CHECK
    if not _births_in(number):
        return Remark.CODE_DATE
    if not _fiscal_codes().is_valid(number):
        return Remark.CODE_PLACE
    return None


def _provisional_problem(number: str) -> Remark | None:
    if not _PROVISIONAL.match(number):
        return Remark.PROVISIONAL_SHAPE
    return None if passes_luhn(number) else Remark.PROVISIONAL_CHECK


def _stp_problem(number: str) -> Remark | None:
    return None if _HEALTH.match(number) and number.startswith("STP") else Remark.STP_SHAPE


def _eni_problem(number: str) -> Remark | None:
    return None if _HEALTH.match(number) and number.startswith("ENI") else Remark.ENI_SHAPE


_CHECKS = {
    IdentifierScheme.CODICE_FISCALE: _code_problem,
    IdentifierScheme.PROVISIONAL_CODICE_FISCALE: _provisional_problem,
    IdentifierScheme.STP: _stp_problem,
    IdentifierScheme.ENI: _eni_problem,
}


def passes_luhn(digits: str) -> bool:
    """Return whether the last of some ASCII digits is the check digit of those before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def implied_by(number: str, *, today: dt.date) -> Implied | None:
    """Return what a compact fiscal code of 16 characters says, or None for anything else."""
    if not _CODE.match(number) or _fiscal_codes().encode_cin(number) != number[-1]:
        return None
    births = tuple(
        born
        for born in _births_in(number)
        if born <= today and age_on(birth_date=born, day=today) <= OLDEST_PLAUSIBLE_AGE
    )
    day = int(number[9:11].translate(_DIGITS))
    return Implied(
        sex=Sex.FEMALE if day > _FEMALE_DAYS else Sex.MALE,
        births=births,
        place_code=number[11] + number[12:15].translate(_DIGITS),
    )


def _births_in(number: str) -> list[dt.date]:
    """Return the days a code may mean, one a century."""
    year, day = int(number[6:8].translate(_DIGITS)), int(number[9:11].translate(_DIGITS))
    month = _MONTHS.index(number[8]) + 1
    day -= _FEMALE_DAYS if day > _FEMALE_DAYS else 0
    found = []
    for century in (1900, 2000):
        try:
            found.append(dt.date(century + year, month, day))
        except ValueError:
            continue
    return found


def contradictions(
    profile: "Profile", numbers: Iterable[tuple[IdentifierScheme, str]], *, today: dt.date
) -> list[Remark]:
    """Return where a person's numbers and what was told of them do not go together.

    ``numbers`` are (scheme, number). Each remark comes once; the order is that of ``Remark``.
    """
    found = {
        remark
        for scheme, number in numbers
        for remark in contradictions_of(profile, scheme, number, today=today)
    }
    return [remark for remark in Remark if remark in found]


def contradictions_of(
    profile: "Profile", scheme: IdentifierScheme, number: str, *, today: dt.date
) -> list[Remark]:
    """Return where one number and what was told of a person do not go together."""
    if scheme in (IdentifierScheme.STP, IdentifierScheme.ENI):
        return _health_contradictions(profile, scheme)
    if scheme != IdentifierScheme.CODICE_FISCALE:
        return []
    implied = implied_by(compact(number), today=today)
    if implied is None:
        return []
    found = []
    if profile.sex in (Sex.FEMALE, Sex.MALE) and profile.sex != implied.sex:
        found.append(Remark.SEX_DIFFERS)
    if not implied.births:
        return found
    birth = profile.birth if isinstance(profile.birth, Birth) else None
    fitting = [born for born in implied.births if birth is None or _may_be(birth, born)]
    if not fitting:
        found.append(Remark.BIRTH_DIFFERS)
    if _is_known_adult(birth, today) or birth is None:
        # The century is not in the code: it speaks of a minor only where no other day fits.
        ages = [age_on(birth_date=born, day=today) for born in fitting or implied.births]
        if max(ages) < ADULT_AT:
            found.append(Remark.CODE_OF_MINOR)
    return found


def _health_contradictions(profile: "Profile", scheme: IdentifierScheme) -> list[Remark]:
    if isinstance(profile.citizenship, Answer) or not profile.citizenship.iso3:
        return []
    is_eu = profile.citizenship.iso3 in EU_CITIZENSHIPS
    if scheme == IdentifierScheme.STP and is_eu:
        return [Remark.STP_OF_EU_CITIZEN]
    if scheme == IdentifierScheme.ENI and not is_eu:
        return [Remark.ENI_OF_OTHER_CITIZEN]
    return []


def _may_be(birth: Birth, day: dt.date) -> bool:
    first, last = birth_period(birth_date=birth.first_day, precision=birth.precision)
    return first <= day <= last


def _is_known_adult(birth: Birth | None, today: dt.date) -> bool:
    if birth is None:
        return False
    youngest, _ = ages_on(birth_date=birth.first_day, precision=birth.precision, day=today)
    return youngest >= ADULT_AT


def mixes_scripts(text: str) -> bool:
    """Return whether one word holds letters of two alphabets that look alike.

    Latin beside Cyrillic or Greek within a word is a slip or a disguise, never a spelling.
    """
    for word in text.split():
        names = {unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha()}
        if len(names & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False
