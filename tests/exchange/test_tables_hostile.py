"""Hostile files: refused in a sentence or read as plain text; nothing runs, nothing breaks."""

import json
import os
import subprocess
import sys
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lgnet.exchange.enums import FileRefusal
from lgnet.exchange.models import StagedRow, TableImport
from lgnet.exchange.tables.limited import WrongTable, read_table
from lgnet.kernel.reading import child, limited, limits, process
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.exchange import hostile

# Every one of them with LGNET_EVERY_HOSTILE_FILE=yes, some minutes; else a few of each family.
EVERY = os.environ.get("LGNET_EVERY_HOSTILE_FILE") == "yes"
FILES = hostile.all_files()
SHORT = FILES[::23]


def answer(data):
    """Return what reading a file says: a refusal, or its rows."""
    try:
        return read_table(data)
    except WrongTable as wrong:
        return wrong.refusal


def test_there_are_enough_of_them():
    assert len(FILES) >= 200
    assert len({name for name, _data in FILES}) == len(FILES)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_hostile_file_is_refused_or_read_as_text(torino, sign_in):
    """Brought through the page, as somebody would; no answer but a page and its next step."""
    client = sign_in(Role.DESK_OPERATOR, torino)
    statuses = {}
    for name, data in FILES if EVERY else SHORT:
        file = SimpleUploadedFile("../../elenco.xlsx", data, "text/csv")
        response = client.post(reverse("exchange:new"), {"file": file})
        statuses[name] = response.status_code
        if response.status_code == 302:
            assert client.get(response["Location"]).status_code == 200, name
    assert set(statuses.values()) <= {302, 422}, {
        name: status for name, status in statuses.items() if status not in (302, 422)
    }
    with scope(city_id=torino.pk):
        assert TableImport.objects.count() == list(statuses.values()).count(302)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", FileRefusal.EMPTY),
        (b"\n\n;;\n", FileRefusal.EMPTY),
        (b"%PDF-1.7 a;b", FileRefusal.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", FileRefusal.OLD_FORMAT),
        (b"<html><table>", FileRefusal.WEB_PAGE),
        (b"a;b\n" * 60_000, FileRefusal.TOO_MANY_ROWS),
        (b"a;" * 200, FileRefusal.TOO_MANY_COLUMNS),
        (b'a;"b\nc;d\n', FileRefusal.OPEN_QUOTES),
        (b"a;b\n" + hostile.workbook(), FileRefusal.TWO_KINDS),
        (b"\xff\xfeN\x00o\x00m", FileRefusal.WRONG_ENCODING),
        (b"a" * (limits.LARGEST_FILE + 1), FileRefusal.TOO_LARGE),
    ],
)
def test_a_text_is_refused_for_what_it_is(data, refusal):
    assert answer(data) == refusal


GOOD = hostile.workbook()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (hostile.changed(GOOD, xl__vbaProject="x"), FileRefusal.MACROS),
        (hostile.changed(GOOD, **{"..__evil.xml": b"x"}), FileRefusal.LEADS_OUT),
        (GOOD + b"more", FileRefusal.TWO_KINDS),
        (b"GIF89a" + GOOD, FileRefusal.NOT_A_TABLE),
        (GOOD[:500], FileRefusal.DAMAGED),
        (dict(hostile.archives())["one huge part"], FileRefusal.TOO_LARGE_UNPACKED),
        (dict(hostile.archives())["many parts"], FileRefusal.TOO_LARGE_UNPACKED),
        (dict(hostile.archives())["marked as locked"], FileRefusal.LOCKED),
        (dict(hostile.archives())["two of one name"], FileRefusal.TWO_KINDS),
        (dict(hostile.markup())["laughs in xl/worksheets/sheet1.xml"], FileRefusal.ENTITIES),
        (dict(hostile.markup())["file in xl/workbook.xml"], FileRefusal.ENTITIES),
        (dict(hostile.markup())["laughs in utf-16"], FileRefusal.DAMAGED),
    ],
)
def test_a_workbook_is_refused_for_what_it_is(data, refusal):
    assert answer(data) == refusal


def test_what_a_formula_says_stays_text():
    rows = (("Nome", "Cognome"), ("=1+1", "=cmd|' /C calc'!A0"))
    assert read_table(hostile.workbook(rows)).rows[1] == list(rows[1])


def test_what_a_file_says_of_its_size_is_not_believed():
    data = dict(hostile.markup())["sheet claims little"]
    assert read_table(data).rows == [["x"]]


# The process that reads.


def run_child(code):
    """Run code in a process whose door is closed; return its exit status and what it said."""
    script = (
        f"import sys; from lgnet.kernel.reading import guard; guard.limit(); guard.shut(); {code}"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        env={"PYTHONPATH": str(process._ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        "open('/tmp/lgnet-hostile', 'w')",
        "__import__('os').system('true')",
        "__import__('subprocess').run(['true'])",
        "__import__('socket').socket()",
        "__import__('os').remove('/tmp/none')",
        "__import__('os').fork()",
    ],
)
def test_seeded_code_in_the_reading_process_can_do_nothing(code):
    status, said = run_child(code)
    assert status != 0
    assert "PermissionError" in said


def test_seeded_too_much_memory_ends_the_process_alone():
    status, said = run_child("x = bytes(4 * 1024**3)")
    assert status != 0
    assert "MemoryError" in said


def test_a_process_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(limited, "_CHILD", "timeit")
    monkeypatch.setattr(limits, "MOST_SECONDS", 0.2)
    started = time.monotonic()
    with pytest.raises(WrongTable):
        read_table(b"a;b\n")
    assert time.monotonic() - started < 30


HEAD = (
    b'{"sheets": [{"rows": %s, "cut": [], "encoding": "", "separator": "", "name": "",'
    b' "others": 0}]}\n'
)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"hello",
        b"[]\n",
        HEAD % b"2" + b'["a"]',
        b'{"refused": "no such reason"}\n',
        HEAD % b"1" + b'["a"]\n["b"]',
        HEAD % b"1" + b'{"a": 1}',
    ],
)
def test_what_the_process_says_is_not_believed_either(said):
    with pytest.raises((ValueError, KeyError, TypeError, limited.NotRead)):
        limited.sheets_in(said)


def test_the_process_gets_no_secret(monkeypatch):
    """It is started with an environment of its own."""
    seen = {}

    class Stop(Exception):
        pass

    def popen(command, **options):
        seen.update(options)
        raise Stop

    monkeypatch.setattr(process.subprocess, "Popen", popen)
    with pytest.raises(Stop):
        read_table(b"a;b\n")
    assert not [name for name in seen["env"] if name.startswith(("LGNET", "DATABASE", "DJANGO"))]


def test_every_refusal_of_the_process_has_words():
    """Codes raised in the reading process are values of the list that has their sentences."""
    folder = process._ROOT / "lgnet" / "kernel" / "reading"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    codes = {part.split('"')[1] for part in text.split("Refused(")[1:] if part.startswith('"')}
    assert codes
    assert codes <= set(FileRefusal.values)
    assert json.dumps(sorted(codes))
    assert child._OLD_OFFICE


@pytest.mark.django_db
def test_no_row_of_a_refused_file_is_kept(torino, sign_in):
    client = sign_in(Role.DESK_OPERATOR, torino)
    file = SimpleUploadedFile("a.csv", b"Nome;Cognome\nAn\x00na;Rossi\n")
    response = client.post(reverse("exchange:new"), {"file": file})
    assert response.status_code == 422
    with scope(city_id=torino.pk):
        assert not TableImport.objects.exists()
        assert not StagedRow.objects.exists()
