"""Bringing in an XLSForm: the file, a report of every row, and only then a form."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.forms.access import CodeTaken
from lgnet.forms.actions.drafts import create_form
from lgnet.forms.forms import ConfirmForm, FileForm
from lgnet.forms.queries import core_forms
from lgnet.forms.rules import Definition, code_from
from lgnet.forms.rules_xlsform import Read
from lgnet.forms.xlsforms import NoXlsForm, grouped, opened, read_file, sealed
from lgnet.network.access import access

from .shared import is_national


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def bring(request: Any) -> HttpResponse:
    """Read a file and report on it, or make the form that was reported on."""
    if request.method == "GET":
        return _ask(request, FileForm())
    if "content" in request.POST:
        return _confirm(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=422)
    try:
        found = read_file(form.cleaned_data["file"].read())
    except NoXlsForm as refused:
        form.add_error("file", str(refused))
        return _ask(request, form, status=422)
    title = found.title.get("it") or next(iter(found.title.values()), "")
    confirm = ConfirmForm(
        cores=_cores(request),
        initial={
            "content": sealed(found),
            "title_it": title,
            "code": code_from(title, set(), otherwise="modulo") if title else "",
        },
    )
    return _report(request, confirm, found)


def _confirm(request: Any) -> HttpResponse:
    form = ConfirmForm(request.POST, cores=_cores(request))
    told = opened(request.POST["content"])
    if told is None:
        lost = FileForm()
        messages.error(request, _("The report lay open too long. Choose the file again."))
        return _ask(request, lost, status=422)
    definition, title = told
    if form.is_valid():
        name = title | {"it": form.cleaned_data["title_it"]}
        try:
            made = create_form(
                id=form.cleaned_data["id"],
                kind=form.cleaned_data["kind"],
                code=form.cleaned_data["code"],
                core_id=form.cleaned_data["core_id"],
                title=name,
                definition=definition,
                by=request.user,
            )
        except CodeTaken as taken:
            form.add_error("code", str(taken))
        else:
            messages.success(
                request, _("Brought in. Each question still needs its labels before publishing.")
            )
            return redirect("forms:edit", made.pk)
    return _report(request, form, _told(definition, title), status=422)


def _told(definition: Definition, title: dict[str, str]) -> Read:
    return Read(title=title, definition=definition, taken=len(list(definition.asked())))


def _ask(request: Any, form: FileForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "back_url": reverse("forms:list")}
    return render(request, "forms/import.html", context, status=status)


def _report(request: Any, form: ConfirmForm, found: Read, status: int = 200) -> HttpResponse:
    groups = grouped(found.told)
    context = {
        "form": form,
        "found": found,
        "groups": groups,
        "left_out": len({(one.sheet, one.row) for one in found.told if one.leaves_out}),
        "sections": found.definition.sections,
        "can_make": found.taken > 0,
        "back_url": reverse("forms:import"),
    }
    return render(request, "forms/report.html", context, status=status)


def _cores(request: Any) -> list[Any]:
    return [] if is_national(request) else list(core_forms())
