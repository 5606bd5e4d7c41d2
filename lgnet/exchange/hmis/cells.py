"""Cells: each type of cell is read by one small function, which refuses what it cannot read."""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from lgnet.exchange.enums import Reason
from lgnet.exchange.rules import is_plausible_day

from .layout import Column, Type

_KEY = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,32}\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_NUMBER = re.compile(r"\d{1,6}\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?\Z", re.ASCII)
LARGEST_NUMBER = 100_000
_FURTHEST_YEAR = dt.date(2200, 1, 1)


class Refused(Exception):
    """The cell cannot be read; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


Read = Callable[[str], object]


def reader_of(column: Column) -> Read:
    """Return the function that reads a filled cell of ``column``, or raises Refused."""
    match column.type:
        case Type.KEY:
            return read_key
        case Type.TEXT:
            return _text_reader(column.longest)
        case Type.CODE:
            return _code_reader(column.codes)
        case Type.DAY:
            return read_day
        case Type.MOMENT:
            return read_moment
        case Type.COUNT:
            return read_count


def read_key(cell: str) -> str:
    """Return an identifier: at most 32 characters without control characters."""
    key = cell.strip()
    if not _KEY.match(key):
        raise Refused(Reason.BAD_KEY)
    return key


def _text_reader(longest: int) -> Read:
    def read_text(cell: str) -> str | None:
        text = " ".join(_CONTROL.sub(" ", cell).split())
        if len(text) > longest:
            raise Refused(Reason.CELL_TOO_LONG)
        return text or None

    return read_text


def _code_reader(known: tuple[int, ...]) -> Read:
    values = {str(code): code for code in known}

    def read_code(cell: str) -> int:
        try:
            return values[cell.strip()]
        except KeyError:
            raise Refused(Reason.UNKNOWN_CODE) from None

    return read_code


def read_count(cell: str) -> int:
    """Return a whole number from 0 to 100000."""
    text = cell.strip()
    if not _NUMBER.match(text) or int(text) > LARGEST_NUMBER:
        raise Refused(Reason.BAD_NUMBER)
    return int(text)


@lru_cache(maxsize=65_536)
def _day(cell: str) -> dt.date | Reason:
    text = cell.strip()
    if _MOMENT.match(text):
        text = text[:10]
    if not _DAY.match(text):
        return Reason.BAD_DATE
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return Reason.BAD_DATE
    return day if is_plausible_day(day, latest=_FURTHEST_YEAR) else Reason.IMPLAUSIBLE_DATE


def read_day(cell: str) -> dt.date:
    """Return the day of ``YYYY-MM-DD``, or of a moment written by the same layout."""
    day = _day(cell)
    if isinstance(day, Reason):
        raise Refused(day)
    return day


def read_moment(cell: str) -> dt.datetime:
    """Return the moment of ``YYYY-MM-DD hh:mm:ss``, without a time zone: the layout has none."""
    text = cell.strip()
    try:
        if not _MOMENT.match(text) and not _DAY.match(text):
            raise ValueError
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise Refused(Reason.BAD_DATE) from None


def is_moment(cell: str) -> bool:
    """Return whether a cell of metadata is written as the layout says, by its shape alone."""
    return len(cell) == 19 and bool(_MOMENT.match(cell))
