"""Judges: what is checked between the cells of one row, and what a client's row amounts to."""

import datetime as dt
from typing import Any

from lgnet.encounters.enums import Setting
from lgnet.exchange.enums import Effect, Reason
from lgnet.exchange.rules import (
    FULL,
    MISSING_ANSWERS,
    MOST_BEDS_A_ROW,
    PARTIAL,
    birth_precision,
    first_day_meant,
)
from lgnet.housing.enums import UnitKind
from lgnet.kernel.answers import Answer
from lgnet.people.catalogue import script_of
from lgnet.people.enums import Script

from . import codes
from .reader import Judge, Report, Row

LONGEST_CALL = 200  # characters of what a person is called


def _script(name: str) -> str:
    return Script.LATIN.value if name.isascii() else script_of(name).value


def _before(day: dt.date | None, other: dt.date | None) -> bool:
    return day is not None and other is not None and day < other


def judge_project(row: Row, report: Report) -> bool:
    """From line, id, organisation, name, opened, closed, type, housing type, subtype
    to ... type, setting, kind of structure, kind of its units.
    """
    if _before(row[5], row[4]):
        report(Reason.END_BEFORE_START, "OperatingEndDate", Effect.IN_PART)
        row[5] = None
    project_type, housing_type, subtype = row[6:9]
    setting = codes.PROJECT_SETTING[project_type]
    if project_type == codes.RAPID_REHOUSING and subtype == codes.SERVICES_ONLY:
        setting = Setting.DESK.value
    is_flat = project_type in codes.PERMANENT_TYPES or housing_type in (2, 3)
    kind = codes.STRUCTURE_KIND[project_type].value if setting == codes.STAY else None
    unit_kind = UnitKind.FLAT.value if is_flat else UnitKind.ROOM.value
    row[7:] = [setting, kind, unit_kind]
    return True


def judge_address(row: Row, report: Report) -> bool:
    """From line, id, project, two lines of address, city, postal code to line, id, project,
    address.
    """
    parts = [part for part in (row[3], row[4], " ".join(filter(None, row[5:7]))) if part]
    row[3:] = [", ".join(parts)[:200]]
    return True


def judge_inventory(row: Row, report: Report) -> bool:
    """line, id, project, units, beds, from, until."""
    if _before(row[6], row[5]):
        report(Reason.END_BEFORE_START, "InventoryEndDate", Effect.LEFT_OUT)
        return False
    if row[4] == 0:
        report(Reason.NO_BEDS, "BedInventory", Effect.LEFT_OUT)
        return False
    if row[4] > MOST_BEDS_A_ROW:
        report(Reason.TOO_MANY_BEDS, "BedInventory", Effect.LEFT_OUT)
        return False
    return True


def judge_service(row: Row, report: Report) -> bool:
    """line, id, enrolment, person, day, record type, type provided."""
    if row[5] == codes.BED_NIGHT:
        if row[6] not in (None, codes.BED_NIGHT):
            report(Reason.UNKNOWN_CODE, "TypeProvided", Effect.NOTED)
        row.append(None)
        return True
    if row[6] is None:
        report(Reason.MISSING_VALUE, "TypeProvided", Effect.LEFT_OUT)
        return False
    known = codes.SERVICES[row[5]]
    if row[6] not in known:
        report(Reason.UNKNOWN_CODE, "TypeProvided", Effect.LEFT_OUT)
        return False
    if known[row[6]] is None:
        report(Reason.SERVICE_WITHOUT_EQUAL, "TypeProvided", Effect.LEFT_OUT)
        return False
    row.append(known[row[6]])
    return True


def not_after(*, export_day: dt.date, index: int, column: str) -> Judge:
    """Return the judge that leaves out a row about a day after the export was made."""

    def judge(row: Row, report: Report) -> bool:
        if row[index] > export_day:
            report(Reason.AFTER_EXPORT, column, Effect.LEFT_OUT)
            return False
        return True

    return judge


def enrolment_judge(*, export_day: dt.date) -> Judge:
    """Return the judge of enrolments: line, id, person, project, entry, household, relation,
    engaged, moved in.
    """
    entered = not_after(export_day=export_day, index=4, column="EntryDate")

    def judge(row: Row, report: Report) -> bool:
        for index, column in ((7, "DateOfEngagement"), (8, "MoveInDate")):
            if row[index] is not None and row[index] > export_day:
                report(Reason.AFTER_EXPORT, column, Effect.IN_PART)
                row[index] = None
        return entered(row, report)

    return judge


def both(first: Judge, second: Judge) -> Judge:
    """Return the judge that asks one, then the other."""
    return lambda row, report: first(row, report) and second(row, report)


def client_judge(*, export_day: dt.date, is_hashed: bool) -> Judge:
    """Return the judge of clients: it turns codes into our answers.

    From line, id, given, middle, family, name quality, birth, birth quality, sex
    to line, id, known as, given, middle, family, their scripts, sex, its answer, birth, its
    precision, its answer.
    """

    def judge(row: Row, report: Report) -> bool:
        line, key, given, middle, family, quality, birth, birth_quality, sex = row
        if quality in (FULL, PARTIAL) and not (given or family):
            report(Reason.MISSING_VALUE, "FirstName", Effect.NOTED)
        elif quality in MISSING_ANSWERS and (given or family) and not is_hashed:
            report(Reason.CONTRADICTS_QUALITY, "NameDataQuality", Effect.NOTED)
        full = " ".join(part for part in (given, family) if part)
        # A hashed name calls nobody: staff know the person by the number they had before.
        known_as = full[:LONGEST_CALL] if full and not is_hashed else f"HMIS {key}"
        row[:] = [
            line,
            key,
            known_as,
            given,
            middle,
            family,
            *(name and _script(name) for name in (given, middle, family)),
            *_sex(sex, report),
            *_birth(birth, birth_quality, export_day, report),
        ]
        return True

    return judge


def _sex(code: int | None, report: Report) -> tuple[str | None, str]:
    if code is None:
        report(Reason.MISSING_VALUE, "Sex", Effect.NOTED)
        return None, Answer.NOT_ASKED.value
    if code in codes.SEX:
        return codes.SEX[code].value, Answer.KNOWN.value
    return None, MISSING_ANSWERS[code].value


def _birth(
    day: dt.date | None, quality: int | None, export_day: dt.date, report: Report
) -> tuple[Any, Any, str]:
    missing = (None, None)
    if day is not None and day > export_day:
        report(Reason.AFTER_EXPORT, "DOB", Effect.IN_PART)
        return *missing, Answer.NOT_ASKED.value
    if quality in MISSING_ANSWERS:
        if day is not None:
            report(Reason.CONTRADICTS_QUALITY, "DOB", Effect.IN_PART)
        return *missing, MISSING_ANSWERS[quality].value
    if day is None:
        report(Reason.MISSING_VALUE, "DOB", Effect.NOTED)
        return *missing, Answer.NOT_ASKED.value
    precision = birth_precision(day=day, is_partial=quality == PARTIAL)
    return first_day_meant(day=day, precision=precision), precision.value, Answer.KNOWN.value
