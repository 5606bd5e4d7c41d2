"""Slices and moments that all parts of the city use."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.utils import timezone

CHUNK = 5_000
DAYS = 730
T = TypeVar("T")


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Yield the items in slices of ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def moment_of(rng: random.Random) -> dt.datetime:
    return timezone.now() - dt.timedelta(seconds=rng.uniform(3600, DAYS * 86_400))
