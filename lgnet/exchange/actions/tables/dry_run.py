"""The dry run: every row is judged, held against the file and against who is recorded here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.exchange import queries
from lgnet.exchange.alike import Alike, alike
from lgnet.exchange.enums import RowDecision, RowState, TableState, Trouble
from lgnet.exchange.models import ImportedPerson, StagedRow, TableImport
from lgnet.exchange.tables.doubles import Double, Doubles
from lgnet.exchange.tables.fingerprints import content_of
from lgnet.exchange.tables.judging import Judged, Reading, judge
from lgnet.kernel.bulk import upsert

CHUNK = 250
MOST_WORDS = 200


@dataclass(slots=True)
class DryRun:
    """The work on one import between two chunks: in memory, for as long as it takes."""

    table_id: UUID
    reading: Reading
    source: str
    doubles: Doubles = field(default_factory=Doubles)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    last: int = 0
    done: int = 0


def begin_dry_run(*, table_id: UUID) -> DryRun | None:
    """Return the work to do, or None where the import no longer waits for it."""
    table = TableImport.objects.filter(pk=table_id, state=TableState.JUDGING).order_by().first()
    if table is None:
        return None
    return DryRun(
        table_id=table.pk,
        reading=queries.reading_of(table, today=timezone.localdate(table.created_at)),
        source=queries.numbers_scope(table),
        last=table.heading_row,
    )


@transaction.atomic
def judge_chunk(*, run: DryRun, most: int = CHUNK) -> bool:
    """Judge the next rows; return whether there are more. The last call closes the dry run."""
    rows = list(
        StagedRow.objects.filter(table_id=run.table_id, number__gt=run.last).order_by("number")[
            :most
        ]
    )
    judged = [(row, judge(row.texts(), run.reading, cut=frozenset(row.cut))) for row in rows]
    known = _known(run, (found for _row, found in judged))
    for row, found in judged:
        _decide(run, row, found, known)
        run.states[row.state] += 1
        run.troubles.update({code for _column, code in row.troubles})
        run.unknown.update((target.value, word) for target, word in found.unknown)
    upsert(StagedRow, rows)
    run.done += len(rows)
    if rows:
        run.last = rows[-1].number
    if len(rows) == most:
        TableImport.objects.filter(pk=run.table_id).update(done=run.done)
        return True
    _finish(run)
    return False


def _known(run: DryRun, judged: Iterable[Judged]) -> Mapping[bytes, ImportedPerson]:
    prints = {queries.fingerprint(found, run.source) for found in judged if not found.is_refused}
    rows = ImportedPerson.objects.filter(fingerprint__in=prints).order_by()
    return {bytes(row.fingerprint): row for row in rows}


def _decide(
    run: DryRun, row: StagedRow, judged: Judged, known: Mapping[bytes, ImportedPerson]
) -> None:
    """Write down what was found of a row, and what becomes of it unless somebody says otherwise."""
    row.troubles = [list(found) for found in judged.troubles]
    row.candidates, row.chosen, row.twice_of = [], None, None
    row.state, row.decision = judged.state, RowDecision.NEW
    if judged.is_refused:
        row.decision = RowDecision.LEAVE
        return
    double = run.doubles.meet(row.number, judged)
    before = known.get(queries.fingerprint(judged, run.source))
    if double is not None:
        _note_double(row, double)
        if double.by_number or double.is_whole:
            return
    if before is not None and _is_unchanged(before, judged):
        row.state, row.decision = RowState.KNOWN, RowDecision.EXISTING
        row.chosen = before.person_id
        row.troubles.append([None, Trouble.KNOWN.value])
        return
    found = alike(judged)
    if before is not None:
        row.troubles.append([None, Trouble.KNOWN_CHANGED.value])
        found = [one for one in found if one.person_id != before.person_id]
        found.insert(0, Alike(before.person_id, 9.0, (), is_sure=True))
    elif found:
        row.troubles.append([None, Trouble.MAY_BE_KNOWN.value])
    if found:
        row.candidates = [
            [str(one.person_id), one.score, list(one.clues), one.is_sure] for one in found
        ]
        row.state, row.decision = RowState.UNSURE, RowDecision.OPEN


def _note_double(row: StagedRow, double: Double) -> None:
    row.twice_of = double.row
    if double.by_number:
        row.state, row.decision = RowState.REFUSED, RowDecision.LEAVE
        row.troubles.append([None, Trouble.SAME_NUMBER.value])
        return
    row.troubles.append([None, Trouble.TWICE_HERE.value])
    row.state = RowState.UNSURE
    row.decision = RowDecision.LEAVE if double.is_whole else RowDecision.OPEN


def _is_unchanged(before: ImportedPerson, judged: Judged) -> bool:
    return bytes(before.content) == content_of(judged, secret=settings.SEARCH_KEY)


def _finish(run: DryRun) -> None:
    table = TableImport.objects.select_for_update(of=("self",)).get(pk=run.table_id)
    if table.state != TableState.JUDGING:
        return
    table.state, table.done = TableState.JUDGED, run.done
    table.counts = {"states": dict(run.states), "troubles": dict(run.troubles)}
    table.unknown_words = queries.words_as_text(run.unknown.most_common(MOST_WORDS))
    table.save()
    record(verb="exchange.table_judged", target=table, rows=run.done, **_counted(run.states))


def _counted(states: Mapping[str, int]) -> dict[str, Any]:
    return {f"rows_{state}": count for state, count in sorted(states.items())}


@transaction.atomic
def give_up(*, table_id: UUID, problem: str) -> None:
    """Note that checking or writing went wrong, so that whoever waits learns it."""
    busy = (TableState.JUDGING, TableState.WRITING)
    TableImport.objects.filter(pk=table_id, state__in=busy).update(
        state=TableState.FAILED, problem=problem
    )
