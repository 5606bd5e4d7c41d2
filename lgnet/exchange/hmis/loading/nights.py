"""Stays and their nights: wishes meet places, around what is promised already."""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lgnet.exchange.enums import Effect, ExternalKind, Reason
from lgnet.exchange.hmis import codes
from lgnet.exchange.hmis.allotment import Missed, Nights, Slot, Wish, allot, without
from lgnet.exchange.hmis.staging import (
    ENROLMENTS,
    FINDINGS,
    SERVICES,
    execute,
    fill,
    note,
    rows,
    stream,
)
from lgnet.housing.actions.bulk_sets import (
    add_nights_from,
    add_stays_from,
    change_stays_from,
    clip_nights_to,
)
from lgnet.housing.enums import CAPPED_KINDS, EndReason
from lgnet.kernel.bulk_sets import UUID7

from .mapping import Cell, plan, record
from .wishes import WISHES, lay_out_wishes

NIGHTS = "hmis_night"
MISSED = "hmis_missed"
ENDINGS = "hmis_ending"
_Ranges = dict[Any, list[tuple[Any, Any, Any]]]
_NOON = "(({day}) + time '12:00') AT TIME ZONE 'Europe/Rome'"


def load_stays(cell: Cell) -> None:
    """Write the stays of a cell with the nights for which there is a place; report the rest."""
    lay_out_wishes(cell)
    table = plan(
        cell,
        ExternalKind.STAY,
        "SELECT w.*, p.object_id AS person_id, s.object_id AS structure_id, s.kind"
        f" FROM {WISHES} AS w JOIN plan_person AS p ON p.external_id = w.person"
        " JOIN plan_structure AS s ON s.external_id = w.project",
        digest=("person", "project", "starts_on", "ends_on", "destination"),
    )
    _leave_what_was_decided_here(table)
    clip_nights_to(
        "SELECT object_id AS stay_id, daterange(starts_on, ends_on) AS nights"
        f" FROM {table} WHERE is_changed"
    )
    _allot(cell, table)
    _settle_endings(table)
    _report(table)
    _write(table)
    record(cell, ExternalKind.STAY, table)


def _leave_what_was_decided_here(table: str) -> None:
    """Leave alone stays that staff ended, and those the source gives to somebody else now."""
    for reason, where in (
        (Reason.CHANGED_HERE, "k.ended_by_id IS NOT NULL"),
        (
            Reason.STAY_MOVED,
            "k.ended_by_id IS NULL AND (k.person_id <> p.person_id"
            " OR k.structure_id <> p.structure_id)",
        ),
    ):
        execute(
            f"WITH left_alone AS (UPDATE {table} AS p SET is_changed = FALSE"
            " FROM housing_stay AS k WHERE k.id = p.object_id AND p.is_changed"
            f" AND {where} RETURNING p.line, p.enrolment)"
            f" INSERT INTO {FINDINGS} SELECT 'Enrollment.csv', line, enrolment, '', %s, %s"
            " FROM left_alone",
            [reason.value, Effect.NOTED.value],
        )


def _allot(cell: Cell, table: str) -> None:
    """Find places for the wishes of new and changed stays."""
    for name, columns in (
        (NIGHTS, "stay uuid, place uuid, from_on date, until_on date"),
        (MISSED, "stay uuid, for_want boolean, elsewhere boolean"),
    ):
        execute(f"DROP TABLE IF EXISTS {name}")
        execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
    slept = _promised(
        "person_id",
        f"person_id IN (SELECT person_id FROM {table} WHERE is_new OR is_changed)",
    )
    moved: list[Any] = []
    results = allot(_slots(), _wishes(table, slept, moved))
    nights: list[Any] = []
    missed: list[Any] = []
    while _take(results, nights, missed):
        fill(NIGHTS, nights, [])
        fill(MISSED, [*missed, *((stay, False, True) for stay in moved)], [])
        for done in (nights, missed, moved):
            done.clear()
    if moved:
        fill(MISSED, [(stay, False, True) for stay in moved], [])


def _take(results: Iterator[Nights | Missed], nights: list[Any], missed: list[Any]) -> bool:
    """Take a batch of results into two lists; return False where nothing was left."""
    for count, result in enumerate(results, start=1):
        if isinstance(result, Nights):
            nights.append((result.stay, result.place, result.from_on, result.until_on))
        else:
            missed.append((result.stay, result.for_want, result.elsewhere))
        if count == 10_000:
            break
    return bool(nights or missed)


