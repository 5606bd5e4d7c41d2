"""Deliberate faults, one for each reason: what is done to the small export, what is found.

Each function spoils an export and returns where the finding must stand: file, column, effect.
"""

import io
import zipfile
from collections.abc import Callable

from lgnet.exchange.enums import Effect, Reason
from tests.exchange.export import HmisExport

OUT, PART, NOTED = (effect.value for effect in Effect)
Place = tuple[str, str, str]
Fault = Callable[[HmisExport], Place]
FAULTS: dict[tuple[Reason, str], Fault] = {}

CLIENT, ENROLMENT, EXIT = "Client.csv", "Enrollment.csv", "Exit.csv"
PROJECT, INVENTORY, SERVICES = "Project.csv", "Inventory.csv", "Services.csv"
LIVING, COC = "CurrentLivingSituation.csv", "ProjectCoC.csv"


def fault(reason: Reason, label: str = "") -> Callable[[Fault], Fault]:
    """Register a fault under its reason; ``label`` tells several of one reason apart."""

    def register(function: Fault) -> Fault:
        FAULTS[(reason, label)] = function
        return function

    return register


def _cell(file: str, key: str, column: str, value: str, effect: str) -> Fault:
    def spoil(export: HmisExport) -> Place:
        export.row(file, key)[column] = value
        return file, column, effect

    return spoil


CELLS = (
    (Reason.MISSING_VALUE, "entry", ENROLMENT, "e1", "EntryDate", "", OUT),
    (Reason.MISSING_VALUE, "birth", CLIENT, "1", "DOB", "", NOTED),
    (Reason.MISSING_VALUE, "sex", CLIENT, "1", "Sex", "", NOTED),
    (Reason.MISSING_VALUE, "service", SERVICES, "s1", "TypeProvided", "", OUT),
    (Reason.BAD_KEY, "long", ENROLMENT, "e1", "HouseholdID", "9" * 33, PART),
    (Reason.BAD_KEY, "control", ENROLMENT, "e1", "PersonalID", "a\x07b", OUT),
    (Reason.BAD_DATE, "american", ENROLMENT, "e1", "EntryDate", "03/01/2024", OUT),
    (Reason.BAD_DATE, "no such day", ENROLMENT, "e1", "EntryDate", "2024-02-30", OUT),
    (Reason.BAD_DATE, "optional", CLIENT, "1", "DOB", "17.05.1990", PART),
    (Reason.DATE_LAYOUT, "two digits", CLIENT, "1", "DateUpdated", "13-06-19", NOTED),
    (Reason.IMPLAUSIBLE_DATE, "old", CLIENT, "1", "DOB", "1850-01-01", PART),
    (Reason.IMPLAUSIBLE_DATE, "far", EXIT, "xe1", "ExitDate", "9999-12-31", OUT),
    (Reason.BAD_NUMBER, "negative", INVENTORY, "i-home", "BedInventory", "-3", OUT),
    (Reason.BAD_NUMBER, "broken", INVENTORY, "i-home", "UnitInventory", "1.5", PART),
    (Reason.UNKNOWN_CODE, "project", PROJECT, "desk", "ProjectType", "77", OUT),
    (Reason.UNKNOWN_CODE, "sex", CLIENT, "1", "Sex", "3", PART),
    (Reason.UNKNOWN_CODE, "record", SERVICES, "s1", "RecordType", "999", OUT),
    (Reason.UNKNOWN_CODE, "type", SERVICES, "s1", "TypeProvided", "55", OUT),
    (Reason.UNKNOWN_CODE, "bed night", SERVICES, "n1", "TypeProvided", "2", NOTED),
    (Reason.UNKNOWN_CODE, "situation", LIVING, "l1", "CurrentLivingSituation", "999", PART),
    (Reason.CELL_TOO_LONG, "name", CLIENT, "1", "FirstName", "n" * 201, PART),
    (Reason.CONTRADICTS_QUALITY, "name", CLIENT, "1", "NameDataQuality", "9", NOTED),
    (Reason.DELETED_AT_SOURCE, "", ENROLMENT, "e1", "DateDeleted", "2025-01-01 08:00:00", OUT),
    (Reason.AFTER_EXPORT, "entry", ENROLMENT, "e1", "EntryDate", "2025-02-10", OUT),
    (Reason.AFTER_EXPORT, "exit", EXIT, "xe1", "ExitDate", "2025-02-10", OUT),
    (Reason.AFTER_EXPORT, "service", SERVICES, "s1", "DateProvided", "2025-02-10", OUT),
    (Reason.AFTER_EXPORT, "contact", LIVING, "l1", "InformationDate", "2025-02-10", OUT),
    (Reason.AFTER_EXPORT, "birth", CLIENT, "1", "DOB", "2025-02-10", PART),
    (Reason.AFTER_EXPORT, "move-in", ENROLMENT, "e3", "MoveInDate", "2025-02-10", PART),
    (Reason.EXIT_BEFORE_ENTRY, "", EXIT, "xe1", "ExitDate", "2024-02-01", OUT),
    (Reason.END_BEFORE_START, "stock", INVENTORY, "i-home", "InventoryEndDate", "2019-01-01", OUT),
    (Reason.END_BEFORE_START, "project", PROJECT, "desk", "OperatingEndDate", "2019-01-01", PART),
    (Reason.OUTSIDE_ENROLMENT, "service", SERVICES, "s1", "DateProvided", "2024-10-20", NOTED),
    (Reason.OUTSIDE_ENROLMENT, "contact", LIVING, "l1", "InformationDate", "2024-05-05", NOTED),
    (Reason.MOVE_IN_BEFORE_ENTRY, "", ENROLMENT, "e3", "MoveInDate", "2024-01-10", PART),
    (Reason.NOT_MOVED_IN, "", ENROLMENT, "e3", "MoveInDate", "", OUT),
    (Reason.SERVICE_WITHOUT_EQUAL, "", SERVICES, "s1", "TypeProvided", "6", OUT),
    (Reason.NO_BEDS, "", INVENTORY, "i-home", "BedInventory", "0", OUT),
    (Reason.TOO_MANY_BEDS, "", INVENTORY, "i-home", "BedInventory", "50000", OUT),
    (Reason.NOT_ENGAGED, "", ENROLMENT, "e4", "DateOfEngagement", "", NOTED),
    (
        Reason.ENGAGED_OUTSIDE_ENROLMENT,
        "",
        ENROLMENT,
        "e4",
        "DateOfEngagement",
        "2024-05-01",
        PART,
    ),
)
for _reason, _label, _file, _key, _column, _value, _effect in CELLS:
    FAULTS[(_reason, _label)] = _cell(_file, _key, _column, _value, _effect)


