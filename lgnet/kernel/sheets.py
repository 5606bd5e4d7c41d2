"""A paper as a file: Word and PDF, on the head of a city, in the scripts people read."""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from fontTools.ttLib import TTFont
from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
MAIN, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
OTHERS = {"bengali": "NotoSansBengali-Regular.ttf", "ethiopic": "NotoSansEthiopic-Regular.ttf"}
LOGO_CM = 2.2
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Head:
    """Who writes: a name, the lines under it, a logo."""

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes | None = None


class Heading(str):
    """A line that opens a part of a paper."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file is made of; ``paragraphs`` are lines, an empty one is a space.

    ``language`` is that of the words that are ours, as the interface names it.
    """

    head: Head
    title: str
    paragraphs: tuple[str, ...]
    language: str = "it"


def is_right_to_left(text: str) -> bool:
    """Return whether a paragraph begins, by its first letter, from the right."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False


def without_controls(text: str) -> str:
    """Return a line without signs that no file can hold."""
    spaced = text.replace("\t", "    ")
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cs"))


def unprintable(sheet: Sheet) -> str:
    """Return the signs for which the PDF carries no font, each once."""
    text = "".join((sheet.head.name, *sheet.head.lines, sheet.title, *sheet.paragraphs))
    known = _signs()
    return "".join(
        dict.fromkeys(
            sign for sign in text if ord(sign) not in known and unicodedata.category(sign) != "Cf"
        )
    )


def as_pdf(sheet: Sheet) -> bytes:
    """Return a paper as PDF, A4, with its fonts in it."""
    pdf = FPDF(format="A4", unit="mm")
    pdf.set_margins(25, 20, 25)
    # Text begins where the logo and the line begin.
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, 20)
    pdf.add_font("main", "", FONTS / MAIN)
    pdf.add_font("main", "B", FONTS / BOLD)
    for name, file in OTHERS.items():
        pdf.add_font(name, "", FONTS / file)
    pdf.set_fallback_fonts(list(OTHERS), exact_match=False)
    pdf.set_text_shaping(True)
    pdf.set_title(sheet.title)
    pdf.set_author(sheet.head.name)
    pdf.set_lang(sheet.language)
    pdf.add_page()
    if sheet.head.logo:
        pdf.image(io.BytesIO(sheet.head.logo), h=LOGO_CM * 10, alt_text=sheet.head.name)
        pdf.ln(3)
    _line(pdf, sheet.head.name, size=13, style="B")
    for line in sheet.head.lines:
        _line(pdf, line, size=9)
    pdf.ln(3)
    pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
    pdf.ln(10)
    _line(pdf, sheet.title, size=13, style="B")
    pdf.ln(4)
    for line in sheet.paragraphs:
        is_heading = isinstance(line, Heading)
        _line(pdf, line, size=12 if is_heading else 11, style="B" if is_heading else "")
    return bytes(pdf.output())


def as_word(sheet: Sheet) -> bytes:
    """Return a paper as a Word file, to be changed on."""
    file = Document()
    file.core_properties.author = sheet.head.name[:255]
    file.core_properties.title = sheet.title[:255]
    file.core_properties.comments = ""
    file.core_properties.language = sheet.language
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    head = page.header
    first = head.paragraphs[0]
    if sheet.head.logo:
        first.add_run().add_picture(io.BytesIO(sheet.head.logo), height=Cm(LOGO_CM))
        first = head.add_paragraph()
    name = first.add_run(sheet.head.name)
    name.bold, name.font.size = True, Pt(13)
    for line in sheet.head.lines:
        head.add_paragraph().add_run(line).font.size = Pt(9)
    _word_line(file, sheet.title, is_bold=True)
    for line in sheet.paragraphs:
        _word_line(file, line, is_bold=isinstance(line, Heading))
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _line(pdf: FPDF, text: str, *, size: int, style: str = "") -> None:
    pdf.set_font("main", style, size)
    if not text.strip():
        pdf.ln(size * 0.5)
        return
    align = "R" if is_right_to_left(text) else "L"
    pdf.multi_cell(0, size * 0.53, text, align=align, new_x="LMARGIN", new_y="NEXT")


def _word_line(file: Any, text: str, *, is_bold: bool = False) -> None:
    paragraph = file.add_paragraph()
    from_right = is_right_to_left(text)
    if from_right:
        # First, since the format prescribes the order of what a paragraph has.
        paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    paragraph.paragraph_format.space_after = Pt(4)
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold, Pt(13 if is_bold else 11)
    if from_right:
        run.font.rtl = True


@cache
def _signs() -> frozenset[int]:
    """Return the code points the PDF's fonts draw."""
    found: set[int] = set()
    for file in (MAIN, *OTHERS.values()):
        with TTFont(FONTS / file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)
