"""Runs the drills as the benchmarks are run: each on a database of its own, its result as JSON."""

import math
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from benchmarks.frame import BadResult, own_database, run_each, runnable_modules, say

REQUIRED = ("figure", "unit", "broken")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a drill is practised. ``seconds`` is None where nobody said how long."""

    quick: bool
    address: str
    seconds: float | None = None


def drills() -> dict[str, ModuleType]:
    """Return the drills by name."""
    return runnable_modules("drills")


def seconds_of(value: str) -> float | None:
    """Return what SECONDS says, None where it is empty; raises ValueError for no duration."""
    if not value.strip():
        return None
    seconds = float(value)
    if not 0 < seconds < math.inf:
        raise ValueError(f"SECONDS is {value!r}; say how many seconds.")
    return seconds


def checked(name: str, quick: bool, result: dict[str, Any]) -> dict[str, Any]:
    """Return the result as it is printed; raises BadResult where a key is missing."""
    missing = [key for key in REQUIRED if key not in result]
    if missing:
        raise BadResult(f"{name} says nothing of {', '.join(missing)}.")
    return {"name": name, **result, "quick": quick}


def run_one(
    name: str, module: ModuleType, *, quick: bool, seconds: float | None = None
) -> dict[str, Any]:
    """Practise one drill on its own database, and say which promises it found broken."""
    with own_database(f"lgnet_drills_{name}") as address:
        size = Size(quick=quick, address=address, seconds=seconds)
        result = checked(name, quick, module.run(size))
    for promise in result["broken"]:
        say(f"  BROKEN: {promise}")
    return result


def main(chosen: str, *, quick: bool, seconds: float | None = None) -> int:
    """Practise the drill called ``chosen``, or all where it is empty.

    Returns the exit status: 1 where a promise is broken, never because something was slow.
    """
    return run_each("drill", drills(), chosen, partial(run_one, seconds=seconds), quick=quick)
