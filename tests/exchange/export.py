"""A small export in the published layout, made here: everything in it is invented.

``small_export()`` has no fault. Tests add the fault they are about: a row, a cell, a file.
"""

import csv
import io
import zipfile
from pathlib import Path

from lgnet.exchange.hmis import layout

MADE = "2025-01-31 08:00:00"
EXPORTED_ON = "2025-01-31"

_FILES = {file.name: file for file in (layout.EXPORT, *layout.CARRIED)}


def heading(file: str) -> list[str]:
    """Return the columns of a file as published: those carried, those not, the metadata."""
    found = _FILES[file]
    own = [column.name for column in found.columns]
    if file == "Export.csv":
        return [*own, *found.left.split()]
    return [*own, *found.left.split(), *layout.METADATA]


class HmisExport:
    """Rows by file, in order; each row is a dictionary of its filled cells."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, str]]] = {name: [] for name in _FILES}
        self.headings = {name: heading(name) for name in _FILES}
        self.extra: dict[str, bytes] = {}

    def add(self, file: str, **cells: object) -> dict[str, str]:
        """Add a row with the metadata every row has; return it."""
        row = {} if file == "Export.csv" else dict.fromkeys(("DateCreated", "DateUpdated"), MADE)
        row |= {name: str(value) for name, value in cells.items()}
        self.tables[file].append(row)
        return row

    def row(self, file: str, key: str) -> dict[str, str]:
        """Return the row of a key, to be changed."""
        name = _FILES[file].key
        return next(row for row in self.tables[file] if row[name] == key)

    def line(self, file: str, row: dict[str, str]) -> int:
        """Return the line on which the row stands."""
        return next(n for n, found in enumerate(self.tables[file], start=2) if found is row)

    def person(self, key: str, **cells: object) -> None:
        """Add a client with plain answers."""
        plain = {
            "FirstName": f"Nome{key}",
            "LastName": f"Cognome{key}",
            "NameDataQuality": 1,
            "DOB": "1990-05-17",
            "DOBDataQuality": 1,
            "Sex": 1,
            "SSN": "123456789",
        }
        self.add("Client.csv", PersonalID=key, **{**plain, **cells})

    def enrol(
        self, key: str, person: str, project: str, entry: str, until: str = "", **cells: object
    ) -> None:
        """Add an enrolment, and its exit where ``until`` is given."""
        self.add(
            "Enrollment.csv",
            EnrollmentID=key,
            PersonalID=person,
            ProjectID=project,
            EntryDate=entry,
            **{"HouseholdID": f"h{key}", "RelationshipToHoH": 1, **cells},
        )
        if until:
            self.add(
                "Exit.csv",
                ExitID=f"x{key}",
                EnrollmentID=key,
                PersonalID=person,
                ExitDate=until,
                Destination=410,
            )

    def serve(
        self, key: str, enrolment: str, person: str, on: str, record: int, kind: int
    ) -> dict[str, str]:
        """Add a service."""
        return self.add(
            "Services.csv",
            ServicesID=key,
            EnrollmentID=enrolment,
            PersonalID=person,
            DateProvided=on,
            RecordType=record,
            TypeProvided=kind,
        )

    def text(self, file: str) -> str:
        """Return a file's text."""
        out = io.StringIO()
        writer = csv.DictWriter(out, self.headings[file], quoting=csv.QUOTE_MINIMAL)
        writer.writeheader()
        writer.writerows(self.tables[file])
        return out.getvalue()

    def write(
        self,
        folder: Path,
        *,
        inside: str = "",
        encoding: str = "utf-8",
        leave_out: tuple[str, ...] = (),
        name: str = "export.zip",
    ) -> Path:
        """Write the archive; return its path."""
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in self.tables:
                if file not in leave_out and file not in self.extra:
                    archive.writestr(f"{inside}{file}", self.text(file).encode(encoding))
            for extra, content in self.extra.items():
                archive.writestr(f"{inside}{extra}", content)
        return path


def small_export() -> HmisExport:
    """Return an export with one project of each sort and a few people, without a fault."""
    export = HmisExport()
    export.add(
        "Export.csv",
        ExportID="e1",
        SourceID="XX-500",
        ExportDate=f"{EXPORTED_ON} 20:00:00",
        CSVVersion="2026 v1",
        HashStatus=1,
        ImplementationID="test",
    )
    export.add(
        "Organization.csv",
        OrganizationID="o1",
        OrganizationName="Casa Aperta",
        VictimServiceProvider=0,
    )
    for key, project_type, name in (
        ("shelter", 0, "Dormitorio"),
        ("nights", 1, "Notti singole"),
        ("home", 3, "Appartamenti"),
        ("street", 4, "Unità di strada"),
        ("desk", 12, "Sportello"),
    ):
        export.add(
            "Project.csv",
            ProjectID=key,
            OrganizationID="o1",
            ProjectName=name,
            OperatingStartDate="2020-01-01",
            ProjectType=project_type,
            HousingType=1 if project_type in (0, 1, 3) else "",
        )
    for project, units, beds in (("shelter", 0, 2), ("nights", 0, 1), ("home", 2, 3)):
        export.add(
            "Inventory.csv",
            InventoryID=f"i-{project}",
            ProjectID=project,
            UnitInventory=units,
            BedInventory=beds,
            InventoryStartDate="2020-01-01",
        )
    export.add(
        "ProjectCoC.csv",
        ProjectCoCID="c1",
        ProjectID="shelter",
        Address1="Via Esempio 1",
        City="Torino",
        ZIP="10100",
    )
    for key in "123456":
        export.person(key)
    export.enrol("e1", "1", "shelter", "2024-03-01", "2024-05-01")
    export.enrol("e2", "2", "shelter", "2024-04-01")
    export.enrol("e3", "3", "home", "2024-02-01", MoveInDate="2024-02-10")
    export.enrol("e4", "4", "street", "2024-06-01", DateOfEngagement="2024-06-08")
    export.enrol("e5", "5", "desk", "2024-06-15", "2024-09-15")
    export.enrol("e6", "6", "nights", "2024-11-01")
    for number, night in enumerate(("2024-11-02", "2024-11-03", "2024-11-07"), start=1):
        export.serve(f"n{number}", "e6", "6", night, 200, 200)
    export.serve("s1", "e5", "5", "2024-06-20", 144, 2)
    export.serve("s2", "e5", "5", "2024-06-20", 152, 1)
    export.serve("s3", "e5", "5", "2024-06-20", 152, 2)
    export.add(
        "CurrentLivingSituation.csv",
        CurrentLivingSitID="l1",
        EnrollmentID="e4",
        PersonalID="4",
        InformationDate="2024-06-05",
        CurrentLivingSituation=116,
    )
    return export
