"""Wishes: the nights each enrolment of a project with beds asks for."""

from lgnet.exchange.enums import Effect, Reason
from lgnet.exchange.hmis import codes
from lgnet.exchange.hmis.staging import ENROLMENTS, SERVICES, execute, note

from .mapping import Cell
from .spells import SPELLS

WISHES = "hmis_wish"

_IS_PERMANENT = f"s.type IN {codes.PERMANENT_TYPES}"
_SLEEPS = f"s.setting = '{codes.STAY}' AND s.type <> {codes.NIGHT_BY_NIGHT}"
_COUNTS_NIGHTS = f"s.setting = '{codes.STAY}' AND s.type = {codes.NIGHT_BY_NIGHT}"


def lay_out_wishes(cell: Cell) -> None:
    """Make the table of wishes of a cell, and report enrolments in which nobody slept."""
    _report(cell)
    execute(f"DROP TABLE IF EXISTS {WISHES}")
    execute(
        f"CREATE TEMPORARY TABLE {WISHES} ON COMMIT DROP AS"
        " SELECT s.id AS external_id, s.id AS enrolment, s.line, s.person, s.project,"
        f" CASE WHEN {_IS_PERMANENT} THEN greatest(s.move_in_on, s.entry_on) ELSE s.entry_on END"
        " AS starts_on, s.exit_on AS ends_on, s.destination"
        f" FROM {SPELLS} AS s JOIN {ENROLMENTS} AS e ON e.id = s.id"
        f" WHERE s.compartment = %s AND {_SLEEPS}"
        " UNION ALL"
        # Single nights in a row are one stay; two a day apart are two.
        " SELECT s.id || '/' || min(n.night), s.id, s.line, s.person, s.project, min(n.night),"
        " max(n.night) + 1, NULL FROM (SELECT enrolment, night, night - (row_number()"
        " OVER (PARTITION BY enrolment ORDER BY night))::integer AS island"
        f" FROM (SELECT DISTINCT enrolment, given_on AS night FROM {SERVICES}"
        f" WHERE record_type = {codes.BED_NIGHT}) AS d) AS n"
        f" JOIN {SPELLS} AS s ON s.id = n.enrolment"
        f" WHERE s.compartment = %s AND {_COUNTS_NIGHTS}"
        " GROUP BY s.id, s.line, s.person, s.project, n.island",
        [cell.compartment_id, cell.compartment_id],
    )


def _report(cell: Cell) -> None:
    spell = f"JOIN {SPELLS} AS s ON s.id = t.id AND s.compartment = %s"
    night = f"SELECT FROM {SERVICES} AS n WHERE n.enrolment = s.id"
    is_night = f"n.record_type = {codes.BED_NIGHT}"
    starts = "greatest(s.move_in_on, s.entry_on)"
    of_service = f"JOIN {SPELLS} AS s ON s.id = t.enrolment AND s.compartment = %s"
    note(
        SERVICES,
        reason=Reason.BED_NIGHT_ELSEWHERE,
        column="RecordType",
        effect=Effect.LEFT_OUT,
        join=of_service,
        where=f"t.record_type = {codes.BED_NIGHT} AND NOT ({_COUNTS_NIGHTS})",
        params=[cell.compartment_id],
    )
    for reason, column, effect, where in (
        (
            Reason.NO_BED_NIGHTS,
            "EnrollmentID",
            Effect.LEFT_OUT,
            f"{_COUNTS_NIGHTS} AND NOT EXISTS ({night} AND {is_night})",
        ),
        (
            Reason.NOT_MOVED_IN,
            "MoveInDate",
            Effect.LEFT_OUT,
            f"{_SLEEPS} AND {_IS_PERMANENT} AND s.move_in_on IS NULL",
        ),
        (
            Reason.MOVE_IN_AFTER_EXIT,
            "MoveInDate",
            Effect.LEFT_OUT,
            f"{_SLEEPS} AND {_IS_PERMANENT} AND s.move_in_on > s.exit_on",
        ),
        (
            Reason.NO_NIGHTS,
            "ExitDate",
            Effect.LEFT_OUT,
            f"{_SLEEPS} AND s.exit_on ="
            f" CASE WHEN {_IS_PERMANENT} THEN {starts} ELSE s.entry_on END",
        ),
        (
            Reason.MOVE_IN_BEFORE_ENTRY,
            "MoveInDate",
            Effect.IN_PART,
            f"{_SLEEPS} AND {_IS_PERMANENT} AND s.move_in_on < s.entry_on",
        ),
    ):
        note(
            ENROLMENTS,
            reason=reason,
            column=column,
            effect=effect,
            join=spell,
            where=where,
            params=[cell.compartment_id],
        )
