"""Archives from outside: what is no export is refused in one sentence, and nothing is unpacked."""

import struct
import zipfile

import pytest

from lgnet.exchange.hmis import archive as module
from lgnet.exchange.hmis.archive import WrongFile, open_archive
from tests.exchange.export import small_export


def zipped(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refused(path):
    with pytest.raises(WrongFile) as caught:
        open_archive(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_export_opens(tmp_path):
    archive = open_archive(small_export().write(tmp_path))
    assert len(archive.members) == 10
    assert archive.odd == []
    archive.zip.close()


def test_a_missing_file(tmp_path):
    assert "cannot be opened" in refused(tmp_path / "nothing.zip")


@pytest.mark.parametrize(
    "content", [b"", b"PersonalID,FirstName\n1,Amina\n", b"%PDF-1.7 ", b"PK\x05\x06" + b"\0" * 18]
)
def test_a_file_that_is_no_archive(tmp_path, content):
    path = tmp_path / "export.zip"
    path.write_bytes(content)
    assert "not a zip" in refused(path)


def test_an_archive_behind_another_file_is_refused(tmp_path):
    """A polyglot: a page in front, an archive behind, which zip readers would accept."""
    path = small_export().write(tmp_path)
    path.write_bytes(b"<script>alert(1)</script>" + path.read_bytes())
    assert "not a zip" in refused(path)


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_cut_archive(tmp_path, cut):
    path = small_export().write(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * cut)])
    assert "damaged" in refused(path)


def test_a_changed_byte_is_noticed(tmp_path):
    path = small_export().write(tmp_path)
    whole = bytearray(path.read_bytes())
    whole[120] ^= 0xFF
    path.write_bytes(whole)
    assert refused(path)


def test_an_archive_without_export_csv(tmp_path):
    assert "Export.csv" in refused(zipped(tmp_path / "a.zip", {"Client.csv": "PersonalID\r\n"}))


@pytest.mark.parametrize(
    "name", ["../Client.csv", "/etc/Client.csv", "a/../../Client.csv", "C:\\x\\Client.csv"]
)
def test_a_path_that_leads_out(tmp_path, name):
    export = small_export()
    export.extra[name] = b"x"
    assert "leads out" in refused(export.write(tmp_path))


def test_the_same_file_twice(tmp_path):
    export = small_export()
    export.extra["old/Client.csv"] = b"PersonalID\r\n"
    assert "twice" in refused(export.write(tmp_path))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    export = small_export()
    export.extra["Client.csv"] = b"0" * (60 * 1024**2)
    assert "far too much" in refused(export.write(tmp_path))


def test_a_bomb_that_lies_about_its_size(tmp_path):
    """The directory names a small size; what comes out must not go past it."""
    path = zipped(tmp_path / "a.zip", {"Export.csv": "x" * 10_000_000})
    whole = bytearray(path.read_bytes())
    place = whole.rindex(b"PK\x01\x02")
    whole[place + 24 : place + 28] = struct.pack("<I", 1000)
    path.write_bytes(whole)
    assert "damaged" in refused(path)


def test_too_much_altogether(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LARGEST_TOTAL", 1000)
    assert "larger" in refused(small_export().write(tmp_path))


def test_too_many_files(tmp_path):
    export = small_export()
    export.extra |= {f"{n}.csv": b"" for n in range(module.MOST_MEMBERS)}
    assert "more files" in refused(export.write(tmp_path))


def test_a_locked_archive(tmp_path):
    path = zipped(tmp_path / "a.zip", {"Export.csv": "x"})
    whole = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        whole[whole.index(signature) + offset] |= 1
    path.write_bytes(whole)
    assert "password" in refused(path)


def test_an_unknown_packing(tmp_path):
    path = zipped(tmp_path / "a.zip", {"Export.csv": "x"})
    whole = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        place = whole.index(signature) + offset
        whole[place : place + 2] = struct.pack("<H", 97)
    path.write_bytes(whole)
    assert "packed in a way" in refused(path)


def test_a_line_without_end(tmp_path):
    export = small_export()
    export.extra["Client.csv"] = b"PersonalID\r\n" + b"a,b;" * (300 * 1024)
    assert "line longer" in refused(export.write(tmp_path))


def test_another_unicode(tmp_path):
    export = small_export()
    export.extra["Client.csv"] = export.text("Client.csv").encode("utf-16")
    assert "UTF-16" in refused(export.write(tmp_path))


def test_an_archive_inside_is_named_and_left(tmp_path):
    export = small_export()
    export.extra["Client.csv.zip"] = b"PK\x03\x04"
    archive = open_archive(export.write(tmp_path))
    assert archive.odd == [("Client.csv.zip", True)]
    archive.zip.close()


def test_what_a_mac_adds_is_passed_over(tmp_path):
    export = small_export()
    export.extra |= {"__MACOSX/._Client.csv": b"\0\1", ".DS_Store": b"x"}
    archive = open_archive(export.write(tmp_path))
    assert archive.odd == []
    archive.zip.close()


@pytest.mark.parametrize(
    ("size", "before", "expected"),
    [(b"abc", 5, 8), (b"ab\ncde", 5, 3), (b"ab\ncd\n", 0, 0), (b"\n", 9, 0)],
)
def test_the_open_line_is_counted_across_chunks(size, before, expected):
    assert module._longest_open_line(size, before) == expected
