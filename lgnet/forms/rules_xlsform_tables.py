"""The tables of an XLSForm: headings, languages of texts, codes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from .enums import LOCAL_ONLY
from .rules import LONGEST_CODE, LONGEST_TEXT, OPTION_CODE

Rows = Sequence[Sequence[str]]
_LANGUAGE = re.compile(r"\(([a-zA-Z]{2,3})\)\s*\Z")
_NAMES = {
    **dict.fromkeys(("italian", "italiano", "ita"), "it"),
    **dict.fromkeys(("english", "inglese", "eng"), "en"),
    **dict.fromkeys(("arabic", "arabo", "ara", "العربية"), "ar"),
}
_LANGUAGES = ("it", "en", "ar")


def language_told(words: str) -> str:
    """Return the language in "Italiano (it)", "Italian" or "it"; nothing for one we lack."""
    code = _LANGUAGE.search(words.strip())
    told = (code.group(1) if code else words).strip().casefold()
    found = _NAMES.get(told, told)
    return found if found in _LANGUAGES else ""


class Table:
    """A sheet with headings: cells by heading, with the languages of its texts."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.top = next((n for n, row in enumerate(rows) if any(c.strip() for c in row)), 0)
        heads = rows[self.top] if rows else []
        self.heads = [" ".join(cell.split()).casefold().replace(" ", "_") for cell in heads]
        self.raw = [cell.strip() for cell in heads]

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        for number, row in enumerate(self.rows[self.top + 1 :], start=self.top + 2):
            if any(cell.strip() for cell in row):
                yield number, dict(zip(self.heads, (cell.strip() for cell in row), strict=False))

    def texts(self, name: str, default: str) -> dict[str, str]:
        """Return language -> heading of a text: "label" or "label::Italiano (it)"."""
        found: dict[str, str] = {}
        for head, raw in zip(self.heads, self.raw, strict=True):
            if head == name:
                found.setdefault(default, head)
            elif head.startswith(f"{name}:") and (language := language_told(raw.split(":")[-1])):
                found[language] = head
        return found


def words_in(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return language -> words, without the marks by which XLSForm puts in other answers."""
    found = {lang: " ".join(row.get(head, "").split()) for lang, head in columns.items()}
    return {lang: words[:LONGEST_TEXT] for lang, words in found.items() if words}


def option_code(told: str) -> str:
    told = told.strip()
    if OPTION_CODE.match(told):
        return told
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", told).strip("_.-")[:LONGEST_CODE]


def national_code(told: str) -> str:
    told = told.strip()
    return LOCAL_ONLY if told.casefold() in ("local", "locale", "local only", "-") else told[:60]
