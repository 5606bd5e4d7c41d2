"""An HMIS CSV import, beside PostgreSQL's COPY of the same rows and Django's bulk_create.

Clients with a desk enrolment each, half of them with an exit and a service: the import reads,
checks and maps them and writes people, names, search keys, encounters, cases and identifiers.
COPY puts exactly the rows so written into bare tables, without key, constraint, policy or check,
from memory. "Same tables" puts them, also from memory, where the import does: what the keys,
constraints and policies of the tables cost by themselves. bulk_create makes the same objects in
the same tables through Django.
"""

import csv
import datetime as dt
import io
import random
import resource
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from benchmarks.frame import median, milliseconds, say, timed
from lgnet.cases.models import Case
from lgnet.encounters.models import Encounter, ServiceGiven
from lgnet.exchange.actions.hmis import import_hmis_csv
from lgnet.exchange.models import ExternalRecord
from lgnet.kernel.bulk_sets import analyse
from lgnet.kernel.sealed_fields import DataKeyField
from lgnet.kernel.tenancy import scope
from lgnet.network.models import City
from lgnet.people.models import Person, PersonName, SearchKey

PEOPLE, PEOPLE_QUICK = 20_000, 600
# Memory is measured on a file ten times as large as the first, in the same process.
LARGE = 100_000
ROUNDS = 3
WRITTEN: tuple[type[models.Model], ...] = (
    Person,
    PersonName,
    SearchKey,
    Encounter,
    ServiceGiven,
    Case,
    ExternalRecord,
)
BATCH = 1_000  # objects a bulk_create statement
_GIVEN = ("Amina", "Ibrahim", "Fatou", "Moussa", "Olga", "Maria", "Yusuf", "Blessing", "Li")
_FAMILY = ("Diallo", "Traoré", "Okafor", "Haile", "Kovalenko", "Hossain", "Khan", "Zhang", "Sow")
_FIRST = dt.date(2023, 1, 1)
_STAMPS = {"DateCreated": "2025-01-01 08:00:00", "DateUpdated": "2025-01-01 08:00:00"}


def run(quick: bool) -> dict[str, Any]:
    """Import, copy and bulk-create by turns, each round into a city of its own."""
    people = PEOPLE_QUICK if quick else PEOPLE
    cities = list(City.objects.order_by("name")[: 3 * ROUNDS + 3])
    with tempfile.TemporaryDirectory() as folder:
        with timed("making the files"):
            small = _export(Path(folder) / "small.zip", people)
            tiny = _export(Path(folder) / "tiny.zip", 200)
        with timed("warming up"):
            _import(tiny, cities.pop())
        memory = {} if quick else _memory(Path(folder), cities.pop())
        times: dict[str, list[float]] = {
            "import": [],
            "copy": [],
            "same_tables": [],
            "bulk_create": [],
        }
        source_rows = _rows_of(small)
        for number in range(ROUNDS):
            here, there, elsewhere = (cities.pop() for _ in range(3))
            times["import"].append(milliseconds(lambda city=here: _import(small, city)))
            blocks, written = _written(here)
            times["copy"].append(milliseconds(lambda b=blocks: _copy(b)))
            times["same_tables"].append(
                milliseconds(lambda b=blocks, c=elsewhere: _same_tables(b, c))
            )
            times["bulk_create"].append(_bulk_create(here, there))
            say(
                f"  round {number + 1}: "
                + ", ".join(f"{k} {v[-1]:.0f} ms" for k, v in times.items())
            )
    taken = {name: median(values) / 1000 for name, values in times.items()}
    return {
        "figure": round(source_rows / taken["import"]),
        "unit": "source rows/s",
        "ratio": round(taken["copy"] / taken["import"], 3),
        "against": "COPY of the rows written, from memory into bare tables",
        "ratio_same_tables": round(taken["same_tables"] / taken["import"], 2),
        "ratio_bulk_create": round(taken["bulk_create"] / taken["import"], 2),
        "rows_read": source_rows,
        "rows_written": written,
        "rows_written_a_second": round(written / taken["import"]),
        "seconds": {name: round(value, 2) for name, value in taken.items()},
        **memory,
    }


def _import(path: Path, city: City) -> None:
    summary = import_hmis_csv(path=path, city=city)
    assert summary.rows_left_out == 0, summary.reasons
    assert summary.has_written


