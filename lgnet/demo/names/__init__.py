"""Name pools of the demo, one tab-separated file a language.

Columns: ``part`` (m, f or family), ``native`` (the name in the community's script, empty where
that is Latin), ``latin`` and ``latin_alt`` (two spellings met in documents), ``meaning`` (of a
family word, in English). Given names are real; family names are ordinary words, for the reason
given in ``lgnet.demo``.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One name in the community's script and in two Latin spellings."""

    native: str
    latin: str
    latin_alt: str


@dataclass(frozen=True, slots=True)
class NamePool:
    """The names of one language, each part in the order of its file."""

    male: tuple[NameEntry, ...]
    female: tuple[NameEntry, ...]
    family: tuple[NameEntry, ...]


@cache
def pool(stem: str) -> NamePool:
    """Return the pool in ``<stem>.tsv``; raises FileNotFoundError where there is none."""
    parts: dict[str, list[NameEntry]] = {"m": [], "f": [], "family": []}
    with (FOLDER / f"{stem}.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            parts[row["part"]].append(NameEntry(row["native"], row["latin"], row["latin_alt"]))
    return NamePool(tuple(parts["m"]), tuple(parts["f"]), tuple(parts["family"]))
