"""The steps of an import: columns, words, writing, taking back, throwing away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.exchange import jobs, queries
from lgnet.exchange.actions.tables.columns import explain_words, name_columns
from lgnet.exchange.actions.tables.dry_run import begin_dry_run, judge_chunk
from lgnet.exchange.actions.tables.refusals import NotPossible, still_busy
from lgnet.exchange.actions.tables.sweeping import discard_table
from lgnet.exchange.actions.tables.taking_back import take_back
from lgnet.exchange.actions.tables.writing import bring_in, start_writing
from lgnet.exchange.enums import TableState, Target
from lgnet.exchange.forms import ColumnsForm, WordsForm, column_letters
from lgnet.exchange.models import TableImport
from lgnet.exchange.tables.headings import LAST_HEADING_ROW
from lgnet.network.access import access
from lgnet.people.queries import countries

from .tables import table_or_404

# Up to so many rows the answer waits for the work; it takes some seconds at most.
AT_ONCE = 200
SAMPLE_ROWS = 3
# Once brought in, the columns are history.
OVER = (TableState.WRITTEN, TableState.TAKEN_BACK)


@access(permission="people.import")
@require_http_methods(["GET", "POST"])
def mapping(request: Any, table_id: UUID) -> HttpResponse:
    """Say what each column is about; the rows are then judged."""
    table = table_or_404(table_id)
    rows = queries.first_rows(table, most=LAST_HEADING_ROW + SAMPLE_ROWS)
    headings = next((row.texts() for row in rows if row.number == table.heading_row), [])
    options: dict[str, Any] = {"headings": headings, "width": table.width}
    if request.method == "GET":
        if table.state in OVER or table.emptied_at is not None:
            return redirect("exchange:detail", table.pk)
        record(verb="exchange.table_viewed", target=table)
        return _mapping_page(request, table, ColumnsForm(initial=_initial(table), **options), rows)
    form = ColumnsForm(request.POST, **options)
    if not form.is_valid():
        return _mapping_page(request, table, form, rows, status=422)
    try:
        name_columns(
            table_id=table.pk,
            columns=form.columns,
            heading_row=form.cleaned_data["heading_row"],
            is_day_first=form.cleaned_data["order"] == "day",
            by=request.user,
        )
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        judge(request, table_or_404(table_id))
    return redirect("exchange:detail", table.pk)


def _initial(table: TableImport) -> dict[str, Any]:
    found: dict[str, Any] = {f"column-{column}": value for column, value in table.columns.items()}
    found["heading_row"] = table.heading_row
    found["order"] = "day" if table.is_day_first else "month"
    return found


def _mapping_page(
    request: Any, table: TableImport, form: ColumnsForm, rows: Any, status: int = 200
) -> HttpResponse:
    below = [row.texts() for row in rows if row.number > table.heading_row][:SAMPLE_ROWS]
    columns = [
        {
            "field": form[f"column-{column}"],
            "letters": column_letters(column),
            "samples": [row[column] for row in below if column < len(row) and row[column].strip()],
        }
        for column in range(table.width)
    ]
    dates = [c for c, target in table.columns.items() if target == Target.BIRTH_DATE]
    context = {"table": table, "form": form, "columns": columns, "has_dates": bool(dates)}
    return render(request, "exchange/mapping.html", context, status=status)


@access(permission="people.import")
@require_http_methods(["GET", "POST"])
def meaning(request: Any, table_id: UUID) -> HttpResponse:
    """Say what words mean that are not known; the rows are then judged anew."""
    table = table_or_404(table_id)
    options: dict[str, Any] = {
        "words": table.words_unknown(),
        "countries": list(countries()),
        "meanings": table.meaning_of_words(),
    }
    if request.method == "GET":
        record(verb="exchange.table_viewed", target=table)
        return _words_page(request, table, WordsForm(**options))
    form = WordsForm(request.POST, **options)
    if not form.is_valid():
        return _words_page(request, table, form, status=422)
    if form.meanings:
        try:
            explain_words(table_id=table.pk, meanings=form.meanings, by=request.user)
        except NotPossible as refused:
            messages.error(request, str(refused))
        else:
            judge(request, table_or_404(table_id))
    return redirect("exchange:detail", table.pk)


def _words_page(
    request: Any, table: TableImport, form: WordsForm, status: int = 200
) -> HttpResponse:
    groups: dict[str, list[Any]] = {}
    for number, (target, _word, count) in enumerate(form.words):
        groups.setdefault(str(target.label), []).append((form[f"word-{number}"], count))
    context = {"table": table, "form": form, "groups": groups.items()}
    return render(request, "exchange/meaning.html", context, status=status)


def judge(request: Any, table: TableImport) -> None:
    """Judge the rows: a short list at once, a long one in a job."""
    if table.row_count > AT_ONCE:
        jobs.start(jobs.judge_table, table_id=table.pk, membership=request.membership)
        return
    run = begin_dry_run(table_id=table.pk)
    while run is not None and judge_chunk(run=run):
        pass


@access(permission="people.import")
@require_POST
def write(request: Any, table_id: UUID) -> HttpResponse:
    """Bring the accepted rows in: a short list at once, a long one in a job."""
    table = table_or_404(table_id)
    try:
        start_writing(table_id=table.pk, by=request.user)
        if table.row_count > AT_ONCE:
            jobs.start(jobs.write_table, table_id=table.pk, membership=request.membership)
        else:
            bring_in(table_id=table.pk, by=request.user)
            messages.success(request, _("The list has been brought in."))
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("exchange:detail", table.pk)


@access(permission="people.import")
@require_http_methods(["GET", "POST"])
def take_back_again(request: Any, table_id: UUID) -> HttpResponse:
    """Ask, naming what will go; then take the import back."""
    table = table_or_404(table_id)
    if request.method == "GET":
        return render(request, "exchange/take_back.html", {"table": table})
    if table.state == TableState.WRITTEN and table.row_count > AT_ONCE:
        jobs.start(jobs.take_table_back, table_id=table.pk, membership=request.membership)
        messages.info(request, str(still_busy()))
        return redirect("exchange:detail", table.pk)
    try:
        taken = take_back(table_id=table.pk, by=request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        if taken.outcome["stayed"]:
            messages.warning(request, _("Some people stayed: others have worked with them since."))
        else:
            messages.success(request, _("The import has been taken back."))
    return redirect("exchange:detail", table.pk)


@access(permission="people.import")
@require_POST
def discard(request: Any, table_id: UUID) -> HttpResponse:
    """Throw a list away that was not brought in."""
    table = table_or_404(table_id)
    try:
        discard_table(table_id=table.pk, by=request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("exchange:detail", table.pk)
    messages.success(request, _("The list has been thrown away. Nothing of it was kept."))
    return redirect("exchange:list")
