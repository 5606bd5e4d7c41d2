"""The rows that were left out, with the reasons, to take away and mend."""

import csv
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.exchange import queries
from lgnet.exchange.enums import RowDecision, RowState
from lgnet.exchange.rows_shown import trouble_words
from lgnet.exchange.rules import neutralised
from lgnet.network.access import access

from .tables import table_or_404


@access(permission="people.import")
@require_GET
def left_out(request: Any, table_id: UUID) -> HttpResponse:
    """Hand out the rows left out as CSV, one a line, with the reasons; formulas are defused."""
    table = table_or_404(table_id)
    rows = queries.rows_of(table).filter(decision__in=(RowDecision.LEAVE, RowDecision.OPEN))
    headings = queries.headings_of(table)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    # Spreadsheets read UTF-8 only after this mark.
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=table.separator or ";")
    writer.writerow([_("Row"), _("State"), _("Why"), *map(neutralised, headings)])
    count = 0
    for row in rows.iterator(chunk_size=2000):
        why = " ".join(words for _where, words in trouble_words(row.troubles, headings))
        state = RowState(row.state).label if row.state else ""
        writer.writerow([row.number, state, why, *map(neutralised, row.texts())])
        count += 1
    record(verb="exchange.table_report_taken", target=table, rows=count)
    return response
