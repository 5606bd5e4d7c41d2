"""The texts read to a person before they answer: data, in versions that never change.

A version is a folder of ``data/consent_texts``, a language a file in it. What somebody agreed to
must stay readable, so a better wording is a new version; a test holds the digests of the old.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .enums import Purpose
from .languages import LANGUAGES
from .rules_legal import askable_purposes

FOLDER = Path(__file__).parent / "data" / "consent_texts"
VERSIONS = ("2026-1",)
CURRENT = VERSIONS[-1]
# What stands where nothing is filled in yet: a line to write on.
BLANK = "…………………………"
_GAP = re.compile(r"\{(recipient|until|city)\}")


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One question in one language, whole: read aloud, shown or printed.

    ``direction`` is ``ltr`` or ``rtl``; ``tag`` is the language's BCP 47 tag for the page.
    """

    version: str
    language: str
    tag: str
    direction: str
    title: str
    lines: tuple[str, ...]
    free: tuple[str, ...]
    yes: str
    no: str
    day: str
    signature: str


@functools.cache
def languages_of(version: str = CURRENT) -> tuple[str, ...]:
    """Return the languages a version is written in (ISO 639-3), Italian first."""
    codes = sorted(path.stem for path in (FOLDER / version).glob("*.toml"))
    return tuple(sorted(codes, key=list(LANGUAGES).index))


def has_text(language: str, version: str = CURRENT) -> bool:
    """Return whether a version is written in a language."""
    return language in languages_of(version)


def consent_text(
    purpose: Purpose, language: str, *, fill: Mapping[str, str], version: str = CURRENT
) -> ConsentText:
    """Return a question's text; ``fill`` gives ``recipient``, ``until`` and ``city``.

    What ``fill`` lacks becomes a line to write on. Raises KeyError for a language or a purpose
    without a text.
    """
    written = _written(version)[language]
    asked, common = written[purpose.value], written["common"]
    blanks = {"recipient": BLANK, "until": BLANK, "city": BLANK}
    known = blanks | {name: value for name, value in fill.items() if value}

    def filled(line: str) -> str:
        # Isolated: a Latin name inside an Arabic sentence keeps its own direction.
        return _GAP.sub(lambda gap: f"\u2068{known[gap[1]]}\u2069", line)

    return ConsentText(
        version=version,
        language=language,
        tag=common["tag"],
        direction=common["direction"],
        title=filled(asked["title"]),
        lines=tuple(map(filled, asked["lines"])),
        free=tuple(map(filled, common["free"])),
        yes=filled(asked["yes"]),
        no=filled(asked["no"]),
        day=common["day"],
        signature=common["signature"],
    )


@functools.cache
def _written(version: str) -> dict[str, dict[str, Any]]:
    found = {}
    for language in languages_of(version):
        with (FOLDER / version / f"{language}.toml").open("rb") as file:
            found[language] = tomllib.load(file)
        if not found[language].keys() >= {"common", *map(str, askable_purposes())}:
            raise KeyError(f"{version}/{language}: a question is missing")
    return found
