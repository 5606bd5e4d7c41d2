"""Findings: one line of the report each; never a name, never the value found."""

import re
from collections.abc import Callable
from typing import NamedTuple

from lgnet.exchange.enums import Effect, Reason

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./ -]{0,63}\Z")
NOT_SHOWN = "?"


class Finding(NamedTuple):
    """What was found in a row. ``line`` counts from 1, the heading; 0 is the file itself."""

    file: str
    line: int
    key: str
    column: str
    reason: str
    effect: str


Sink = Callable[[Finding], None]


def shown(key: str) -> str:
    """Return an identifier as it may stand in the report: a plain one, else a question mark.

    An identifier's cell may hold anything, a name or a formula too.
    """
    return key if _PLAIN.match(key) else NOT_SHOWN


def of_file(
    file: str, reason: Reason, *, column: str = "", effect: Effect | None = None
) -> Finding:
    """Return a finding about a whole file or one of its columns."""
    return Finding(file, 0, "", column, reason.value, (effect or Effect.NOTED).value)