def _mangled(export: HmisExport, file: str, key: str, change: Callable[[str], str]) -> Place:
    """Change the raw line of a row."""
    lines = export.text(file).split("\r\n")
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{key},"))
    lines[place] = change(lines[place])
    export.extra[file] = "\r\n".join(lines).encode()
    return file, "", OUT


@fault(Reason.UNREADABLE_ROW)
def _quotes(export):
    return _mangled(export, CLIENT, "1", lambda line: line.replace("Nome1", '"Nome"1'))


@fault(Reason.TOO_FEW_COLUMNS)
def _few(export):
    return _mangled(export, CLIENT, "1", lambda line: line.rsplit(",", 3)[0])


@fault(Reason.TOO_MANY_COLUMNS)
def _many(export):
    return _mangled(export, CLIENT, "1", lambda line: f"{line},one,more")


@fault(Reason.NUL_BYTE)
def _nul(export):
    return _mangled(export, CLIENT, "1", lambda line: line.replace("Nome1", "No\0me"))


@fault(Reason.MISSING_VALUE, "name")
def _nameless(export):
    export.row(CLIENT, "1").update(FirstName="", LastName="")
    return CLIENT, "FirstName", NOTED


@fault(Reason.CONTRADICTS_QUALITY)
def _birth_not_given(export):
    export.row(CLIENT, "1")["DOBDataQuality"] = "99"
    return CLIENT, "DOB", PART


@fault(Reason.DUPLICATE_KEY)
def _twice(export):
    export.tables[CLIENT].append(dict(export.row(CLIENT, "1")))
    return CLIENT, "", OUT


