"""The command and its report."""

import csv
import io
import stat

import pytest
from django.core.management import CommandError, call_command

from lgnet.directory.models import Service
from lgnet.exchange.hmis.not_carried import OMISSIONS
from lgnet.exchange.models import ImportRun
from lgnet.kernel.tenancy import scope
from tests.exchange.export import heading

pytestmark = pytest.mark.django_db


def run(path, *options):
    out = io.StringIO()
    call_command("import_hmis_csv", str(path), *options, stdout=out, verbosity=0)
    return out.getvalue()


@pytest.mark.parametrize("name", ["Torino", "torino", "L219", "l219", "001272", " Torino "])
def test_the_city_goes_by_name_or_code(export, tmp_path, torino, name):
    text = run(export.write(tmp_path), "--city", name, "--dry-run")
    assert "into Torino" in text


def test_an_unknown_city_is_answered_with_those_there_are(export, tmp_path, torino):
    with pytest.raises(CommandError) as caught:
        run(export.write(tmp_path), "--city", "Atlantis")
    assert "Torino (L219)" in str(caught.value)
    assert "Palermo (G273)" in str(caught.value)


def test_a_wrong_file_is_answered_with_one_sentence(tmp_path, torino):
    path = tmp_path / "letter.docx"
    path.write_text("Dear city")
    with pytest.raises(CommandError) as caught:
        run(path, "--city", "Torino")
    assert str(caught.value) == "The file is not a zip archive."
    assert caught.value.returncode == 1


def test_missing_services_are_told(export, tmp_path, torino):
    Service.objects.filter(code="paperwork").update(code="other-work")
    with pytest.raises(CommandError, match="paperwork"):
        run(export.write(tmp_path), "--city", "Torino")


def test_a_trial_run_says_so_and_keeps_nothing(export, tmp_path, torino):
    assert "Trial run" in run(export.write(tmp_path), "--city", "Torino", "--dry-run")
    with scope(city_id=torino.pk):
        assert not ImportRun.objects.exists()


def test_the_text_tells_files_objects_and_reasons(export, tmp_path, torino):
    export.row("Enrollment.csv", "e1")["EntryDate"] = "never"
    text = run(export.write(tmp_path), "--city", "Torino")
    for told in ("Client.csv", "Person", "bad_date; rows 2", "Not carried", "SSN", "User.csv"):
        assert told in text


def test_the_second_run_says_that_nothing_is_new(export, tmp_path, torino):
    path = export.write(tmp_path)
    run(path, "--city", "Torino")
    assert "Nothing new" in run(path, "--city", "Torino")


def test_report_files_are_private_complete_and_harmless(export, tmp_path, torino):
    export.add("Client.csv", PersonalID="=1+1", FirstName="Segreto", DOB="never")
    folder = tmp_path / "a" / "report"
    run(export.write(tmp_path), "--city", "Torino", "--report", str(folder))
    names = {path.name for path in folder.iterdir()}
    assert names == {"report.txt", "findings.csv", "files.csv", "objects.csv", "not_carried.csv"}
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        text = path.read_text(encoding="utf-8")
        assert "Segreto" not in text
        assert "Nome1" not in text
        if path.suffix == ".csv":
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_a_folder_that_cannot_be_written(export, tmp_path, torino):
    (tmp_path / "report").write_text("a file")
    with pytest.raises(CommandError, match="could not be written"):
        run(export.write(tmp_path), "--city", "Torino", "--report", str(tmp_path / "report"))


def test_each_column_not_carried_is_answered_for_once():
    told = [(o.file, column) for o in OMISSIONS for column in o.columns if o.file != "*.csv"]
    assert len(told) == len(set(told))
    for file, column in told:
        assert column in heading(file), (file, column)
    for file in {file for file, _ in told}:
        left = [name for name in heading(file) if (file, name) in told]
        assert left == [name for name in heading(file) if name in left]
