"""External codes of services."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.directory.actions.codes import add_code, change_code
from lgnet.directory.actions.refusals import DirectoryRefused
from lgnet.directory.forms import CodeForm, new_id, saved_code
from lgnet.directory.models import ServiceCode
from lgnet.directory.queries.sites import service_codes
from lgnet.network.access import access


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def codes(request: Any) -> HttpResponse:
    """List the codes by which others know our services, and add one."""
    today, status = timezone.localdate(), 200
    form = CodeForm(initial=new_id() | {"from_on": today})
    if request.method == "POST":
        form, status = CodeForm(request.POST), 422
        if form.is_valid():
            try:
                add_code(by=request.user, **form.cleaned_data)
            except DirectoryRefused as refused:
                form.add_error("from_on", str(refused))
                status = 409
            else:
                messages.success(request, _("Saved."))
                return redirect("directory:codes")
    rows = [
        {
            "one": row,
            "is_ahead": row.from_on > today,
            "is_over": row.until_on is not None and row.until_on < today,
        }
        for row in service_codes()
    ]
    context = {"rows": rows, "form": form}
    return render(request, "directory/codes.html", context, status=status)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def code_edit(request: Any, code_id: UUID) -> HttpResponse:
    """Change a code or its days."""
    row: Any = get_object_or_404(ServiceCode.objects.select_related("service"), pk=code_id)
    form, status = CodeForm(initial=saved_code(row), row=row), 200
    if request.method == "POST":
        form, status = CodeForm(request.POST, row=row), 422
        if form.is_valid():
            names = ("code", "from_on", "until_on")
            try:
                change_code(
                    row=row, by=request.user, **{name: form.cleaned_data[name] for name in names}
                )
            except DirectoryRefused as refused:
                form.add_error("from_on", str(refused))
                status = 409
            else:
                messages.success(request, _("Saved."))
                return redirect("directory:codes")
    context = {"row": row, "form": form, "back_url": reverse("directory:codes")}
    return render(request, "directory/code_edit.html", context, status=status)