@fault(Reason.DUPLICATE_KEY, "exit")
def _two_exits(export):
    export.tables[EXIT].append(export.row(EXIT, "xe1") | {"ExitID": "again"})
    return EXIT, "EnrollmentID", OUT


@fault(Reason.UNKNOWN_ORGANISATION)
def _no_organisation(export):
    export.row(PROJECT, "desk")["OrganizationID"] = "nobody"
    return PROJECT, "OrganizationID", OUT


@fault(Reason.UNKNOWN_PROJECT)
def _no_project(export):
    export.row(ENROLMENT, "e1")["ProjectID"] = "nowhere"
    return ENROLMENT, "ProjectID", OUT


@fault(Reason.UNKNOWN_PROJECT, "inventory")
def _no_project_of_stock(export):
    export.row(INVENTORY, "i-home")["ProjectID"] = "nowhere"
    return INVENTORY, "ProjectID", OUT


@fault(Reason.UNKNOWN_PERSON)
def _no_person(export):
    export.row(ENROLMENT, "e1")["PersonalID"] = "nobody"
    return ENROLMENT, "PersonalID", OUT


@fault(Reason.UNKNOWN_ENROLMENT)
def _no_enrolment(export):
    export.row(SERVICES, "s1")["EnrollmentID"] = "none"
    return SERVICES, "EnrollmentID", OUT


@fault(Reason.OTHER_PERSON)
def _other_person(export):
    export.row(SERVICES, "s1")["PersonalID"] = "1"
    return SERVICES, "PersonalID", OUT


@fault(Reason.NO_ENROLMENT)
def _lonely(export):
    export.person("7")
    return CLIENT, "PersonalID", OUT


@fault(Reason.EXIT_BEFORE_ENTRY, "enrolment")
def _backwards(export):
    export.row(EXIT, "xe1")["ExitDate"] = "2024-02-01"
    return ENROLMENT, "EntryDate", OUT


@fault(Reason.ENTRY_BEFORE_BIRTH)
def _unborn(export):
    export.row(CLIENT, "1")["DOB"] = "2024-04-01"
    return ENROLMENT, "EntryDate", NOTED


@fault(Reason.ENTRY_BEFORE_OPENING)
def _early(export):
    export.row(PROJECT, "desk")["OperatingStartDate"] = "2024-07-01"
    return ENROLMENT, "EntryDate", NOTED


@fault(Reason.ENTRY_AFTER_CLOSING)
def _late(export):
    export.row(PROJECT, "desk")["OperatingEndDate"] = "2024-02-01"
    return ENROLMENT, "EntryDate", NOTED


@fault(Reason.MOVE_IN_AFTER_EXIT)
def _moved_in_late(export):
    export.enrol("e7", "1", "home", "2024-07-01", "2024-08-01", MoveInDate="2024-09-01")
    return ENROLMENT, "MoveInDate", OUT


@fault(Reason.NO_NIGHTS)
def _same_day(export):
    export.row(EXIT, "xe1")["ExitDate"] = "2024-03-01"
    return ENROLMENT, "ExitDate", OUT


@fault(Reason.NO_BED_NIGHTS)
def _no_bed_nights(export):
    export.enrol("e7", "1", "nights", "2024-07-01")
    return ENROLMENT, "EnrollmentID", OUT


@fault(Reason.BED_NIGHT_ELSEWHERE)
def _bed_night_at_a_desk(export):
    export.serve("n9", "e5", "5", "2024-07-01", 200, 200)
    return SERVICES, "RecordType", OUT


@fault(Reason.NO_PLACE)
def _full(export):
    export.enrol("e7", "3", "shelter", "2024-04-02", "2024-04-20")
    return ENROLMENT, "EntryDate", OUT


@fault(Reason.NO_PLACE, "bed night")
def _full_night(export):
    export.enrol("e7", "1", "nights", "2024-11-01")
    export.serve("n9", "e7", "1", "2024-11-02", 200, 200)
    return SERVICES, "DateProvided", OUT


@fault(Reason.NIGHTS_WITHOUT_PLACE)
def _waits(export):
    export.enrol("e7", "3", "shelter", "2024-04-02", "2024-05-20")
    return ENROLMENT, "EntryDate", PART


