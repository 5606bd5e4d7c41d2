"""XLSX: cells as the texts a person would type. Formulas are texts too; nothing is computed."""

import datetime as dt
import io
import math
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from . import limits
from .archives import check_archive
from .refusals import Refused
from .sheets import Sheet

# A workbook whose parser is not the guarded one is not read at all.
_IS_GUARDED = bool(openpyxl.DEFUSEDXML) and not openpyxl.LXML
_HIDDEN_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_workbook(data: bytes, *, sheet: int = 0) -> Sheet:
    """Return the rows of a sheet (from 1; 0: the first visible one with rows), or raise Refused."""
    return _opened(data, lambda book: _read(book, sheet))


def read_named(data: bytes, *, names: Sequence[str]) -> list[Sheet]:
    """Return the visible sheets of these names, in lower case, empty ones too; or raise Refused."""
    return _opened(data, lambda book: _named(book, names))


def _opened(data: bytes, read: Callable[[Any], Any]) -> Any:
    if not _IS_GUARDED:
        raise Refused("unreadable")
    check_archive(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=False, keep_links=False
            )
        except (MemoryError, Refused):
            raise
        except (InvalidFileException, Exception):
            raise Refused("damaged") from None
        try:
            return read(book)
        except (MemoryError, Refused):
            raise
        except Exception:
            raise Refused("damaged") from None
        finally:
            book.close()


def _named(book: Any, names: Sequence[str]) -> list[Sheet]:
    found: dict[str, Sheet] = {}
    for one in book.worksheets:
        name = str(one.title).strip().casefold()
        if name in names and name not in found and one.sheet_state == "visible":
            found[name] = _rows(one)
            found[name].name = name
    return list(found.values())


def _read(book: Any, wanted: int) -> Sheet:
    sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
    if not sheets:
        raise Refused("empty")
    if wanted:
        if wanted > len(sheets):
            raise Refused("no_such_sheet")
        sheets_to_try = [sheets[wanted - 1]]
    else:
        sheets_to_try = sheets
    for one in sheets_to_try:
        found = _rows(one)
        if any(found.rows):
            found.name = str(one.title)[: limits.LONGEST_SHEET_NAME]
            found.others = len(sheets) - 1
            return found
    raise Refused("empty")


def _rows(sheet: Any) -> Sheet:
    found = Sheet()
    # What the file says of its own size is not believed.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if len(row) > limits.MOST_COLUMNS and any(
            cell not in (None, "") for cell in row[limits.MOST_COLUMNS :]
        ):
            raise Refused("too_many_columns")
        texts = [text_of(cell) for cell in row[: limits.MOST_COLUMNS]]
        while texts and not texts[-1].strip():
            texts.pop()
        if number > limits.MOST_ROWS + 1:
            if not texts:
                # Empty rows go on to the last a sheet can have; nobody is on them.
                break
            raise Refused("too_many_rows")
        for column, text in enumerate(texts):
            if len(text) > limits.LONGEST_CELL:
                texts[column] = text[: limits.LONGEST_CELL]
                found.cut.append((number, column))
        found.rows.append(texts)
    while found.rows and not found.rows[-1]:
        found.rows.pop()
    return found


def text_of(value: Any) -> str:
    """Return a cell as text: days as YYYY-MM-DD, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _HIDDEN_CODE.sub(_char, value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        day = value.date().isoformat()
        return day if value.time() == dt.time() else f"{day} {value:%H:%M:%S}"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, float):
        if math.isfinite(value) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return repr(value)
    # Array formulas and data tables come as objects: their text, never their value.
    return str(getattr(value, "text", None) or value)


def _char(found: re.Match[str]) -> str:
    """Undo the way a workbook writes characters that its format cannot hold."""
    code = int(found.group(1), 16)
    return chr(code) if code >= 0x20 and not 0xD800 <= code <= 0xDFFF else " "
