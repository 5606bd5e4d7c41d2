"""CSV in the forms that spreadsheets and old programs write: encoding and separator are guessed."""

import codecs
import csv
import io
import re
from collections import Counter

from . import limits
from .refusals import Refused
from .sheets import Sheet

AUTOMATIC = ""
SEPARATORS = (";", ",", "\t", "|")
# Asked for by name where the guess is wrong; nothing else may be named.
ENCODINGS = (
    *("utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1256"),
    *("iso8859-15", "mac-roman"),
)
_MARKS = (
    # The longer first: UTF-32 begins like UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_ROWS = 60
_SAMPLE_CHARACTERS = 64 * 1024
# Spreadsheets write this first line to tell their separator.
_TOLD_SEPARATOR = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_MARKUP = re.compile(
    r"\A\s*<(?:!doctype|\?xml|html|table|script|svg|meta|head|body)", re.IGNORECASE
)
# Beginnings of files that are no text, whatever follows.
_OTHER_KINDS = (
    *(b"%PDF", b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf"),
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"{\\rtf", b"#!", b"\xca\xfe\xba\xbe", b"RIFF", b"SQLite"),
)
# An archive hidden in a text makes a file that two programs read in two ways.
_ARCHIVE_INSIDE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02")
MOST_CONTROLS = 0.001


def read_text(data: bytes, *, encoding: str = AUTOMATIC, separator: str = AUTOMATIC) -> Sheet:
    """Return the rows of a CSV file; raise Refused where it is none."""
    if data.startswith(_OTHER_KINDS):
        raise Refused("not_a_table")
    if any(mark in data for mark in _ARCHIVE_INSIDE):
        raise Refused("two_kinds")
    text, found = decoded(data, encoding)
    if "\0" in text:
        raise Refused("not_a_table")
    if _MARKUP.match(text):
        raise Refused("web_page")
    _check_controls(text)
    told = _TOLD_SEPARATOR.match(text)
    if told:
        # The line stays a row, so that rows keep the numbers a person sees.
        separator = separator or told.group(1)
    if separator not in SEPARATORS:
        separator = guessed_separator(text)
    sheet = Sheet(encoding=found, separator=separator)
    for number, row in enumerate(_rows(text, separator), start=1):
        if number > limits.MOST_ROWS + 1:
            raise Refused("too_many_rows")
        sheet.rows.append(_kept(row, number, sheet))
    if told and sheet.rows:
        sheet.rows[0] = []
    return sheet


def decoded(data: bytes, encoding: str = AUTOMATIC) -> tuple[str, str]:
    """Return the text and the encoding it was read in."""
    if encoding in ENCODINGS:
        name = "utf-8-sig" if encoding == "utf-8" else encoding
        try:
            return data.decode(name).removeprefix("\ufeff"), name
        except UnicodeDecodeError:
            raise Refused("wrong_encoding") from None
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name).removeprefix("\ufeff"), name
            except UnicodeDecodeError:
                raise Refused("wrong_encoding") from None
    for name in (_unmarked_utf16(data), "utf-8", "cp1252", "iso8859-15"):
        if not name:
            continue
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise Refused("wrong_encoding")


def _unmarked_utf16(data: bytes) -> str:
    """Return UTF-16 where every second byte of the beginning is zero: Latin text, without mark."""
    sample = data[:2000]
    if len(sample) < 8 or len(data) % 2:
        return ""
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) == 0:
        return "utf-16-be"
    return ""


def _check_controls(text: str) -> None:
    sample = text[:_SAMPLE_CHARACTERS]
    controls = sum(1 for char in sample if char < " " and char not in "\t\r\n\x1f")
    if controls > 2 and controls > MOST_CONTROLS * len(sample):
        raise Refused("not_a_table")


def guessed_separator(text: str) -> str:
    """Return the separator that cuts the first rows into the same number of cells most often."""
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_mark = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
                if any(cell.strip() for cell in row):
                    widths[len(row)] += 1
                if sum(widths.values()) >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            pass
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        mark = (count / sum(widths.values()), width)
        if width > 1 and mark > best_mark:
            best, best_mark = separator, mark
    return best


def _rows(text: str, separator: str) -> list[list[str]]:
    """Return the rows; marks inside a cell are borne, a mark never closed is not."""
    csv.field_size_limit(limits.LONGEST_FIELD)
    try:
        return _read(text, separator, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise Refused("open_quotes") from None
    try:
        return _read(text, separator, strict=False)
    except csv.Error:
        raise Refused("open_quotes") from None


def _read(text: str, separator: str, *, strict: bool) -> list[list[str]]:
    rows = []
    source = io.StringIO(text, newline="")
    for row in csv.reader(source, delimiter=separator, strict=strict):
        rows.append(row)
        if len(rows) > limits.MOST_ROWS + 1:
            raise Refused("too_many_rows")
    return rows


def _kept(row: list[str], number: int, sheet: Sheet) -> list[str]:
    while row and not row[-1].strip():
        row.pop()
    if len(row) > limits.MOST_COLUMNS:
        raise Refused("too_many_columns")
    for column, cell in enumerate(row):
        if len(cell) > limits.LONGEST_CELL:
            row[column] = cell[: limits.LONGEST_CELL]
            sheet.cut.append((number, column))
    return row
