"""The archive: opened with suspicion, never unpacked, each file read as a stream.

The file comes from outside, so names, sizes and encodings are checked before a row is read.
"""

import codecs
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from . import layout
from .not_carried import FILES_LEFT

MOST_MEMBERS = 200
LARGEST_TOTAL = 8 * 1024**3  # bytes unpacked
LARGEST_RATIO = 200  # unpacked to packed; text tables reach about 50
RATIO_COUNTS_FROM = 8 * 1024**2  # bytes unpacked: a small file hurts nobody
LONGEST_LINE = 1024**2  # bytes
_CHUNK = 1024**2
_SIGNATURE = b"PK\x03\x04"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class WrongFile(Exception):
    """The file is not an export that can be read; the message says so in one sentence."""


@dataclass(slots=True)
class Member:
    """A file of the archive that will be read."""

    info: zipfile.ZipInfo
    layout: layout.File
    encoding: str = "utf-8-sig"
    has_nul: bool = False


@dataclass(slots=True)
class Archive:
    """An opened export. ``odd`` names members that are not read: (name, is an archive)."""

    zip: zipfile.ZipFile
    members: dict[str, Member] = field(default_factory=dict)
    odd: list[tuple[str, bool]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def total_bytes(self) -> int:
        """Bytes of all members that will be read, unpacked."""
        return sum(member.info.file_size for member in self.members.values())

    def text(self, member: Member) -> io.TextIOWrapper:
        """Return the member as a text stream; line ends are left to the CSV reader."""
        return io.TextIOWrapper(
            self.zip.open(member.info),
            encoding=member.encoding,
            errors="strict" if member.encoding == "utf-8-sig" else "replace",
            newline="",
        )


def open_archive(path: Path) -> Archive:
    """Open and check the export at ``path``; raise WrongFile with one clear sentence."""
    try:
        with path.open("rb") as file:
            signature = file.read(len(_SIGNATURE))
    except OSError as error:
        raise WrongFile(_("The file cannot be opened: %s.") % error.strerror) from error
    if signature != _SIGNATURE:
        raise WrongFile(_("The file is not a zip archive."))
    try:
        archive = Archive(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError) as error:
        raise WrongFile(_("The zip archive is damaged.")) from error
    try:
        _sort(archive)
        for member in archive.members.values():
            _inspect(archive, member)
    except WrongFile:
        archive.zip.close()
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        archive.zip.close()
        raise WrongFile(_("The zip archive is damaged.")) from error
    except (NotImplementedError, RuntimeError) as error:
        archive.zip.close()
        raise WrongFile(_("The zip archive is packed in a way that is not read.")) from error
    return archive


def _sort(archive: Archive) -> None:
    """Decide for each member: read, left out or odd; refuse what no export holds."""
    infos = [info for info in archive.zip.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise WrongFile(_("The archive holds more files than an export has."))
    if sum(info.file_size for info in infos) > LARGEST_TOTAL:
        raise WrongFile(_("The archive is larger, unpacked, than what is read."))
    known = {file.name.lower(): file for file in (layout.EXPORT, *layout.CARRIED)}
    for info in infos:
        name = info.filename.replace("\\", "/")
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or ":" in name:
            raise WrongFile(_("The archive holds a file whose path leads out of it."))
        if info.file_size > max(RATIO_COUNTS_FROM, LARGEST_RATIO * info.compress_size):
            raise WrongFile(_("The archive holds a file that unpacks to far too much."))
        base = path.name.lower()
        if "__macosx" in name.lower() or base.startswith("."):
            continue
        if base in known:
            if info.flag_bits & 0x1:
                raise WrongFile(_("The archive is locked with a password."))
            if base in archive.members:
                raise WrongFile(_("The archive holds %s twice.") % known[base].name)
            archive.members[base] = Member(info, known[base])
        elif base in FILES_LEFT:
            archive.left.append(path.name)
        else:
            archive.odd.append((path.name, base.endswith((".zip", ".gz", ".7z", ".tar", ".rar"))))
    if layout.EXPORT.name.lower() not in archive.members:
        raise WrongFile(_("The archive holds no Export.csv, so it is no HMIS CSV export."))


def _inspect(archive: Archive, member: Member) -> None:
    """Read the member through once: its encoding, NUL bytes and longest line."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, since_newline, first = True, 0, True
    for chunk in _chunks(archive, member):
        if first and chunk.startswith(_UTF16):
            raise WrongFile(_("%s is UTF-16; save it as UTF-8.") % member.layout.name)
        first = False
        member.has_nul = member.has_nul or b"\0" in chunk
        since_newline = _longest_open_line(chunk, since_newline)
        if since_newline > LONGEST_LINE:
            raise WrongFile(_("%s has a line longer than one megabyte.") % member.layout.name)
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    if not is_utf8:
        member.encoding = "cp1252"


def _chunks(archive: Archive, member: Member) -> Iterator[bytes]:
    with archive.zip.open(member.info) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _longest_open_line(chunk: bytes, before: int) -> int:
    """Return the bytes since the last line end, or the longest line where that is too long.

    A chunk is no longer than the longest line, so only the line that crosses its start and
    the one that crosses its end can be too long.
    """
    start, end = chunk.find(b"\n"), chunk.rfind(b"\n")
    if start < 0:
        return before + len(chunk)
    return before + start if before + start > LONGEST_LINE else len(chunk) - end - 1