@fault(Reason.OVERLAPPING_STAY)
def _moves_on(export):
    export.enrol("e7", "1", "home", "2024-04-10", "2024-06-01", MoveInDate="2024-04-20")
    return ENROLMENT, "EntryDate", PART


@fault(Reason.OVERLAPPING_STAY, "same nights")
def _two_at_once(export):
    export.enrol("e7", "1", "home", "2024-03-01", "2024-05-01", MoveInDate="2024-03-01")
    return ENROLMENT, "EntryDate", OUT


@fault(Reason.PROJECT_WITHOUT_PLACES)
def _no_stock(export):
    export.tables[INVENTORY].remove(export.row(INVENTORY, "i-home"))
    return PROJECT, "ProjectID", NOTED


@fault(Reason.NO_STRUCTURE)
def _stock_of_a_desk(export):
    export.row(INVENTORY, "i-home")["ProjectID"] = "desk"
    return INVENTORY, "ProjectID", OUT


@fault(Reason.AFTER_CLOSING)
def _stock_goes_on(export):
    export.row(PROJECT, "home")["OperatingEndDate"] = "2024-12-31"
    return INVENTORY, "InventoryEndDate", PART


@fault(Reason.AFTER_CLOSING, "all of it")
def _stock_begins_late(export):
    export.row(PROJECT, "home")["OperatingEndDate"] = "2020-12-31"
    export.row(INVENTORY, "i-home")["InventoryStartDate"] = "2021-06-01"
    return INVENTORY, "InventoryStartDate", OUT


@fault(Reason.NO_HOUSEHOLD_HEAD)
def _headless(export):
    export.row(ENROLMENT, "e1")["RelationshipToHoH"] = "2"
    return ENROLMENT, "RelationshipToHoH", NOTED


@fault(Reason.TWO_HOUSEHOLD_HEADS)
def _two_heads(export):
    export.row(ENROLMENT, "e2")["HouseholdID"] = "he1"
    return ENROLMENT, "RelationshipToHoH", NOTED


@fault(Reason.CASE_JOINED)
def _two_turns(export):
    export.enrol("e7", "5", "desk", "2024-08-01")
    return ENROLMENT, "EntryDate", NOTED


@fault(Reason.FILE_MISSING)
def _no_file(export):
    del export.tables[COC]
    return COC, "", NOTED


@fault(Reason.FILE_UNKNOWN)
def _odd_file(export):
    export.extra["Horoscope.csv"] = b"a,b\r\n1,2\r\n"
    return "Horoscope.csv", "", NOTED


@fault(Reason.NESTED_ARCHIVE)
def _archive_inside(export):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("Client.csv", "PersonalID\r\n")
    export.extra["more.zip"] = inner.getvalue()
    return "more.zip", "", NOTED


@fault(Reason.COLUMN_MISSING)
def _no_column(export):
    export.headings[CLIENT].remove("Sex")
    for row in export.tables[CLIENT]:
        del row["Sex"]
    return CLIENT, "Sex", NOTED


@fault(Reason.COLUMN_UNKNOWN)
def _odd_column(export):
    export.headings[CLIENT].append("ShoeSize")
    return CLIENT, "ShoeSize", NOTED


@fault(Reason.NOT_UTF8)
def _windows(export):
    export.row(CLIENT, "1")["FirstName"] = "Zoë"
    export.extra[CLIENT] = export.text(CLIENT).encode("cp1252")
    return CLIENT, "", NOTED


@fault(Reason.OTHER_VERSION)
def _older(export):
    export.row("Export.csv", "e1")["CSVVersion"] = "2024 v1.4"
    return "Export.csv", "CSVVersion", NOTED


@fault(Reason.ONE_ROW)
def _two_exports(export):
    export.add("Export.csv", **export.row("Export.csv", "e1") | {"ExportID": "e2"})
    return "Export.csv", "", OUT


# Reasons that a second, changed export brings, or rows of ours: tested where that is told.
ELSEWHERE = {
    Reason.PLACES_KEPT,
    Reason.STAY_MOVED,
    Reason.CHANGED_HERE,
    Reason.CASE_ALREADY_OPEN,
}
