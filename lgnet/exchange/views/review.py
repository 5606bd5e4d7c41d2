"""What the dry run found: figures, rows, decisions; and how far long work is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.exchange import queries
from lgnet.exchange.actions.tables.deciding import SURE, decide_open_rows, decide_rows
from lgnet.exchange.actions.tables.refusals import NotPossible
from lgnet.exchange.enums import RowDecision, RowState, TableState
from lgnet.exchange.models import TableImport
from lgnet.exchange.rows_shown import code_words, shown_rows
from lgnet.exchange.tables.judging import Reading
from lgnet.network.access import access

from .tables import BADGES, table_or_404

PAGE = 25
BUSY = (TableState.JUDGING, TableState.WRITING)
OPEN = "open"


@access(permission="people.import")
@require_GET
def detail(request: Any, table_id: UUID) -> HttpResponse:
    """Show an import as it stands: at work, to be decided, or brought in."""
    table = table_or_404(table_id)
    if table.state in BUSY:
        template = "exchange/_progress.html" if request.htmx else "exchange/progress.html"
        return render(request, template, {"table": table, "share": _share(table)})
    if request.htmx:
        # The work is done: the page that waited is read anew.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if table.state == TableState.READ:
        return redirect("exchange:mapping", table.pk)
    record(verb="exchange.table_viewed", target=table)
    if table.state == TableState.JUDGED:
        return _review(request, table)
    context = {
        "table": table,
        "badge": BADGES[TableState(table.state)],
        "has_rows": table.emptied_at is None and bool(table.outcome["left"]),
        "troubles": _troubles(table),
    }
    return render(request, "exchange/done.html", context)


def _share(table: TableImport) -> int:
    return min(100, 100 * table.done // table.row_count) if table.row_count else 0


def _review(request: Any, table: TableImport) -> HttpResponse:
    show = request.GET.get("show", "")
    rows = queries.rows_of(table)
    if show == OPEN:
        rows = rows.filter(decision=RowDecision.OPEN)
    elif show in RowState.values:
        rows = rows.filter(state=show)
    else:
        show = ""
    after, before = _number(request, "after"), _number(request, "before")
    if before is not None:
        page = list(rows.filter(number__lt=before).order_by("-number")[: PAGE + 1])
        has_older, has_newer = True, len(page) > PAGE
        page = page[:PAGE][::-1]
    else:
        page = list(rows.filter(number__gt=after or 0)[: PAGE + 1])
        has_older, has_newer = len(page) > PAGE, after is not None
        page = page[:PAGE]
    reading = queries.reading_of(table, today=timezone.localdate(table.created_at))
    headings = queries.headings_of(table)
    decisions = queries.decisions_of(table)
    here = reverse("exchange:detail", args=[table.pk])
    context = {
        "table": table,
        "rows": shown_rows(page, reading, headings),
        "show": show,
        "filters": _filters(decisions),
        "open_count": _count(decisions, decision=RowDecision.OPEN),
        "new_count": _count(decisions, decision=RowDecision.NEW),
        "known_count": _count(decisions, decision=RowDecision.EXISTING),
        "leave_count": _count(decisions, decision=RowDecision.LEAVE),
        "word_count": len(table.words_unknown()),
        "order": _order(reading),
        "troubles": _troubles(table),
        "next_url": f"{here}?show={show}&after={page[-1].number}" if page and has_older else "",
        "previous_url": f"{here}?show={show}&before={page[0].number}" if page and has_newer else "",
        "back": f"show={show}&after={page[0].number - 1}" if page else "",
    }
    return render(request, "exchange/review.html", context)


def _number(request: Any, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _filters(decisions: dict[tuple[str, str], int]) -> list[tuple[str, str, int]]:
    found = [("", str(_("All")), sum(decisions.values()))]
    found.append((OPEN, str(_("To decide")), _count(decisions, decision=RowDecision.OPEN)))
    for state in RowState:
        found.append((state.value, str(state.label), _count(decisions, state=state)))
    return [one for one in found if one[2] or not one[0]]


def _count(decisions: dict[tuple[str, str], int], **wanted: str) -> int:
    return sum(
        count
        for (state, decision), count in decisions.items()
        if wanted.get("state", state) == state and wanted.get("decision", decision) == decision
    )


def _order(reading: Reading) -> str:
    return _("03/04/1990 is read as %(day)s.") % {
        "day": _("3 April 1990") if reading.day_first else _("4 March 1990")
    }


def _troubles(table: TableImport) -> list[tuple[str, int]]:
    """Return what strikes most often: (sentence, how many rows)."""
    counts = table.counts.get("troubles", {})
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(code_words(code), count) for code, count in ordered]


@access(permission="people.import")
@require_POST
def decide(request: Any, table_id: UUID) -> HttpResponse:
    """Keep what was decided on the rows of one page."""
    table = table_or_404(table_id)
    told: dict[int, tuple[RowDecision, UUID | None]] = {}
    for name, value in request.POST.items():
        number = name.removeprefix("row-")
        read = _decision(value)
        if name.startswith("row-") and number.isascii() and number.isdigit() and read is not None:
            told[int(number[:9])] = read
    try:
        changed = decide_rows(table_id=table.pk, decisions=told, by=request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        _say(request, changed)
    return redirect(_back(request, table))


@access(permission="people.import")
@require_POST
def decide_open(request: Any, table_id: UUID) -> HttpResponse:
    """Decide on all rows at once that nobody has decided yet."""
    table = table_or_404(table_id)
    how = request.POST.get("how", "")
    if how in (SURE, RowDecision.NEW.value, RowDecision.LEAVE.value):
        try:
            _say(request, decide_open_rows(table_id=table.pk, how=how, by=request.user))
        except NotPossible as refused:
            messages.error(request, str(refused))
    return redirect(_back(request, table))


def _decision(text: str) -> tuple[RowDecision, UUID | None] | None:
    kind, _colon, person = text.partition(":")
    try:
        if kind == RowDecision.EXISTING:
            return RowDecision.EXISTING, UUID(person)
        return (RowDecision(kind), None) if kind in ("new", "leave") else None
    except ValueError:
        return None


def _say(request: Any, changed: int) -> None:
    told = ngettext("%(count)s row decided.", "%(count)s rows decided.", changed)
    messages.success(request, told % {"count": changed})


def _back(request: Any, table: TableImport) -> str:
    """Return the address of the page the decisions came from: letters, digits and signs of ours."""
    here = reverse("exchange:detail", args=[table.pk])
    show, after = request.POST.get("show", ""), request.POST.get("after", "")
    show = show if show in (*RowState.values, OPEN) else ""
    after = after if after.isascii() and after.isdigit() else ""
    return f"{here}?show={show}&after={after}" if show or after else here
