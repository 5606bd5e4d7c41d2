"""Reading imports, and what exchange needs of the network and of people."""

import datetime as dt
import json
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from lgnet.exchange.enums import Target
from lgnet.exchange.models import ImportedPerson, StagedRow, TableImport, staged_row_id
from lgnet.exchange.tables.fingerprints import fingerprint_of
from lgnet.exchange.tables.judging import Judged, Reading
from lgnet.exchange.tables.vocabulary import Vocabulary, vocabulary_of
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import City
from lgnet.people.models import Country, Person, PersonName


def city_named(text: str) -> City | None:
    """Return the city of this name, cadastral code or ISTAT code, or None."""
    wanted = text.strip()
    return City.objects.filter(
        Q(name__iexact=wanted) | Q(cadastral_code__iexact=wanted) | Q(istat_code=wanted)
    ).first()


def city_list() -> str:
    """Return the cities as one line of names with their cadastral codes."""
    cities = City.objects.order_by("name").values_list("name", "cadastral_code")
    return ", ".join(f"{name} ({code})" for name, code in cities)


def tables() -> models.QuerySet[TableImport]:
    """Return the imports of tables with who brought them, newest first."""
    return TableImport.objects.select_related("created_by").order_by("-created_at", "-pk")


def table_by_id(table_id: UUID) -> TableImport | None:
    """Return an import of the open cell with its headings, or None.

    Elsewhere and nowhere are the same.
    """
    heading = StagedRow.objects.filter(
        city_id=OuterRef("city_id"),
        compartment_id=OuterRef("compartment_id"),
        table_id=OuterRef("pk"),
        number=OuterRef("heading_row"),
    )
    return (
        TableImport.objects.select_related("created_by", "written_by", "taken_back_by")
        .annotate(heading_cells=Subquery(heading.values("cells")[:1]))
        .filter(pk=table_id)
        .order_by()
        .first()
    )


def rows_of(table: TableImport, *, states: Iterable[str] = ()) -> models.QuerySet[StagedRow]:
    """Return the rows about people that wait, in the order of the file; of all states or some."""
    rows = StagedRow.objects.filter(table=table, number__gt=table.heading_row)
    wanted = list(states)
    return (rows.filter(state__in=wanted) if wanted else rows).order_by("number")


def first_rows(table: TableImport, *, most: int) -> list[StagedRow]:
    """Return the first rows of the file, titles and headings included."""
    return list(StagedRow.objects.filter(table=table).order_by("number")[:most])


def headings_of(table: TableImport) -> list[str]:
    """Return the headings as they stand in the file; none where it has none."""
    if not hasattr(table, "heading_cells"):
        row = StagedRow.objects.filter(table=table, number=table.heading_row).order_by().first()
        return row.texts() if row is not None else []
    if table.heading_cells is None:
        return []
    row = StagedRow(id=staged_row_id(table.pk, table.heading_row), cells=table.heading_cells)
    return row.texts()


def decisions_of(table: TableImport) -> dict[tuple[str, str], int]:
    """Return (state, decision) -> how many rows wait with it."""
    rows = rows_of(table).order_by().values_list("state", "decision")
    return {(state, decision): n for state, decision, n in rows.annotate(n=models.Count("pk"))}


def people_of(table: TableImport) -> models.QuerySet[ImportedPerson]:
    """Return whom the rows of an import became."""
    return ImportedPerson.objects.filter(table=table).order_by("row_number", "pk")


def people_meant(ids: Iterable[UUID]) -> models.QuerySet[Person]:
    """Return people whom rows may mean, as they are shown beside a row: without further names."""
    nothing = models.Prefetch("names", queryset=PersonName.objects.none())
    rows = Person.objects.filter(pk__in=list(ids)).select_related("citizenship")
    return rows.prefetch_related(nothing).order_by("pk")


def vocabulary() -> Vocabulary:
    """Return which citizenship and language a word of a list means."""
    return vocabulary_of(Country.objects.order_by("pk"))


def reading_of(table: TableImport, *, today: dt.date) -> Reading:
    """Return how the rows of an import are read."""
    headings = headings_of(table)
    meanings = {}
    for key, value in table.meaning_of_words().items():
        target, _, word = key.partition("|")
        meanings[Target(target), word] = value
    return Reading(
        columns={int(column): Target(target) for column, target in table.columns.items()},
        vocabulary=vocabulary(),
        today=today,
        day_first=table.is_day_first,
        meanings=meanings,
        width=len(headings),
    )


def numbers_scope(table: TableImport) -> str:
    """Return within what the numbers of a list count: its source, else its own columns."""
    return table.source or json.dumps(table.columns, sort_keys=True)


def fingerprint(judged: Judged, source: str) -> bytes:
    """Return by what a row is known again to those who may see who it became."""
    found = required_scope("fingerprints")
    audiences = found.audiences
    audience: object = found.city_id
    if audiences is not None and found.city_id not in audiences:
        audience = sorted(map(str, audiences))
    return fingerprint_of(judged, audience=audience, source=source, secret=settings.SEARCH_KEY)


def words_as_text(words: Iterable[tuple[tuple[str, str], int]]) -> str | None:
    """Return words that are not known with how often they come, as they are kept."""
    told = [[target, word, count] for (target, word), count in words]
    return json.dumps(told, ensure_ascii=False) if told else None
