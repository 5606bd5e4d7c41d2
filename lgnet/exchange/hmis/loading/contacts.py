"""Contacts and cases: what happened on the street and at desks."""

from lgnet.cases.actions.bulk_sets import add_cases_from, change_cases_from
from lgnet.cases.enums import CaseState, Outcome
from lgnet.encounters.actions.bulk_sets import (
    add_encounters_from,
    add_services_from,
    change_encounters_from,
    change_services_from,
)
from lgnet.encounters.enums import Setting
from lgnet.exchange.enums import Effect, ExternalKind, Reason
from lgnet.exchange.hmis import codes
from lgnet.exchange.hmis.staging import ENROLMENTS, FINDINGS, LIVING, SERVICES, execute, note

from .mapping import Cell, plan, record
from .spells import SPELLS

_PEOPLE = "plan_person"
# The source knows the day only; noon keeps it the same day, and night, in any season.
_NOON = "(({day}) + time '12:00') AT TIME ZONE 'Europe/Rome'"


def load_encounters(cell: Cell) -> None:
    """Write one encounter for each enrolment and day on which something is recorded.

    That is the entry to a desk or street project, a living situation taken down, or a service
    given; several services on one day are one encounter.
    """
    contacts = (
        f"SELECT id AS enrolment, entry_on AS day FROM {SPELLS} WHERE setting <> '{codes.STAY}'"
        f" UNION SELECT enrolment, seen_on FROM {LIVING}"
        f" UNION SELECT enrolment, given_on FROM {SERVICES} WHERE service IS NOT NULL"
    )
    table = plan(
        cell,
        ExternalKind.ENCOUNTER,
        "SELECT s.id || '/' || c.day AS external_id, s.person, p.object_id AS person_id, c.day,"
        f" CASE WHEN s.setting = '{Setting.STREET}' THEN '{Setting.STREET}'"
        f" ELSE '{Setting.DESK}' END AS setting"
        f" FROM ({contacts}) AS c JOIN {SPELLS} AS s ON s.id = c.enrolment"
        f" JOIN {_PEOPLE} AS p ON p.external_id = s.person WHERE s.compartment = %s",
        digest=("person", "day", "setting"),
        params=[cell.compartment_id],
    )
    columns = ("id", "person_id", "setting", "happened_at")
    chosen = f"SELECT object_id, person_id, setting, {_NOON.format(day='day')} FROM {table}"
    add_encounters_from(columns, f"{chosen} WHERE is_new")
    change_encounters_from(columns, f"{chosen} WHERE is_changed")
    record(cell, ExternalKind.ENCOUNTER, table)
    _load_services(cell)


def _load_services(cell: Cell) -> None:
    table = plan(
        cell,
        ExternalKind.SERVICE_GIVEN,
        "SELECT e.external_id || '/' || g.service AS external_id, e.object_id AS encounter_id,"
        " d.id AS service_id, g.quantity FROM (SELECT enrolment || '/' || given_on AS encounter,"
        f" service, least(count(*), 32767) AS quantity FROM {SERVICES} WHERE service IS NOT NULL"
        " GROUP BY enrolment, given_on, service) AS g"
        " JOIN plan_encounter AS e ON e.external_id = g.encounter"
        " JOIN directory_service AS d ON d.code = g.service",
        digest=("quantity",),
    )
    columns = ("id", "encounter_id", "service_id", "quantity")
    chosen = f"SELECT object_id, encounter_id, service_id, quantity FROM {table}"
    add_services_from(columns, f"{chosen} WHERE is_new")
    change_services_from(columns, f"{chosen} WHERE is_changed")
    record(cell, ExternalKind.SERVICE_GIVEN, table)


def load_cases(cell: Cell) -> None:
    """Write cases: desk enrolments from their entry, street ones from the day of engagement.

    Enrolments of one person that touch are one case, because somebody answers for a person
    once. A case of ours that is open already is left as it is.
    """
    _lay_out_turns(cell)
    table = plan(
        cell,
        ExternalKind.CASE,
        "SELECT min(external_id) FILTER (WHERE place = 1) AS external_id, person, person_id,"
        " min(from_on) AS from_on, nullif(max(until_on), 'infinity') AS until_on,"
        " (array_agg(destination ORDER BY until_on DESC, line DESC))[1] AS destination,"
        " min(line) FILTER (WHERE place = 1) AS line"
        " FROM hmis_turn GROUP BY person, person_id, island",
        digest=("person", "from_on", "until_on", "destination"),
    )
    _leave_closed_here(table)
    _leave_open_ones(table)
    outcomes = " ".join(f"WHEN {code} THEN '{outcome}'" for code, outcome in codes.OUTCOME.items())
    columns = ("id", "person_id", "state", "opened_at", "closed_at", "outcome")
    chosen = (
        f"SELECT object_id, person_id, CASE WHEN until_on IS NULL THEN coalesce("
        "(SELECT k.state FROM cases_case AS k WHERE k.id = object_id"
        f" AND k.state <> '{CaseState.CLOSED}'), '{CaseState.OPEN}')"
        f" ELSE '{CaseState.CLOSED}' END, {_NOON.format(day='from_on')},"
        f" {_NOON.format(day='until_on')}, CASE WHEN until_on IS NULL THEN NULL ELSE"
        f" CASE destination {outcomes} ELSE '{Outcome.LOST_CONTACT}' END END FROM {table}"
    )
    # What staff said of a case (begun, paused) stays.
    # Closings before openings: the same person may have both.
    change_cases_from(columns, f"{chosen} WHERE is_changed AND until_on IS NOT NULL")
    change_cases_from(columns, f"{chosen} WHERE is_changed AND until_on IS NULL")
    add_cases_from(columns, f"{chosen} WHERE is_new")
    record(cell, ExternalKind.CASE, table)


