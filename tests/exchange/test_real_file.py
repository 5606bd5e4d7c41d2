"""A real system's export, made by others, with deliberate errors: its figures on the board.

The file lies beside the project where there is one. The counts it is held against are taken
from it here, with the csv module and nothing of ours.
"""

import csv
import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import pytest

from lgnet.exchange.actions.hmis import import_hmis_csv
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.models import CityFigure
from tests.exchange.snapshot import changed, snapshot

FILE = Path(__file__).resolve().parents[3] / "shared/data/hmis/hmis_csv_fy2026_demo.zip"
EXPORTED_ON = dt.date(2023, 9, 8)
SLEEPING, PERMANENT = {"0", "2", "3", "8", "9", "10", "13"}, {"3", "9", "10", "13"}
# Record type and type provided that our list of services has no equal for; 200 is a bed night.
WITHOUT_EQUAL = {("144", "8"), ("152", "8"), ("152", "9")}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FILE.exists() and os.environ.get("CI", "").lower() != "true",
        reason="the export beside the project is not there",
    ),
]


def day(text):
    return dt.date.fromisoformat(text[:10]) if text else None


@pytest.fixture(scope="module")
def tables():
    """Return the file's tables as lists of dictionaries."""
    assert FILE.exists(), f"{FILE} is missing; continuous integration always has it."
    with zipfile.ZipFile(FILE) as archive:
        return {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8-sig")))
            for name in archive.namelist()
        }


@pytest.fixture(scope="module")
def projects(tables):
    """Return project -> (sleep, nights, street or desk; whether it is a permanent home)."""
    found = {}
    for row in tables["Project.csv"]:
        kind = row["ProjectType"]
        is_home = kind in SLEEPING and not (kind == "13" and row["RRHSubType"] == "1")
        setting = "sleep" if is_home else "street" if kind == "4" else "desk"
        found[row["ProjectID"]] = ("nights" if kind == "1" else setting, kind in PERMANENT)
    return found


@pytest.fixture(scope="module")
def exits(tables):
    """Return enrolment -> day of exit, without those after the export."""
    days = {row["EnrollmentID"]: day(row["ExitDate"]) for row in tables["Exit.csv"]}
    return {key: left for key, left in days.items() if left <= EXPORTED_ON}


@pytest.fixture(scope="module")
def contacts(tables, projects):
    """Return the set of (enrolment, person, day) on which somebody was met."""
    found = set()
    for row in tables["Enrollment.csv"]:
        if projects[row["ProjectID"]][0] in ("street", "desk"):
            found.add((row["EnrollmentID"], row["PersonalID"], row["EntryDate"]))
    for row in tables["CurrentLivingSituation.csv"]:
        found.add((row["EnrollmentID"], row["PersonalID"], row["InformationDate"]))
    for row in tables["Services.csv"]:
        kind = (row["RecordType"], row["TypeProvided"])
        if kind[0] != "200" and kind not in WITHOUT_EQUAL:
            found.add((row["EnrollmentID"], row["PersonalID"], row["DateProvided"]))
    return {contact for contact in found if day(contact[2]) <= EXPORTED_ON}


@pytest.fixture(scope="module")
def in_charge(tables, projects, exits):
    """Return the people in charge now: at a desk, or engaged on the street, without an exit."""
    people = set()
    for row in tables["Enrollment.csv"]:
        setting = projects[row["ProjectID"]][0]
        engaged, entry = day(row["DateOfEngagement"]), day(row["EntryDate"])
        left = exits.get(row["EnrollmentID"])
        begun = setting == "desk" or (setting == "street" and engaged and engaged >= entry)
        if begun and left is None:
            people.add(row["PersonalID"])
    return people


@pytest.fixture(scope="module")
def beds(tables, projects):
    """Return project -> beds tonight."""
    found = dict.fromkeys(projects, 0)
    for row in tables["Inventory.csv"]:
        last = day(row["InventoryEndDate"])
        opens = day(row["InventoryStartDate"])
        if opens <= tonight() and (last is None or last >= tonight()):
            found[row["ProjectID"]] += int(row["BedInventory"])
    return found


@pytest.fixture(scope="module")
def sleepers(tables, projects, exits):
    """Return project -> people who should sleep there tonight."""
    found = {project: set() for project in projects}
    for row in tables["Enrollment.csv"]:
        setting, is_permanent = projects[row["ProjectID"]]
        moved_in = row["MoveInDate"] or not is_permanent
        if setting == "sleep" and moved_in and row["EnrollmentID"] not in exits:
            found[row["ProjectID"]].add(row["PersonalID"])
    return found


@pytest.mark.django_db
def test_the_board_shows_what_the_file_holds(
    tables, torino, contacts, in_charge, beds, sleepers, tmp_path
):
    summary = import_hmis_csv(path=FILE, city=torino, report_to=tmp_path)
    with scope(city_id=torino.pk):
        figures = dict(CityFigure.objects.filter(period="all").values_list("measure", "value"))
    everybody = [person for people in sleepers.values() for person in people]
    assert len(everybody) == len(set(everybody)), "nobody is in two places tonight"
    occupied = sum(min(len(people), beds[project]) for project, people in sleepers.items())
    expected = {
        "contacts": len(contacts),
        "people_met": len({person for _, person, _ in contacts}),
        "cases_open": len(in_charge),
        "places": sum(beds.values()),
        "occupied_tonight": occupied,
        "free_tonight": sum(beds.values()) - occupied,
    }
    assert {measure: figures[measure] for measure in expected} == expected
    assert min(expected.values()) > 0
    for count in summary.files:
        assert count.read == len(tables[count.file])
        assert count.carried + count.left_out == count.read


@pytest.mark.django_db(transaction=True)
def test_imported_twice_nothing_changes(torino, as_superuser):
    import_hmis_csv(path=FILE, city=torino)
    before = snapshot(as_superuser)
    summary = import_hmis_csv(path=FILE, city=torino)
    assert changed(before, snapshot(as_superuser)) == set()
    assert not summary.has_written
    assert summary.counts["person"].unchanged == 4146
