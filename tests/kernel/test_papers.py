"""Papers made anew: what runs, reaches out or hides stays behind; what is read stays."""

import io
import stat

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from lgnet.kernel.papers import MOST_BYTES, remake_paper
from lgnet.kernel.reading.process import NotRead
from lgnet.kernel.scanning import FileRefused, NotScanned, scan

PLANTED = "cercalasignora"


def written(writer):
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def paper(pages=1):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    return writer


def script():
    return DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(f"app.alert('{PLANTED}')"),
        }
    )


def hidden_in(name):
    writer = paper()
    if name == "a script on opening":
        writer._root_object[NameObject("/OpenAction")] = script()
    elif name == "a script of a page":
        page = writer.pages[0]
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script()})
    elif name == "a script of a field":
        note = FreeText(text="x", rect=(0, 0, 9, 9))
        note[NameObject("/A")] = script()
        writer.add_annotation(0, note)
    elif name == "a file within":
        writer.add_attachment("conto.exe", PLANTED.encode())
    elif name == "a link":
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"https://{PLANTED}.example"))
    elif name == "who wrote it":
        writer.add_metadata({"/Author": PLANTED})
    elif name == "what a page says of itself":
        writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject(
            {NameObject("/X"): TextStringObject(PLANTED)}
        )
    return written(writer)


@pytest.mark.parametrize(
    "name",
    [
        "a script on opening",
        "a script of a page",
        "a script of a field",
        "a file within",
        "a link",
        "who wrote it",
        "what a page says of itself",
    ],
)
def test_what_runs_reaches_out_or_hides_stays_behind(name):
    sent = hidden_in(name)
    assert PLANTED.encode() in sent
    made = remake_paper(sent)
    assert PLANTED.encode() not in made
    assert b"/JavaScript" not in made
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_what_is_drawn_stays():
    writer = paper(pages=3)
    writer.add_annotation(1, FreeText(text="Firma", rect=(10, 10, 90, 40)))
    found = PdfReader(io.BytesIO(remake_paper(written(writer))))
    assert len(found.pages) == 3
    (note,) = found.pages[1]["/Annots"]
    assert note.get_object()["/Contents"] == "Firma"


def locked():
    writer = paper()
    writer.encrypt("x")
    return written(writer)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (locked, "locked"),
        (lambda: written(paper(pages=201)), "too_many_pages"),
        (lambda: b"%PDF-1.7\nnothing more", "unreadable"),
        (lambda: written(paper())[:200], "unreadable"),
        (lambda: b"PK\x03\x04" + bytes(2000) + b"%PDF-1.7", "not_a_paper"),
        (lambda: b"%PDF-" + bytes(MOST_BYTES), "too_large"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_with_its_reason(content, code):
    with pytest.raises(NotRead) as refused:
        remake_paper(content())
    assert refused.value.code == code


@pytest.fixture
def scanner(tmp_path, settings):
    """Return a function that puts a scanner in place, written as a line of shell."""

    def put(line):
        program = tmp_path / "scanner"
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings.FILE_SCANNER = [str(program)]

    return put


def test_a_scanner_sees_the_file_and_decides(scanner):
    scanner("if grep -q EICAR; then exit 1; fi; exit 0")
    scan(b"a letter")
    with pytest.raises(FileRefused):
        scan(b"X5O!P%@AP EICAR")


@pytest.mark.parametrize("line", ["cat >/dev/null; exit 2", "cat >/dev/null; kill -9 $$"])
def test_a_scanner_that_gives_no_answer_lets_nothing_in(scanner, line):
    scanner(line)
    with pytest.raises(NotScanned):
        scan(b"a letter")


def test_a_scanner_that_is_missing_or_hangs_lets_nothing_in(scanner, settings, monkeypatch):
    scanner("exec sleep 30")
    monkeypatch.setattr("lgnet.kernel.scanning.MOST_SECONDS", 0.2)
    with pytest.raises(NotScanned):
        scan(b"a letter")
    settings.FILE_SCANNER = ["/nowhere/scanner"]
    with pytest.raises(NotScanned):
        scan(b"a letter")
    settings.FILE_SCANNER = []
    scan(b"a letter")