def _promised(by: str, where: str) -> _Ranges:
    """Return the nights already promised: ``by`` -> (from, to, stay)."""
    found: _Ranges = defaultdict(list)
    for key, first, last, stay in rows(
        f"SELECT {by}, lower(nights), upper(nights), stay_id FROM housing_occupancy WHERE {where}"
    ):
        found[key].append((first, last, stay))
    return found


def _slots() -> list[Slot]:
    """Return the nights on which places of the plan are open and free, first ones first."""
    taken = _promised("place_id", "place_id IN (SELECT object_id FROM plan_place)")
    slots = []
    for project, place, opens_on, closes_on in rows(
        "SELECT s.external_id, p.object_id, greatest(l.available_from, t.opened_on),"
        " least(l.available_until, t.closed_on) FROM plan_place AS p"
        " JOIN housing_place AS l ON l.id = p.object_id"
        " JOIN plan_unit AS u ON u.object_id = p.unit_id"
        " JOIN plan_structure AS s ON s.object_id = u.structure_id"
        " JOIN housing_housingstructure AS t ON t.id = s.object_id"
        " ORDER BY u.inventory, u.number, p.label"
    ):
        if closes_on is not None and closes_on <= opens_on:
            continue
        whole = Slot(project, place, opens_on, closes_on)
        ranges = [(first, last) for first, last, _ in taken.get(place, ())]
        wish = Wish(None, project, None, 0, opens_on, closes_on)
        slots += [
            replace(whole, opens_on=first, closes_on=last) for first, last in without(wish, ranges)
        ]
    return sorted(slots, key=lambda slot: slot.opens_on)


def _wishes(table: str, slept: _Ranges, moved: list[Any]) -> Iterator[Wish]:
    """Yield wishes by first night, without the nights their person sleeps somewhere already.

    ``moved`` collects the stays that lose nights to another stay so.
    """
    later: list[tuple[Any, int, int, Wish]] = []
    for number, (stay, project, person, line, starts_on, ends_on) in enumerate(
        stream(
            "SELECT object_id, project, person_id, line, starts_on, ends_on"
            f" FROM {table} WHERE is_new OR is_changed ORDER BY starts_on, line, external_id"
        )
    ):
        while later and later[0][0] <= starts_on:
            yield heapq.heappop(later)[-1]
        wish = Wish(stay, project, person, line, starts_on, ends_on)
        if person not in slept:
            yield wish
            continue
        others = [(first, last) for first, last, other in slept[person] if other != stay]
        if list(without(wish, others)) != [(starts_on, ends_on)]:
            moved.append(stay)
        for part, (first, last) in enumerate(
            without(wish, [(first, last) for first, last, _ in slept[person]])
        ):
            piece = replace(wish, starts_on=first, ends_on=last)
            heapq.heappush(later, (first, number, part, piece))
    while later:
        yield heapq.heappop(later)[-1]


def _settle_endings(table: str) -> None:
    """Make the table of stays that have nights: from the first placed to the last one."""
    execute(f"DROP TABLE IF EXISTS {ENDINGS}")
    execute(
        f"CREATE TEMPORARY TABLE {ENDINGS} ON COMMIT DROP AS"
        " SELECT stay, min(from_on) AS started_on,"
        " CASE WHEN bool_or(until_on IS NULL) THEN NULL ELSE max(until_on) END AS ended_on"
        f" FROM (SELECT stay, from_on, until_on FROM {NIGHTS} UNION ALL"
        " SELECT o.stay_id, lower(o.nights), upper(o.nights) FROM housing_occupancy AS o"
        f" JOIN {table} AS p ON p.object_id = o.stay_id AND p.is_changed) AS n GROUP BY stay"
    )
    execute(f"ANALYZE {ENDINGS}")


