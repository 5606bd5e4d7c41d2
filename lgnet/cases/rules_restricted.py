"""Who reads a protected file on a day, and who may be taken off its list."""

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

Reader = TypeVar("Reader")


def reads_on(day: dt.date, *, until_on: dt.date | None, is_ended: bool) -> bool:
    """Return whether somebody reads on a day; ``until_on`` is the first day they do not."""
    return not is_ended and (until_on is None or day < until_on)


def may_end(reader: Reader, holders: Iterable[Reader]) -> bool:
    """Return whether somebody may be taken off the list: one who holds the file stays."""
    return any(one != reader for one in holders)


def says_something(*, text: str, harm: str | None) -> bool:
    """Return whether an entry may be kept: some words or a kind are enough, neither is asked."""
    return bool(text.strip() or harm)
