"""The imports of this city, and bringing a new file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.exchange import queries
from lgnet.exchange.actions.tables.staging import stage_table
from lgnet.exchange.enums import TableState
from lgnet.exchange.forms import FileForm
from lgnet.exchange.models import TableImport
from lgnet.exchange.tables.limited import WrongTable
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access

BADGES = {
    TableState.READ: "info",
    TableState.JUDGING: "info",
    TableState.JUDGED: "warn",
    TableState.WRITING: "info",
    TableState.WRITTEN: "ok",
    TableState.TAKEN_BACK: "idle",
    TableState.FAILED: "stop",
}


@access(permission="people.import")
@require_GET
def listing(request: Any) -> HttpResponse:
    """List the imports, newest first."""
    page = page_by(queries.tables(), "created_at", **keys_in(request.GET))
    record(verb="exchange.tables_listed", kind="exchange.tableimport", shown=len(page.rows))
    context = {
        "rows": [(table, BADGES[TableState(table.state)]) for table in page.rows],
        **links_of(page, request.GET),
    }
    return render(request, "exchange/list.html", context)


@access(permission="people.import")
@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Bring a file; what is wrong with it is said on the same page."""
    if request.method == "GET":
        return render(request, "exchange/new.html", {"form": FileForm()})
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            table = stage_table(
                id=told["id"] or uuid7(),
                data=told["file"].read(),
                by=request.user,
                source=told["source"],
                encoding=told["encoding"],
                separator=told["separator"],
                sheet=told["sheet"] or 0,
            )
        except WrongTable as wrong:
            form.add_error("file", str(wrong.refusal.label))
        else:
            return redirect("exchange:mapping", table.pk)
    return render(request, "exchange/new.html", {"form": form}, status=422)


def table_or_404(table_id: UUID) -> TableImport:
    """Return the import of the open cell; elsewhere and nowhere are the same 404."""
    table = queries.table_by_id(table_id)
    if table is None:
        raise Http404
    return table