def _rows_of(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(archive.read(name).count(b"\n") - 1 for name in archive.namelist())


def _written(city: City) -> tuple[dict[type[models.Model], bytes], int]:
    """Return the rows the import wrote, as COPY takes them, and their number."""
    blocks, count = {}, 0
    with scope(city_id=city.pk), connection.cursor() as cursor:
        for model in WRITTEN:
            table = connection.ops.quote_name(model._meta.db_table)
            with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
                blocks[model] = b"".join(bytes(block) for block in copy)
            count += blocks[model].count(b"\n")
    return blocks, count


def _copy(blocks: dict[type[models.Model], bytes]) -> None:
    """Put the rows into tables that have columns and nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, block in blocks.items():
            _bare(cursor, model, block)


def _same_tables(blocks: dict[type[models.Model], bytes], city: City) -> None:
    """Put the rows into the tables of the application, for another city."""
    with scope(city_id=city.pk), connection.cursor() as cursor:
        for model, block in blocks.items():
            bare = _bare(cursor, model, block)
            cursor.execute(f"UPDATE {bare} SET city_id = %s", [city.pk])
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {bare}")
            analyse(model)


def _bare(cursor: Any, model: type[models.Model], block: bytes) -> str:
    bare = f"bare_{model._meta.db_table}"
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute(f"CREATE TEMPORARY TABLE {bare} (LIKE {table}) ON COMMIT DROP")
    with cursor.copy(f"COPY {bare} FROM STDIN") as copy:
        for start in range(0, len(block), 65_536):
            copy.write(block[start : start + 65_536])
    return bare


def _bulk_create(here: City, there: City) -> float:
    """Return the milliseconds in which bulk_create makes the rows of one city in another."""
    objects: dict[type[models.Model], list[models.Model]] = {}
    people: dict[Any, models.Model] = {}
    with scope(city_id=here.pk):
        for model in WRITTEN:
            rows = model.objects.order_by("pk")
            if any(field.name == "person" for field in model._meta.fields):
                rows = rows.select_related("person")
            objects[model] = [_anew(item, there, people) for item in rows]
            if model is Person:
                people = {item.pk: item for item in objects[model]}

    def create() -> None:
        with scope(city_id=there.pk):
            for model, made in objects.items():
                model.objects.bulk_create(made, batch_size=BATCH)

    return milliseconds(create)


def _anew(item: models.Model, city: City, people: dict[Any, models.Model]) -> models.Model:
    """Return the same row for another city, its values opened: sealed there with keys of there."""
    opened = {
        field.attname: getattr(item, field.attname)
        for field in item._meta.concrete_fields
        if not isinstance(field, DataKeyField)
    }
    made = type(item)(**opened | {"city_id": city.pk})
    if opened.get("person_id") in people:
        made.person = people[opened["person_id"]]
    return made


def _memory(folder: Path, city: City) -> dict[str, Any]:
    """Return how much the process grows by a file of 300,000 rows, in megabytes."""
    large = _export(folder / "large.zip", LARGE)
    before = _peak_mb()
    with timed(f"a file of {_rows_of(large):,} rows"):
        _import(large, city)
    return {"memory_rows": _rows_of(large), "memory_growth_mb": round(_peak_mb() - before, 1)}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _export(path: Path, people: int) -> Path:
    """Write an export of so many invented people."""
    chance = random.Random(people)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in _tables(chance, people):
            with archive.open(name, "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
                writer: Any = None
                for row in rows():
                    if writer is None:
                        writer = csv.DictWriter(text, list(row))
                        writer.writeheader()
                    writer.writerow(row)
    return path


def _tables(
    chance: random.Random, people: int
) -> Iterator[tuple[str, Callable[[], Iterator[dict[str, object]]]]]:
    entries = [_FIRST + dt.timedelta(days=chance.randrange(700)) for _ in range(people)]
    yield (
        "Export.csv",
        lambda: iter(
            [
                {
                    "ExportID": 1,
                    "SourceID": "B",
                    "ExportDate": "2025-01-31 08:00:00",
                    "CSVVersion": "2026 v1",
                    "HashStatus": 1,
                    "ImplementationID": f"bench-{people}",
                }
            ]
        ),
    )
    yield (
        "Organization.csv",
        lambda: iter(
            [
                {"OrganizationID": 1, "OrganizationName": "Bench", "VictimServiceProvider": 0}
                | _STAMPS
            ]
        ),
    )
    yield (
        "Project.csv",
        lambda: iter(
            [
                {
                    "ProjectID": 1,
                    "OrganizationID": 1,
                    "ProjectName": "Desk",
                    "OperatingStartDate": "2020-01-01",
                    "OperatingEndDate": "",
                    "ProjectType": 6,
                    "HousingType": "",
                    "RRHSubType": "",
                }
                | _STAMPS
            ]
        ),
    )
    yield "Client.csv", lambda: (_client(chance, key) for key in range(people))
    yield (
        "Enrollment.csv",
        lambda: (
            {
                "EnrollmentID": key,
                "PersonalID": key,
                "ProjectID": 1,
                "EntryDate": entry,
                "HouseholdID": f"h{key}",
                "RelationshipToHoH": 1,
                "DateOfEngagement": "",
                "MoveInDate": "",
            }
            | _STAMPS
            for key, entry in enumerate(entries)
        ),
    )
    yield (
        "Exit.csv",
        lambda: (
            {
                "ExitID": key,
                "EnrollmentID": key,
                "PersonalID": key,
                "ExitDate": entry + dt.timedelta(days=30),
                "Destination": 410,
            }
            | _STAMPS
            for key, entry in enumerate(entries)
            if key % 2
        ),
    )
    yield (
        "Services.csv",
        lambda: (
            {
                "ServicesID": key,
                "EnrollmentID": key,
                "PersonalID": key,
                "DateProvided": entry,
                "RecordType": 144,
                "TypeProvided": 2,
            }
            | _STAMPS
            for key, entry in enumerate(entries)
            if key % 2
        ),
    )


def _client(chance: random.Random, key: int) -> dict[str, object]:
    born = dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(20_000))
    return {
        "PersonalID": key,
        "FirstName": chance.choice(_GIVEN),
        "MiddleName": "",
        "LastName": chance.choice(_FAMILY) + chance.choice(("", "i", "o", "ova")),
        "NameDataQuality": 1,
        "DOB": born,
        "DOBDataQuality": 1,
        "Sex": key % 2,
    } | _STAMPS
