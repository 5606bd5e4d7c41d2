"""XLSForm files: read in a limited process, told by row, sealed until somebody agrees."""

import itertools
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.kernel.reading.limited import NotRead, read_sheets

from .enums import RowTrouble
from .rules import Definition, from_json, to_json
from .rules_xlsform import CHOICES, SETTINGS, SURVEY, Read, Told, read_xlsform

_SALT = "lgnet.forms.xlsform"
# How long a report may lie open before the file is asked for again.
_SECONDS = 24 * 3600

WORDS = {
    "empty": gettext_lazy("The file holds nothing."),
    "too_large": gettext_lazy("The file is larger than 10 megabytes."),
    "old_format": gettext_lazy(
        "This is an old Excel file, or one with a password. Save it as XLSX."
    ),
    "macros": gettext_lazy("The file carries macros or embedded objects. Save it without them."),
    "locked": gettext_lazy("The file is locked with a password. Save it without one."),
    "damaged": gettext_lazy("The file is damaged. Open it, save it again and try once more."),
    "too_many_rows": gettext_lazy("A sheet has more than 50,000 rows."),
    "too_many_columns": gettext_lazy("A sheet has more than 100 columns."),
}


class NoXlsForm(Exception):
    """The file is not read; ``str()`` says why."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows one after another of which the same is said."""

    sheet: str
    rows: str
    words: str
    details: str
    leaves_out: bool


def read_file(data: bytes) -> Read:
    """Return the form in a file, with the report. Raises NoXlsForm for what is no workbook."""
    try:
        sheets = read_sheets(data, names=[SURVEY, CHOICES, SETTINGS])
    except NotRead as refused:
        otherwise = _("This file cannot be read. An XLSForm is an XLSX workbook.")
        raise NoXlsForm(str(WORDS.get(refused.code, otherwise))) from None
    found = read_xlsform({name: sheet.rows for name, sheet in sheets.items()})
    for name, sheet in sheets.items():
        found.told += [Told(name, row, RowTrouble.CUT) for row, _column in sheet.cut]
    order = {SETTINGS: 0, SURVEY: 1, CHOICES: 2}
    found.told.sort(key=lambda one: (order.get(one.sheet, 3), one.row))
    return found


def grouped(told: list[Told]) -> list[Group]:
    """Return the report with neighbouring rows of one trouble as one line: "502–2001"."""
    runs: list[list[Told]] = []
    for one in told:
        last = runs[-1][-1] if runs else None
        goes_on = last is not None and (
            (last.sheet, last.trouble) == (one.sheet, one.trouble) and one.row - last.row <= 1
        )
        if goes_on:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_group(run) for run in runs]


def _group(run: list[Told]) -> Group:
    first, last = run[0], run[-1]
    rows = f"{first.row}–{last.row}" if last.row != first.row else str(first.row or "–")
    details = list(dict.fromkeys(one.detail for one in run if one.detail))
    shown = ", ".join(itertools.islice(details, 5)) + (" …" if len(details) > 5 else "")
    return Group(first.sheet, rows, str(RowTrouble(first.trouble).label), shown, first.leaves_out)


def sealed(found: Read) -> str:
    """Return what was read as a text that only this system can have made."""
    told = {"definition": to_json(found.definition), "title": found.title}
    return signing.dumps(told, salt=_SALT, compress=True)


def opened(text: str) -> tuple[Definition, dict[str, str]] | None:
    """Return definition and title of a sealed text, or None for one that is not ours."""
    try:
        told: Any = signing.loads(text, salt=_SALT, max_age=_SECONDS)
        return from_json(told["definition"]), dict(told["title"])
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
