"""What can be said of two records, level by level, the closest first.

Each level is stated twice, for Python and for SQL; a test holds the two together. The first
level that holds is taken. A comparison without a level that holds says "different"; one whose
``is_null`` holds says nothing at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import JaroWinkler

from .records import Record

Test = Callable[[Record, Record], bool]
OTHERWISE = "different"

# From these Jaro-Winkler similarities on, two spellings are taken for close and for near.
CLOSE, NEAR = 0.92, 0.84
# Years within which an estimated age agrees, and within which it does not contradict.
ABOUT, FAR_ABOUT = 2, 5

# What stands in a column of the batch's table.
COLUMNS: dict[str, Callable[[Record], Any]] = {
    "given": lambda record: record.given.main or None,
    "given_bone": lambda record: record.given.bone or None,
    "given_spelt": lambda record: record.given.spelt,
    "given_bones": lambda record: record.given.bones,
    "given_parts": lambda record: record.given.parts,
    "family": lambda record: record.family.main or None,
    "family_bone": lambda record: record.family.bone or None,
    "family_spelt": lambda record: record.family.spelt,
    "family_bones": lambda record: record.family.bones,
    "family_parts": lambda record: record.family.parts,
    "whole": lambda record: record.whole,
    "birth_year": lambda record: record.year,
    "birth_month": lambda record: record.month,
    "birth_day": lambda record: record.day,
    "is_about": lambda record: record.is_about,
    "sex": lambda record: record.sex,
    "citizenship": lambda record: record.citizenship,
    "phones": lambda record: record.phones,
    "all_phones": lambda record: record.phones + record.shared_phones,
    "identifiers": lambda record: record.identifiers,
    "fiscal_code": lambda record: record.fiscal_code,
}


@dataclass(frozen=True, slots=True)
class Level:
    """One thing that may hold of two records."""

    name: str
    holds: Test
    sql: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question about two records, answered by the first level that holds."""

    name: str
    is_null: Test
    null_sql: str
    levels: Sequence[Level]

    def level_of(self, one: Record, other: Record) -> str | None:
        """Return the name of the level two records are on; None where nothing can be said."""
        if self.is_null(one, other):
            return None
        return next((x.name for x in self.levels if x.holds(one, other)), OTHERWISE)


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    return not set(one).isdisjoint(other)


def _is_swapped(one: Record, other: Record) -> bool:
    return _meet(one.given.bones, other.family.bones) and _meet(one.family.bones, other.given.bones)


_SWAPPED = (
    "(list_has_any(given_bones_l, family_bones_r) AND list_has_any(family_bones_l, given_bones_r))"
)


def _is_moved(one: Record, other: Record) -> bool:
    """Both names swapped, or the only name of one is the family name of the other."""
    if not one.family.main:
        return _meet(one.given.bones, other.family.bones)
    if not other.family.main:
        return _meet(one.family.bones, other.given.bones)
    return _is_swapped(one, other)


_MOVED = f"""CASE
    WHEN family_l IS NULL THEN list_has_any(given_bones_l, family_bones_r)
    WHEN family_r IS NULL THEN list_has_any(family_bones_l, given_bones_r)
    ELSE {_SWAPPED} END"""


def _is_joined(one: Record, other: Record) -> bool:
    """One wrote as one name what the other wrote as two."""
    return bool(one.family.main) != bool(other.family.main) and _meet(one.whole, other.whole)


_JOINED = "((family_l IS NULL) <> (family_r IS NULL) AND list_has_any(whole_l, whole_r))"


def _name(slot: str, *special: Level) -> Comparison:
    def main(record: Record) -> str:
        return str(getattr(record, slot).main)

    def meeting(part: str) -> Test:
        return lambda one, other: _meet(
            getattr(getattr(one, slot), part), getattr(getattr(other, slot), part)
        )

    def meeting_sql(part: str) -> str:
        return f"list_has_any({slot}_{part}_l, {slot}_{part}_r)"

    def alike(least: float) -> Test:
        return lambda one, other: JaroWinkler.similarity(main(one), main(other)) >= least

    def alike_sql(least: float) -> str:
        return f"jaro_winkler_similarity({slot}_l, {slot}_r) >= {least}"

    return Comparison(
        name=slot,
        is_null=lambda one, other: not main(one) or not main(other),
        null_sql=f"({slot}_l IS NULL OR {slot}_r IS NULL)",
        levels=(
            Level("spelt", meeting("spelt"), meeting_sql("spelt")),
            Level("sound", meeting("bones"), meeting_sql("bones")),
            *special,
            Level("part", meeting("parts"), meeting_sql("parts")),
            Level("close", alike(CLOSE), alike_sql(CLOSE)),
            Level("near", alike(NEAR), alike_sql(NEAR)),
        ),
    )


GIVEN = _name("given", Level("moved", _is_moved, _MOVED), Level("joined", _is_joined, _JOINED))
FAMILY = _name("family", Level("moved", _is_swapped, _SWAPPED))


