"""Papers on a list: how many there are, and in which language they are told."""

from collections.abc import Iterable, Mapping, Sequence

from .enums import PaperState

# ISO 639-3: the languages in which a city can say what to bring, beside Italian.
TEXT_LANGUAGES = ("eng", "fra", "spa", "ara", "ben", "urd", "ukr")
ITALIAN = "ita"
LONGEST_TITLE = 120
LONGEST_HELP = 300
LONGEST_NOTE = 300
MOST_ITEMS = 30


def progress(states: Iterable[str]) -> tuple[int, int]:
    """Return how many papers were brought, and of how many that are needed."""
    needed = [state for state in states if state != PaperState.NOT_NEEDED]
    return sum(state == PaperState.BROUGHT for state in needed), len(needed)


def is_still_missing(state: str) -> bool:
    """Return whether a paper is still to be brought."""
    return state in (PaperState.MISSING, PaperState.ASKED)


def told_in(texts: Mapping[str, Mapping[str, str]], language: str) -> Mapping[str, str]:
    """Return title and help of a paper in a language, empty where nobody has written them."""
    return texts.get(language) or {}


def best_language(carried: Iterable[str], wanted: Sequence[str]) -> str:
    """Return the first language wanted that the texts carry, else Italian, which they all do."""
    have = {ITALIAN, *carried}
    return next((language for language in wanted if language in have), ITALIAN)


def only_known(texts: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return texts without languages that are not ours or have no title, trimmed."""
    kept = {}
    for language in TEXT_LANGUAGES:
        words = texts.get(language) or {}
        title, hint_ = words.get("title", "").strip(), words.get("hint", "").strip()
        if title:
            kept[language] = {"title": title, "hint": hint_}
    return kept
