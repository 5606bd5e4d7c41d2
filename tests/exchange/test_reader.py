"""Rows: what the reader makes of a file, and of files made to hurt it."""

import random

import pytest

from lgnet.exchange.hmis import layout
from lgnet.exchange.hmis.archive import WrongFile, open_archive
from lgnet.exchange.hmis.judges import client_judge, judge_service
from lgnet.exchange.hmis.reader import RowReader
from tests.exchange.export import EXPORTED_ON, small_export

import datetime as dt  # isort: skip

EXPORT_DAY = dt.date.fromisoformat(EXPORTED_ON)


def read(path, file="Client.csv", judge=None):
    """Return rows, findings and the count of rows read."""
    findings = []
    archive = open_archive(path)
    with archive.zip:
        reader = RowReader(
            archive, archive.members[file.lower()], sink=findings.append, judge=judge
        )
        return list(reader), findings, reader.read


def test_rows_carry_their_line_and_their_values(tmp_path):
    rows, findings, count = read(small_export().write(tmp_path))
    assert findings == []
    assert count == len(rows) == 6
    assert rows[0][:3] == [2, "1", "Nome1"]
    assert rows[0][6] == dt.date(1990, 5, 17)


def test_text_with_line_ends_and_marks_keeps_the_count_of_lines(tmp_path):
    export = small_export()
    export.row("Client.csv", "1")["FirstName"] = 'A "quoted"\r\nname, with a comma'
    export.row("Client.csv", "3")["DOB"] = "never"
    rows, findings, _ = read(export.write(tmp_path))
    assert rows[0][2] == 'A "quoted" name, with a comma'
    assert rows[1][0] == 4
    assert [finding.line for finding in findings] == [5]


def test_a_formula_is_text(tmp_path):
    export = small_export()
    export.row("Client.csv", "1")["FirstName"] = "=HYPERLINK(1)"
    rows, _, _ = read(export.write(tmp_path))
    assert rows[0][2] == "=HYPERLINK(1)"


def test_marks_that_turn_text_around_are_taken_out(tmp_path):
    export = small_export()
    export.row("Client.csv", "1")["FirstName"] = "A\u202emina\x1b[31m"
    rows, _, _ = read(export.write(tmp_path))
    assert rows[0][2] == "A mina [31m"


def test_a_missing_required_column_refuses_the_file(tmp_path):
    export = small_export()
    export.headings["Client.csv"].remove("PersonalID")
    for row in export.tables["Client.csv"]:
        del row["PersonalID"]
    with pytest.raises(WrongFile, match=r"Client\.csv has no column PersonalID"):
        read(export.write(tmp_path))


def test_a_column_named_twice_refuses_the_file(tmp_path):
    export = small_export()
    export.headings["Client.csv"].append("personalid")
    with pytest.raises(WrongFile, match="twice"):
        read(export.write(tmp_path))


def test_an_empty_file_lacks_its_columns(tmp_path):
    export = small_export()
    export.extra["Client.csv"] = b""
    with pytest.raises(WrongFile, match="PersonalID"):
        read(export.write(tmp_path))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system(tmp_path, newline):
    export = small_export()
    export.extra["Client.csv"] = export.text("Client.csv").replace("\r\n", newline).encode()
    assert read(export.write(tmp_path))[2] == 6


def test_a_quotation_mark_never_closed(tmp_path):
    export = small_export()
    whole = export.text("Client.csv")
    export.extra["Client.csv"] = whole.replace("Nome4", '"Nome4').encode()
    rows, findings, count = read(export.write(tmp_path))
    assert [row[1] for row in rows] == ["1", "2", "3"]
    assert [(f.line, f.reason) for f in findings] == [(5, "unreadable_row")]
    assert count == 4


def test_identifiers_that_are_no_identifiers_are_not_shown(tmp_path):
    export = small_export()
    for key, hostile in (("1", "=cmd|' /C'!A0"), ("2", "<b>x</b>"), ("3", "Amina Rossi")):
        export.row("Client.csv", key).update(PersonalID=hostile, DOB="never")
    _, findings, _ = read(export.write(tmp_path))
    assert [finding.key for finding in findings] == ["?", "?", "Amina Rossi"]


def mutated(whole, chance):
    """Return the bytes of a file with some damage: changed, cut, doubled, hostile pieces."""
    pieces = [b"\0", b'"', b",", b"\r", b"\n", b"\xff\xfe", b"=1+1", b"'; DROP TABLE x;--",
              b"\\.", b"\\N", b"\xe2\x80\xae", b"9" * 400, b"{{7*7}}", b"\t"]  # fmt: skip
    out = bytearray(whole)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(out) + 1)
        match chance.randrange(4):
            case 0 if place < len(out):
                out[place] = chance.randrange(256)
            case 1:
                out[place:place] = chance.choice(pieces)
            case 2:
                del out[place : place + chance.randint(1, 60)]
            case _:
                out[place:place] = out[place : place + chance.randint(1, 200)]
    return bytes(out)


@pytest.mark.parametrize("file", [file.name for file in (layout.CLIENT, layout.SERVICES)])
def test_damaged_files_are_read_or_refused_and_never_break(tmp_path, file):
    judge = judge_service
    if file == "Client.csv":
        judge = client_judge(export_day=EXPORT_DAY, is_hashed=False)
    outcomes = set()
    for seed in range(150):
        chance = random.Random(f"{file} {seed}")
        export = small_export()
        export.extra[file] = mutated(export.text(file).encode(), chance)
        path = export.write(tmp_path, name=f"{seed}.zip")
        try:
            rows, findings, count = read(path, file, judge)
        except WrongFile:
            outcomes.add("refused")
            continue
        left_out = {f.line for f in findings if f.effect == "left_out"}
        assert count == len(rows) + len(left_out)
        assert not any("\0" in str(value) for row in rows for value in row)
        outcomes.add("told" if findings else "clean")
    assert {"refused", "told"} <= outcomes
