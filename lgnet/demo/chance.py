"""Chance that repeats: generators and identifiers that come from the seed alone."""

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar

from lgnet.kernel.nights import ITALY

T = TypeVar("T")


def generator(*parts: object) -> random.Random:
    """Return a generator seeded by the parts: one a purpose, so that they do not disturb."""
    return random.Random("\x1f".join(str(part) for part in parts))


def made_id(rng: random.Random, moment: dt.datetime) -> uuid.UUID:
    """Return a UUIDv7 of ``moment`` with random bits from ``rng``."""
    milliseconds = int(moment.timestamp() * 1000)
    bits = rng.getrandbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (bits >> 62) << 64 | 0b10 << 62
    return uuid.UUID(int=value | bits & (1 << 62) - 1)


def weighted(rng: random.Random, weights: Mapping[T, float]) -> T:
    """Return one key, as often as its weight says."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def some(rng: random.Random, weights: Mapping[T, float], count: int) -> list[T]:
    """Return up to ``count`` different keys, in the order drawn."""
    found: list[T] = []
    for key in rng.choices(list(weights), weights=list(weights.values()), k=count):
        if key not in found:
            found.append(key)
    return found


def pick(rng: random.Random, items: Sequence[T]) -> T:
    """Return one item."""
    return items[int(rng.random() * len(items))]


def local(day: dt.date, minutes: float) -> dt.datetime:
    """Return the moment ``minutes`` after local midnight of ``day``, in Italy, as UTC."""
    clock = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=round(minutes, 2))
    return clock.replace(tzinfo=ITALY).astimezone(dt.UTC)
