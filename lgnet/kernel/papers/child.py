"""The process that makes a paper anew: a PDF comes in, one of the same pages goes out.

Output: ``made`` and the new PDF, or ``refused`` and why, each after one line.
"""

import io
import sys
from typing import Any

from lgnet.kernel.reading.guard import limit, shut
from lgnet.kernel.reading.refusals import Refused

MOST_PAGES = 200
# What a page or something on it does by itself, or when it is touched.
_DEEDS = ("/AA", "/A", "/PA", "/Dest", "/OpenAction", "/JS", "/RichMediaContent")
# What is drawn on a page beside its content, and stays: the rest holds files, sounds and films.
_DRAWN = ("/Widget", "/Stamp", "/FreeText", "/Ink", "/Line", "/Square", "/Circle", "/Highlight")


def main() -> None:
    """Read the paper on standard input and write the new one to standard output."""
    limit()
    content = sys.stdin.buffer.read()
    try:
        _say(b"made", _remade(content))
    except Refused as refused:
        _say(b"refused", refused.code.encode())
    except MemoryError:
        _say(b"refused", b"too_large_unpacked")
    except Exception:
        _say(b"refused", b"unreadable")


def _remade(content: bytes) -> bytes:
    # Pictures are copied as they are: nothing in here unpacks them.
    sys.modules.update(dict.fromkeys(("PIL", "cryptography", "Crypto"), None))  # type: ignore[arg-type]
    from pypdf import PdfReader, PdfWriter

    shut()
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused("locked")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise Refused("too_many_pages" if len(reader.pages) else "unreadable")
    writer = PdfWriter()
    for page in reader.pages:
        _calm(page)
        writer.add_page(page)
    writer.metadata = None
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _calm(page: Any) -> None:
    """Take from a page what does something, and what it holds that is not drawn."""
    for deed in (*_DEEDS, "/Metadata", "/PieceInfo", "/AF"):
        page.pop(deed, None)
    kept = []
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        if not hasattr(note, "pop") or note.get("/Subtype") not in _DRAWN:
            continue
        for deed in (*_DEEDS, "/FS", "/Popup", "/AF", "/Parent", "/P"):
            note.pop(deed, None)
        kept.append(reference)
    page.pop("/Annots", None)
    if kept:
        from pypdf.generic import ArrayObject, NameObject

        page[NameObject("/Annots")] = ArrayObject(kept)


def _say(head: bytes, body: bytes) -> None:
    sys.stdout.buffer.write(head + b"\n" + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