def _about(spread: int) -> Level:
    def holds(one: Record, other: Record) -> bool:
        return (one.is_about or other.is_about) and _years_apart(one, other) <= spread

    sql = f"(is_about_l OR is_about_r) AND abs(birth_year_l - birth_year_r) <= {spread}"
    return Level("about" if spread == ABOUT else "far_about", holds, sql)


def _years_apart(one: Record, other: Record) -> int:
    return abs((one.year or 0) - (other.year or 0))


def _birth(*, year: bool, month: bool | None = None, day: bool | None = None) -> Test:
    """Return the test for: the year agrees, month and day both known and (dis)agreeing."""

    def agrees(one: int | None, other: int | None, wanted: bool | None) -> bool:
        if wanted is None:
            return True
        return one is not None and other is not None and (one == other) is wanted

    def test(one: Record, other: Record) -> bool:
        return (
            (one.year == other.year) is year
            and agrees(one.month, other.month, month)
            and agrees(one.day, other.day, day)
        )

    return test


_YEAR, _MONTH, _DAY = (f"birth_{part}_l = birth_{part}_r" for part in ("year", "month", "day"))

BIRTH = Comparison(
    name="birth",
    is_null=lambda one, other: one.year is None or other.year is None,
    null_sql="(birth_year_l IS NULL OR birth_year_r IS NULL)",
    levels=(
        Level(
            "exact",
            _birth(year=True, month=True, day=True),
            f"{_YEAR} AND {_MONTH} AND {_DAY}",
        ),
        Level(
            "swapped",
            lambda one, other: (
                one.year == other.year
                and one.month is not None
                and other.month is not None
                and (one.month, one.day) == (other.day, other.month)
            ),
            f"{_YEAR} AND birth_month_l = birth_day_r AND birth_day_l = birth_month_r",
        ),
        _about(ABOUT),
        _about(FAR_ABOUT),
        Level(
            "one_part",
            lambda one, other: (
                _birth(year=True, month=True, day=False)(one, other)
                or _birth(year=True, month=False, day=True)(one, other)
            ),
            f"{_YEAR} AND (({_MONTH} AND birth_day_l <> birth_day_r)"
            f" OR (birth_month_l <> birth_month_r AND {_DAY}))",
        ),
        Level("month", _birth(year=True, month=True), f"{_YEAR} AND {_MONTH}"),
        Level(
            "year",
            lambda one, other: (
                one.year == other.year and (one.month is None or other.month is None)
            ),
            f"{_YEAR} AND (birth_month_l IS NULL OR birth_month_r IS NULL)",
        ),
        Level("day_and_month", _birth(year=False, month=True, day=True), f"{_MONTH} AND {_DAY}"),
        Level("year_only", lambda one, other: one.year == other.year, _YEAR),
        Level(
            "next_year",
            lambda one, other: (
                _years_apart(one, other) == 1 and (one.month is None or other.month is None)
            ),
            "abs(birth_year_l - birth_year_r) = 1"
            " AND (birth_month_l IS NULL OR birth_month_r IS NULL)",
        ),
    ),
)


def _equal(column: str) -> Comparison:
    return Comparison(
        name=column,
        is_null=lambda one, other: getattr(one, column) is None or getattr(other, column) is None,
        null_sql=f"({column}_l IS NULL OR {column}_r IS NULL)",
        levels=(
            Level(
                "same",
                lambda one, other: getattr(one, column) == getattr(other, column),
                f"{column}_l = {column}_r",
            ),
        ),
    )


def _all_phones(record: Record) -> tuple[str, ...]:
    return record.phones + record.shared_phones


PHONE = Comparison(
    name="phone",
    is_null=lambda one, other: not _all_phones(one) or not _all_phones(other),
    null_sql="(len(all_phones_l) = 0 OR len(all_phones_r) = 0)",
    levels=(
        Level("own", lambda a, b: _meet(a.phones, b.phones), "list_has_any(phones_l, phones_r)"),
        Level(
            "shared",
            lambda a, b: _meet(_all_phones(a), _all_phones(b)),
            "list_has_any(all_phones_l, all_phones_r)",
        ),
    ),
)


def _says_nothing(one: Record, other: Record) -> bool:
    """Documents of different kinds say nothing; two final fiscal codes that differ do."""
    codes = (one.fiscal_code, other.fiscal_code)
    differ = None not in codes and codes[0] != codes[1]
    return not differ and not _meet(one.identifiers, other.identifiers)


IDENTIFIER = Comparison(
    name="identifier",
    is_null=_says_nothing,
    null_sql=(
        "(NOT list_has_any(identifiers_l, identifiers_r)"
        " AND coalesce(fiscal_code_l = fiscal_code_r, TRUE))"
    ),
    levels=(
        Level(
            "same",
            lambda one, other: _meet(one.identifiers, other.identifiers),
            "list_has_any(identifiers_l, identifiers_r)",
        ),
    ),
)

COMPARISONS = (GIVEN, FAMILY, BIRTH, _equal("sex"), _equal("citizenship"), PHONE, IDENTIFIER)
