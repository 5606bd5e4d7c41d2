"""Bringing a table in: all rows that were accepted, in one transaction, and each only once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.exchange import queries
from lgnet.exchange.enums import RowDecision, RowState, TableState, Trouble
from lgnet.exchange.models import ImportedPerson, StagedRow, TableImport
from lgnet.exchange.tables.fingerprints import another, content_of
from lgnet.exchange.tables.judging import Judged, judge
from lgnet.kernel.answers import Answer
from lgnet.kernel.bulk import upsert
from lgnet.kernel.bulk_sets import MANY, analyse
from lgnet.kernel.ids import derived_uuid
from lgnet.people.actions.bulk import load_people
from lgnet.people.actions.bulk_details import add_details
from lgnet.people.catalogue import Birth, script_of
from lgnet.people.enums import ContactKind
from lgnet.people.models import (
    ContactPoint,
    Identifier,
    Person,
    PersonAccess,
    PersonName,
    SearchKey,
)

from . import refusals
from .columns import ready_table

_SEEN_BEFORE = frozenset({Trouble.KNOWN.value, Trouble.KNOWN_CHANGED.value})


@dataclass(slots=True)
class _Accepted:
    """A row to bring in, judged once more."""

    row: StagedRow
    judged: Judged
    fingerprint: bytes


@dataclass(slots=True)
class _Load:
    """What one import writes, gathered before anything is written."""

    table: TableImport
    by: Any
    people: dict[UUID, Person] = field(default_factory=dict)
    names: list[PersonName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    contact_points: list[ContactPoint] = field(default_factory=list)
    imported: list[ImportedPerson] = field(default_factory=list)
    linked: int = 0
    met_before: int = 0


@transaction.atomic
def start_writing(*, table_id: UUID, by: Any) -> TableImport:
    """Say that the rows are to be brought in now; what writes them may be a job.

    Raises NotPossible where the import is not ready for it.
    """
    table = ready_table(table_id)
    if table.state != TableState.JUDGED:
        raise refusals.still_busy()
    table.state = TableState.WRITING
    table.save()
    return table


@transaction.atomic
def bring_in(*, table_id: UUID, by: Any) -> TableImport:
    """Write the accepted rows and return the import; all of them or none.

    A row met before makes nobody: it is known by its keyed digest. Called twice, the second call
    does nothing. Rows brought in are deleted here; those left out stay for the report. Raises
    NotPossible for an import that nobody asked to write.
    """
    table = TableImport.objects.select_for_update(of=("self",)).get(pk=table_id)
    if table.state == TableState.WRITTEN:
        return table
    if table.state != TableState.WRITING:
        raise refusals.still_busy()
    _wait_for_others(table)
    load = _Load(table, by)
    _gather(load, list(_accepted(table)))
    load_people(load.people.values(), load.names)
    add_details(load.identifiers, load.contact_points, people=load.people)
    upsert(ImportedPerson, load.imported)
    if len(load.people) >= MANY:
        # The next list is compared with these people: the planner must know that they are many.
        analyse(Person, PersonName, PersonAccess, SearchKey, ImportedPerson)
    _close(load)
    return table


def _wait_for_others(table: TableImport) -> None:
    """Let imports of one cell be written one after the other: the same row then comes once."""
    name = f"exchange-table-{table.city_id}-{table.compartment_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _accepted(table: TableImport) -> Iterator[_Accepted]:
    reading = queries.reading_of(table, today=timezone.localdate(table.created_at))
    source = queries.numbers_scope(table)
    wanted = (RowDecision.NEW, RowDecision.EXISTING)
    rows = queries.rows_of(table).filter(decision__in=wanted).exclude(state=RowState.REFUSED)
    for row in rows.iterator(chunk_size=2000):
        judged = judge(row.texts(), reading, cut=frozenset(row.cut))
        if not judged.is_refused:
            yield _Accepted(row, judged, queries.fingerprint(judged, source))


def _gather(load: _Load, accepted: list[_Accepted]) -> None:
    prints = [one.fingerprint for one in accepted]
    seen = {
        bytes(row.fingerprint): row
        for row in ImportedPerson.objects.filter(fingerprint__in=prints).order_by()
    }
    # Those of people who are not shown here hold their place, and nobody learns it.
    taken = {
        bytes(fingerprint)
        for fingerprint in ImportedPerson.all_rows.filter(fingerprint__in=prints)
        .order_by()
        .values_list("fingerprint", flat=True)
    }
    for one in accepted:
        before = seen.get(one.fingerprint)
        if one.row.decision == RowDecision.EXISTING:
            _link(load, one, before, taken)
        elif before is not None and not _was_seen(one.row):
            # Somebody has brought the same row in since the dry run.
            load.met_before += 1
        else:
            if one.fingerprint in taken:
                secret = settings.SEARCH_KEY
                one.fingerprint = another(one.fingerprint, one.row.number, secret=secret)
            _make(load, one)
        taken.add(one.fingerprint)


def _was_seen(row: StagedRow) -> bool:
    return any(code in _SEEN_BEFORE for _column, code in row.troubles)


def _link(load: _Load, one: _Accepted, before: ImportedPerson | None, taken: set[bytes]) -> None:
    """Note that a row is somebody recorded here; nothing of theirs is changed."""
    load.linked += 1
    if before is not None:
        if before.person_id == one.row.chosen:
            before.content = content_of(one.judged, secret=settings.SEARCH_KEY)
            load.imported.append(before)
    elif one.fingerprint not in taken and one.row.chosen is not None:
        load.imported.append(_imported(load, one, one.row.chosen, is_made=False))


def _make(load: _Load, one: _Accepted) -> None:
    """Gather a new person; the identifier follows from the row, so that it is made once."""
    table, told = load.table, one.judged.profile
    cell = (table.city_id, table.compartment_id)
    person = Person(id=derived_uuid("table-person", *cell, one.fingerprint.hex()))
    person.known_as, person.created_by = told.known_as, load.by
    person.sex, person.sex_answer = _value_and_answer(told.sex)
    birth, person.birth_answer = _value_and_answer(told.birth)
    if isinstance(birth, Birth):
        person.birth_date, person.birth_precision = birth.first_day, birth.precision
    person.citizenship, person.citizenship_answer = _value_and_answer(told.citizenship)
    person.language, person.language_answer = _value_and_answer(told.language)
    load.people[person.pk] = person
    for position, (kind, text) in enumerate(told.names()):
        load.names.append(
            PersonName(
                id=derived_uuid("table-name", person.pk, position),
                person=person,
                kind=kind,
                text=text,
                script=script_of(text),
                position=position,
                written_by=load.by,
            )
        )
    _make_details(load, one, person)
    load.imported.append(_imported(load, one, person.pk, is_made=True))


def _make_details(load: _Load, one: _Accepted, person: Person) -> None:
    for number, (scheme, value) in enumerate(one.judged.numbers):
        load.identifiers.append(
            Identifier(
                id=derived_uuid("table-number", person.pk, number),
                person=person,
                scheme=scheme,
                value=value,
                created_by=load.by,
            )
        )
    for number, phone in enumerate(one.judged.phones):
        load.contact_points.append(
            ContactPoint(
                id=derived_uuid("table-phone", person.pk, number),
                person=person,
                kind=ContactKind.PHONE,
                value=phone,
                created_by=load.by,
            )
        )


def _value_and_answer(told: Any) -> tuple[Any, Answer]:
    return (None, told) if isinstance(told, Answer) else (told, Answer.KNOWN)


def _imported(load: _Load, one: _Accepted, person_id: UUID, *, is_made: bool) -> ImportedPerson:
    return ImportedPerson(
        id=derived_uuid("imported", load.table.pk, one.row.number),
        table_id=load.table.pk,
        row_number=one.row.number,
        person_id=person_id,
        is_made=is_made,
        fingerprint=one.fingerprint,
        content=content_of(one.judged, secret=settings.SEARCH_KEY),
    )


def _close(load: _Load) -> None:
    """Say what came of it, and delete the rows that are no longer needed."""
    table = load.table
    kept = (RowDecision.LEAVE, RowDecision.OPEN)
    left = queries.rows_of(table).filter(decision__in=kept).count()
    StagedRow.objects.filter(table=table).exclude(decision__in=kept).delete()
    told: dict[str, Any] = {
        "made": len(load.people),
        "linked": load.linked,
        "met_before": load.met_before,
        "left": left,
    }
    table.counts = table.counts | told
    table.state = TableState.WRITTEN
    table.written_at, table.written_by = timezone.now(), load.by
    table.save()
    record(verb="exchange.table_brought_in", target=table, **told)