def _report(table: str) -> None:
    """Report the nights that found no place; stays that have none at all leave the plan.

    An enrolment is left out where none of its stays has a night, else carried in part.
    """
    outcomes = (
        "SELECT p.enrolment, p.line, bool_or(e.stay IS NOT NULL OR NOT p.is_new) AS has_nights,"
        " bool_or(m.for_want) IS TRUE AS for_want, bool_or(m.elsewhere) IS TRUE AS elsewhere"
        f" FROM {table} AS p LEFT JOIN {ENDINGS} AS e ON e.stay = p.object_id"
        f" LEFT JOIN {MISSED} AS m ON m.stay = p.object_id GROUP BY p.enrolment, p.line"
    )
    for reason, effect, where in (
        (Reason.NO_PLACE, Effect.LEFT_OUT, "NOT has_nights AND for_want"),
        (Reason.OVERLAPPING_STAY, Effect.LEFT_OUT, "NOT has_nights AND NOT for_want"),
        (Reason.NIGHTS_WITHOUT_PLACE, Effect.IN_PART, "has_nights AND for_want"),
        (Reason.OVERLAPPING_STAY, Effect.IN_PART, "has_nights AND elsewhere"),
    ):
        execute(
            f"INSERT INTO {FINDINGS} SELECT 'Enrollment.csv', line, enrolment, 'EntryDate',"
            f" %s, %s FROM ({outcomes}) AS o WHERE {where}",
            [reason.value, effect.value],
        )
    note(
        SERVICES,
        reason=Reason.NO_PLACE,
        column="DateProvided",
        effect=Effect.LEFT_OUT,
        join=f"JOIN {table} AS p ON p.enrolment = t.enrolment AND p.is_new AND t.given_on >="
        f" p.starts_on AND t.given_on < p.ends_on LEFT JOIN {ENDINGS} AS e"
        " ON e.stay = p.object_id",
        where=f"t.record_type = {codes.BED_NIGHT} AND e.stay IS NULL",
    )
    execute(
        f"DELETE FROM {ENROLMENTS} AS t USING {FINDINGS} AS f WHERE f.line = t.line"
        " AND f.file = 'Enrollment.csv' AND f.effect = %s",
        [Effect.LEFT_OUT.value],
    )
    execute(
        f"DELETE FROM {table} AS p WHERE p.is_new"
        f" AND NOT EXISTS (SELECT FROM {ENDINGS} AS e WHERE e.stay = p.object_id)"
    )


def _write(table: str) -> None:
    capped = ", ".join(f"'{kind}'" for kind in CAPPED_KINDS)
    reasons = " ".join(f"WHEN {code} THEN '{why}'" for code, why in codes.END_REASON.items())
    elsewhere = f"EXISTS (SELECT FROM {MISSED} AS m WHERE m.stay = p.object_id AND m.elsewhere)"
    # A changed stay whose nights are all gone is kept as one that never came to pass.
    ended = "CASE WHEN e.stay IS NULL THEN p.starts_on ELSE e.ended_on END"
    started = "coalesce(e.started_on, p.starts_on)"
    columns = (
        "id",
        "person_id",
        "structure_id",
        "started_on",
        "clock_started_on",
        "due_on",
        "ended_on",
        "end_reason",
        "given_at",
        "ended_at",
    )
    chosen = (
        f"SELECT p.object_id, p.person_id, p.structure_id, {started}, {started},"
        f" CASE WHEN p.kind IN ({capped}) THEN ({started} + interval '6 months')::date"
        f" END, {ended}, CASE WHEN {ended} IS NULL THEN NULL"
        f" WHEN {ended} = p.ends_on THEN CASE p.destination {reasons}"
        f" ELSE '{EndReason.UNKNOWN}' END"
        f" WHEN {elsewhere} THEN '{EndReason.OTHER_STRUCTURE}' ELSE '{EndReason.UNKNOWN}' END,"
        f" {_NOON.format(day=started)}, {_NOON.format(day=ended)}"
        f" FROM {table} AS p LEFT JOIN {ENDINGS} AS e ON e.stay = p.object_id"
    )
    add_stays_from(columns, f"{chosen} WHERE p.is_new")
    add_nights_from(
        ("id", "place_id", "person_id", "stay_id", "nights"),
        # Nights past the term are no longer promised here, as with stays of our own: who still
        # sleeps there is shown as over the limit.
        f"SELECT {UUID7}, n.place, p.person_id, n.stay,"
        " daterange(n.from_on, least(n.until_on, k.due_on))"
        f" FROM {NIGHTS} AS n JOIN {table} AS p ON p.object_id = n.stay"
        " JOIN housing_stay AS k ON k.id = n.stay"
        " WHERE k.due_on IS NULL OR n.from_on < k.due_on",
    )
    change_stays_from(columns, f"{chosen} WHERE p.is_changed")