def _lay_out_turns(cell: Cell) -> None:
    """Make the table of times in charge, those of one person that touch numbered alike."""
    inside = "s.engaged_on BETWEEN s.entry_on AND coalesce(s.exit_on, 'infinity')"
    for reason, effect, where in (
        (Reason.NOT_ENGAGED, Effect.NOTED, "s.engaged_on IS NULL"),
        (Reason.ENGAGED_OUTSIDE_ENROLMENT, Effect.IN_PART, f"NOT {inside}"),
    ):
        note(
            ENROLMENTS,
            reason=reason,
            column="DateOfEngagement",
            effect=effect,
            join=f"JOIN {SPELLS} AS s ON s.id = t.id AND s.compartment = %s",
            where=f"s.setting = '{Setting.STREET}' AND {where}",
            params=[cell.compartment_id],
        )
    execute("DROP TABLE IF EXISTS hmis_turn")
    execute(
        "CREATE TEMPORARY TABLE hmis_turn ON COMMIT DROP AS"
        " WITH turns AS (SELECT s.id AS external_id, s.line, s.person, p.object_id AS person_id,"
        f" CASE WHEN s.setting = '{Setting.STREET}' THEN s.engaged_on ELSE s.entry_on END"
        " AS from_on, coalesce(s.exit_on, 'infinity') AS until_on, s.destination"
        f" FROM {SPELLS} AS s JOIN {_PEOPLE} AS p ON p.external_id = s.person"
        f" WHERE s.compartment = %s AND (s.setting = '{Setting.DESK}'"
        f" OR s.setting = '{Setting.STREET}' AND {inside})),"
        " starts AS (SELECT *, from_on > max(until_on) OVER (PARTITION BY person"
        " ORDER BY from_on, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS is_apart"
        " FROM turns),"
        " islands AS (SELECT *, count(*) FILTER (WHERE is_apart) OVER (PARTITION BY person"
        " ORDER BY from_on, line) AS island FROM starts)"
        " SELECT *, row_number() OVER (PARTITION BY person, island ORDER BY from_on, line)"
        " AS place FROM islands",
        [cell.compartment_id],
    )
    execute(
        f"INSERT INTO {FINDINGS} SELECT 'Enrollment.csv', line, external_id, 'EntryDate', %s, %s"
        " FROM hmis_turn WHERE place > 1",
        [Reason.CASE_JOINED.value, Effect.NOTED.value],
    )


def _leave_closed_here(table: str) -> None:
    """Leave alone the cases that staff closed: an import opens none of them again."""
    execute(
        f"WITH left_alone AS (UPDATE {table} AS p SET is_changed = FALSE FROM cases_case AS k"
        " WHERE k.id = p.object_id AND p.is_changed AND k.closed_by_id IS NOT NULL"
        " RETURNING p.line, p.external_id)"
        f" INSERT INTO {FINDINGS} SELECT 'Enrollment.csv', line, external_id, '', %s, %s"
        " FROM left_alone",
        [Reason.CHANGED_HERE.value, Effect.NOTED.value],
    )


def _leave_open_ones(table: str) -> None:
    """Take from the plan open cases of people who have another open case here."""
    execute(
        f"WITH gone AS (DELETE FROM {table} AS t USING cases_case AS k"
        " WHERE k.person_id = t.person_id AND k.state <> %s AND k.id <> t.object_id"
        " AND t.until_on IS NULL AND (t.is_new OR t.is_changed) AND NOT EXISTS"
        f" (SELECT FROM {table} AS o WHERE o.object_id = k.id AND o.until_on IS NOT NULL"
        " AND o.is_changed) RETURNING t.line, t.external_id)"
        f" INSERT INTO {FINDINGS} SELECT 'Enrollment.csv', line, external_id, 'EntryDate', %s, %s"
        " FROM gone",
        [CaseState.CLOSED.value, Reason.CASE_ALREADY_OPEN.value, Effect.IN_PART.value],
    )
