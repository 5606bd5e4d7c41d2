"""Checks between rows and between files, in the order in which one rests on another.

What is left out here takes with it what refers to it: a service of an enrolment that is left
out has no enrolment.
"""

from lgnet.exchange.enums import Effect, Reason

from . import codes
from .staging import (
    ADDRESSES,
    CLIENTS,
    ENROLMENTS,
    EXITS,
    INVENTORIES,
    LIVING,
    ORGANISATIONS,
    PROJECTS,
    SERVICES,
    TABLES,
    execute,
    note,
)

OUT, PART, NOTED = Effect.LEFT_OUT, Effect.IN_PART, Effect.NOTED


def check() -> None:
    """Report what does not fit between rows; rows left out leave the staging tables."""
    for table in TABLES:
        _unique(table, "id", column="")
    _network()
    _people()
    _enrolments()
    for table, column in ((SERVICES, "DateProvided"), (LIVING, "InformationDate")):
        _of_enrolment(table)
        _inside(table, column)
    _households()


def _unique(table: str, key: str, *, column: str) -> None:
    """Keep the first row of each key."""
    note(
        table,
        reason=Reason.DUPLICATE_KEY,
        column=column,
        effect=OUT,
        join=f"JOIN (SELECT {key} AS key, min(line) AS first FROM {table}"
        f" GROUP BY {key} HAVING count(*) > 1) AS g ON g.key = t.{key} AND t.line > g.first",
    )


def _refers(table: str, field: str, to: str, *, reason: Reason, column: str) -> None:
    note(
        table,
        reason=reason,
        column=column,
        effect=OUT,
        where=f"NOT EXISTS (SELECT FROM {to} AS r WHERE r.id = t.{field})",
    )


def _network() -> None:
    _refers(
        PROJECTS,
        "organisation",
        ORGANISATIONS,
        reason=Reason.UNKNOWN_ORGANISATION,
        column="OrganizationID",
    )
    for table in (ADDRESSES, INVENTORIES):
        _refers(table, "project", PROJECTS, reason=Reason.UNKNOWN_PROJECT, column="ProjectID")
        note(
            table,
            reason=Reason.NO_STRUCTURE,
            column="ProjectID",
            effect=OUT,
            join=f"JOIN {PROJECTS} AS p ON p.id = t.project",
            where="p.setting <> %s",
            params=[codes.STAY],
        )
    _unique(ADDRESSES, "project", column="ProjectID")
    closes = f"JOIN {PROJECTS} AS p ON p.id = t.project AND p.closed_on IS NOT NULL"
    note(
        INVENTORIES,
        reason=Reason.AFTER_CLOSING,
        column="InventoryStartDate",
        effect=OUT,
        join=closes,
        where="t.from_on > p.closed_on",
    )
    note(
        INVENTORIES,
        reason=Reason.AFTER_CLOSING,
        column="InventoryEndDate",
        effect=PART,
        join=closes,
        where="coalesce(t.until_on, 'infinity') > p.closed_on",
    )
    execute(
        f"UPDATE {INVENTORIES} AS t SET until_on = p.closed_on FROM {PROJECTS} AS p"
        " WHERE p.id = t.project AND coalesce(t.until_on, 'infinity') > p.closed_on"
    )
    note(
        PROJECTS,
        reason=Reason.PROJECT_WITHOUT_PLACES,
        column="ProjectID",
        effect=NOTED,
        where="t.setting = %s AND NOT EXISTS"
        f" (SELECT FROM {INVENTORIES} AS i WHERE i.project = t.id)",
        params=[codes.STAY],
    )


def _people() -> None:
    _refers(ENROLMENTS, "person", CLIENTS, reason=Reason.UNKNOWN_PERSON, column="PersonalID")
    _refers(ENROLMENTS, "project", PROJECTS, reason=Reason.UNKNOWN_PROJECT, column="ProjectID")


def _enrolments() -> None:
    _of_enrolment(EXITS)
    _unique(EXITS, "enrolment", column="EnrollmentID")
    both = f"JOIN {EXITS} AS x ON x.enrolment = t.id"
    note(
        ENROLMENTS,
        reason=Reason.EXIT_BEFORE_ENTRY,
        column="EntryDate",
        effect=OUT,
        join=both,
        where="x.exit_on < t.entry_on",
    )
    note(
        EXITS,
        reason=Reason.EXIT_BEFORE_ENTRY,
        column="ExitDate",
        effect=OUT,
        where=f"NOT EXISTS (SELECT FROM {ENROLMENTS} AS e WHERE e.id = t.enrolment)",
    )
    # Who is in no enrolment has nothing to do with the network; and of whom only a refuge's
    # enrolment failed, nothing may appear outside that refuge.
    note(
        CLIENTS,
        reason=Reason.NO_ENROLMENT,
        column="PersonalID",
        effect=OUT,
        where=f"NOT EXISTS (SELECT FROM {ENROLMENTS} AS e WHERE e.person = t.id)",
    )
    note(
        ENROLMENTS,
        reason=Reason.ENTRY_BEFORE_BIRTH,
        column="EntryDate",
        effect=NOTED,
        join=f"JOIN {CLIENTS} AS c ON c.id = t.person",
        where="t.entry_on < c.birth_date",
    )
    project = f"JOIN {PROJECTS} AS p ON p.id = t.project"
    note(
        ENROLMENTS,
        reason=Reason.ENTRY_BEFORE_OPENING,
        column="EntryDate",
        effect=NOTED,
        join=project,
        where="t.entry_on < p.opened_on",
    )
    note(
        ENROLMENTS,
        reason=Reason.ENTRY_AFTER_CLOSING,
        column="EntryDate",
        effect=NOTED,
        join=project,
        where="t.entry_on > p.closed_on",
    )


def _of_enrolment(table: str) -> None:
    _refers(table, "enrolment", ENROLMENTS, reason=Reason.UNKNOWN_ENROLMENT, column="EnrollmentID")
    note(
        table,
        reason=Reason.OTHER_PERSON,
        column="PersonalID",
        effect=OUT,
        join=f"JOIN {ENROLMENTS} AS e ON e.id = t.enrolment",
        where="e.person <> t.person",
    )


def _inside(table: str, column: str) -> None:
    """Report what happened outside its enrolment: it happened all the same."""
    day = "given_on" if table == SERVICES else "seen_on"
    note(
        table,
        reason=Reason.OUTSIDE_ENROLMENT,
        column=column,
        effect=NOTED,
        join=f"JOIN {ENROLMENTS} AS e ON e.id = t.enrolment"
        f" LEFT JOIN {EXITS} AS x ON x.enrolment = t.enrolment",
        where=f"t.{day} < e.entry_on OR t.{day} > x.exit_on",
    )


def _households() -> None:
    """Report a household by its first member: families are not carried yet, errors are told."""
    grouped = (
        "JOIN (SELECT household, project, min(line) AS first,"
        f" count(*) FILTER (WHERE relation = {codes.HEAD}) AS heads,"
        f" count(DISTINCT person) FILTER (WHERE relation = {codes.HEAD}) AS people"
        f" FROM {ENROLMENTS} WHERE household IS NOT NULL GROUP BY household, project) AS h"
        " ON h.first = t.line"
    )
    for reason, where in (
        (Reason.NO_HOUSEHOLD_HEAD, "h.heads = 0"),
        (Reason.TWO_HOUSEHOLD_HEADS, "h.people > 1"),
    ):
        note(
            ENROLMENTS,
            reason=reason,
            column="RelationshipToHoH",
            effect=NOTED,
            join=grouped,
            where=where,
        )
