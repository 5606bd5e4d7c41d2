"""The directory as a file in HSDS: taken out, brought in."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.directory.forms.exchange import DirectoryFileForm
from lgnet.directory.hsds.reading import NotADirectory, bring_in
from lgnet.directory.hsds.writing import export as written
from lgnet.network.access import access

SHOWN = 200


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def exchange(request: Any) -> HttpResponse:
    """Take the directory out, or bring one in: every row that does not go in says why."""
    form, status, report = DirectoryFileForm(), 200, None
    if request.method == "POST":
        form, status = DirectoryFileForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                content = form.cleaned_data["file"].read()
                report = bring_in(content, city=request.membership.city, by=request.user)
                status = 200
            except NotADirectory as refused:
                form.add_error("file", str(refused))
    kinds = {
        "organization": _("Organisations"),
        "service": _("Services"),
        "location": _("Sites"),
        "service_at_location": _("Offers"),
        "schedule": _("Hours"),
    }
    context: dict[str, Any] = {"form": form, "report": report}
    if report is not None:
        context["taken"] = [(words, report.taken.get(kind, 0)) for kind, words in kinds.items()]
        context["refused"] = [
            {"kind": kinds.get(one.kind, one.kind), "id": one.id, "reason": one.reason}
            for one in report.refused[:SHOWN]
        ]
        context["refused_count"] = len(report.refused)
    return render(request, "directory/exchange.html", context, status=status)


@access(permission="directory.edit")
@require_GET
def export(request: Any) -> HttpResponse:
    """Hand out the directory as HSDS 3."""
    found = written(request.membership.city)
    record(verb="directory.exported", kind="directory.site", sites=len(found["locations"]))
    text = json.dumps(found, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="directory-hsds.json"'
    return response
