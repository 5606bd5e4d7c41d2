"""Finds the benchmarks, runs each on a database of its own, and prints its result as JSON."""

import contextlib
import importlib
import json
import math
import os
import pkgutil
import statistics
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

REQUIRED = ("figure", "unit", "ratio", "against")
# Modules of this package that measure nothing themselves.
_FRAME = ("__main__", "frame")


class BadResult(ValueError):
    """A benchmark returned something that is not a result."""


def benchmarks() -> dict[str, ModuleType]:
    """Return the modules of this package, as ``runnable_modules`` does."""
    return runnable_modules("benchmarks")


def runnable_modules(package_name: str) -> dict[str, ModuleType]:
    """Return the modules of a package that have ``run``, by name, in alphabetical order.

    Raises TypeError for a module without one: nothing else belongs into such a folder.
    """
    package = importlib.import_module(package_name)
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        if info.name in _FRAME or info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if not callable(getattr(module, "run", None)):
            raise TypeError(f"{module.__name__} has no run(quick) function.")
        found[info.name] = module
    return found


def is_quick(value: str) -> bool:
    """Return what QUICK says; raises ValueError for a word that is neither yes nor no."""
    word = value.strip().lower()
    if word in {"", "0", "no", "false", "off"}:
        return False
    if word in {"1", "yes", "true", "on"}:
        return True
    raise ValueError(f"QUICK is {value!r}; say 1 or 0.")


def checked(name: str, quick: bool, result: dict[str, Any]) -> dict[str, Any]:
    """Return the result as it is printed; raises BadResult where a key or a number is missing."""
    missing = [key for key in REQUIRED if key not in result]
    if missing:
        raise BadResult(f"{name} says nothing of {', '.join(missing)}.")
    for key in ("figure", "ratio"):
        if not isinstance(result[key], int | float) or not math.isfinite(result[key]):
            raise BadResult(f"{name}: {key} is {result[key]!r}, not a number.")
    return {"name": name, **result, "quick": quick}


def run_one(name: str, module: ModuleType, *, quick: bool) -> dict[str, Any]:
    """Run one benchmark on its own database; whatever it prints goes to standard error."""
    with own_database(f"lgnet_benchmarks_{name}"):
        return checked(name, quick, module.run(quick))


@contextlib.contextmanager
def own_database(name: str) -> Iterator[str]:
    """Have a fresh database for the block, and standard output for results alone.

    Yields the address by which a superuser reaches it. The process's number follows ``name``.
    """
    from lgnet.config.scratch import scratch_database

    with (
        contextlib.redirect_stdout(sys.stderr),
        scratch_database(f"{name}_{os.getpid()}") as address,
    ):
        yield address


def main(chosen: str, *, quick: bool) -> int:
    """Run the benchmark called ``chosen``, or all where it is empty; return the exit status."""
    return run_each("benchmark", benchmarks(), chosen, run_one, quick=quick)


def run_each(
    kind: str,
    known: Mapping[str, ModuleType],
    chosen: str,
    run: Callable[..., dict[str, Any]],
    *,
    quick: bool,
) -> int:
    """Run the module called ``chosen``, or all where it is empty; return the exit status.

    A failed one does not keep the others from running. Each ends with one line of JSON. One
    whose result says what is ``broken`` failed too.
    """
    if chosen and chosen not in known:
        say(f"There is no {kind} {chosen!r}. There are: {', '.join(known)}.")
        return 2
    status = 0
    for name in [chosen] if chosen else known:
        say(f"{name}{', small size' if quick else ''}")
        try:
            result = run(name, known[name], quick=quick)
        except Exception:
            traceback.print_exc()
            status = 1
            continue
        print(json.dumps(result, ensure_ascii=False), flush=True)
        if result.get("broken"):
            status = 1
    return status


def say(text: str) -> None:
    """Tell the person who waits what is going on."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def timed(title: str) -> Iterator[None]:
    """Say how long the block took."""
    started = time.perf_counter()
    yield
    say(f"  {title}: {time.perf_counter() - started:.1f} s")


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long one call takes, in milliseconds."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of the values lie, interpolated.

    Raises ValueError for no values or a share outside 0 to 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("A percentile needs values, and a share from 0 to 1.")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)
