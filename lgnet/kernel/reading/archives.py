"""The archive an XLSX file is: looked through before anything in it is opened."""

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from . import limits
from .refusals import Refused

SIGNATURE = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_BYTES = 22
_NEEDED = {"[content_types].xml", "xl/workbook.xml"}
# Parts that run or reach out: macros, old macro sheets, controls, embedded objects.
_RUNNING = (
    "vbaproject",
    "macrosheets/",
    "dialogsheets/",
    "activex/",
    "embeddings/",
    "xl/ctrlprops",
    "webextensions/",
    "customui/",
)
_RUNNING_ENDS = (".bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".lnk", ".jar", ".py", ".sh")
# Printer settings are a binary part every spreadsheet writes; it is never opened.
_HARMLESS = ("xl/printersettings/",)
_NESTED = (".zip", ".xlsx", ".xlsm", ".xls", ".docx", ".gz", ".7z", ".rar", ".tar")
_PARTS = (".xml", ".rels", ".vml", ".png", ".jpeg", ".jpg", ".gif", ".emf", ".wmf", ".svg", ".bin")
_MACRO_TYPES = (b"macroenabled", b"vbaproject", b"ms-excel.intlmacrosheet")
_CHUNK = 256 * 1024


def check_archive(data: bytes) -> None:
    """Raise Refused unless ``data`` is one plain workbook, from its first byte to its last."""
    if not data.startswith(SIGNATURE):
        raise Refused("not_a_table")
    _check_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check_members(infos)
            for info in infos:
                _check_content(archive, info)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, struct.error):
        raise Refused("damaged") from None
    except (NotImplementedError, RuntimeError, ValueError, OSError, UnicodeError):
        raise Refused("damaged") from None


def _check_end(data: bytes) -> None:
    """The archive ends where the file ends, and only one archive stands in it."""
    at = len(data) - _END_BYTES
    if at < 0 or data[at : at + 4] != _END or data.count(_END) > 1:
        raise Refused("two_kinds" if _END in data else "damaged")
    directory_bytes, directory_at = struct.unpack("<LL", data[at + 12 : at + 20])
    if directory_at + directory_bytes != at:
        # Something stands before the archive or between its parts.
        raise Refused("two_kinds")


def _check_members(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.replace("\\", "/").lower() for info in infos]
    if len(names) > limits.MOST_MEMBERS:
        raise Refused("too_large_unpacked")
    if not set(names) >= _NEEDED:
        # A binary workbook is one that older programs write.
        raise Refused("old_format" if "xl/workbook.bin" in names else "not_a_table")
    if len(set(names)) != len(names):
        raise Refused("two_kinds")
    if sum(info.file_size for info in infos) > limits.LARGEST_UNPACKED:
        raise Refused("too_large_unpacked")
    for info, name in zip(infos, names, strict=True):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
            raise Refused("leads_out")
        if info.flag_bits & 0x1:
            raise Refused("locked")
        if info.file_size > max(
            limits.RATIO_COUNTS_FROM, limits.LARGEST_RATIO * info.compress_size
        ):
            raise Refused("too_large_unpacked")
        if name.startswith(_HARMLESS):
            continue
        if any(part in name for part in _RUNNING) or name.endswith(_RUNNING_ENDS):
            raise Refused("macros")
        if name.endswith(_NESTED):
            raise Refused("two_kinds")
        if not name.endswith(_PARTS):
            raise Refused("not_a_table")


def _check_content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Unpack a part once, in pieces: its true size, and no document type in it.

    A workbook needs no document type; one would declare entities that grow or read files.
    """
    name = info.filename.lower()
    is_markup = name.endswith((".xml", ".rels", ".vml"))
    unpacked, before = 0, b""
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > info.file_size:
                raise Refused("too_large_unpacked")
            if not is_markup:
                continue
            if not before and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                # Text that hides from the search below; workbooks are written in UTF-8.
                raise Refused("damaged")
            looked = before + chunk
            if b"<!" in looked and (b"<!DOCTYPE" in looked or b"<!ENTITY" in looked):
                raise Refused("entities")
            if b"\0" in chunk:
                raise Refused("damaged")
            if name == "[content_types].xml" and _has_macro_type(looked):
                raise Refused("macros")
            before = looked[-16:]


def _has_macro_type(text: bytes) -> bool:
    lower = text.lower()
    return any(kind in lower for kind in _MACRO_TYPES)
