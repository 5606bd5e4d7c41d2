"""Trying a form as people will see it, publishing it with what changes, putting it out of use."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.forms.access import FormRefused, HasProblems
from lgnet.forms.actions import publishing
from lgnet.forms.enums import Moment
from lgnet.forms.forms import AnswerForm
from lgnet.forms.forms.editing import NAMES
from lgnet.forms.pages import bench, outline
from lgnet.forms.queries import versions_of
from lgnet.forms.reading import read_back
from lgnet.forms.rules_versions import changes
from lgnet.forms.wording import change_words, label_of, title_of
from lgnet.kernel.ids import uuid7
from lgnet.network.access import access

from .shared import form_or_404, page_language


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def preview(request: Any, form_id: UUID) -> HttpResponse:
    """Show the working copy as on a phone, in one language; answers are tried, never kept."""
    found = bench(form_or_404(form_id))
    whole = found.whole
    asked = request.GET.get("language", "")
    language = asked if asked in whole.languages else whole.languages[0]
    form, status, read = _form(None, whole, language), 200, []
    if request.method == "POST":
        form = _form(request.POST, whole, language)
        if form.is_valid():
            read = read_back(SimpleNamespace(definition=whole), form.answers, language=language)
        else:
            status = 422
    context = {
        "form": form,
        "written": found.form,
        "form_title": title_of(found.form, page_language()),
        "title": title_of(found.form, language),
        "languages": [(code, NAMES.get(code, code), code == language) for code in whole.languages],
        "language": language,
        "is_rtl": language == "ar",
        "read": read,
        "is_checked": request.method == "POST" and status == 200,
        "back_url": reverse("forms:edit", args=[found.form.pk]),
    }
    return render(request, "forms/preview.html", context, status=status)


def _form(data: Any, definition: Any, language: str) -> AnswerForm:
    return AnswerForm(
        data, definition=definition, version_id=None, language=language, moment=Moment.CLOSING
    )


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def publish(request: Any, form_id: UUID) -> HttpResponse:
    """Show what the next version changes and what still stops it; then publish it."""
    written = form_or_404(form_id)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            version = publishing.publish(
                form=written, id=_id(request.POST.get("version_id", "")), by=request.user
            )
        except HasProblems as problems:
            refusal, status = str(problems), 422
        except FormRefused as refused:
            refusal, status = str(refused), 409
        else:
            told = _("Version %(number)s is published. Answers already given stay as they are.")
            messages.success(request, told % {"number": version.number})
            return redirect("forms:edit", written.pk)
    found, language = bench(written), page_language()
    before = found.before.own if found.before else None
    context = outline(found, language) | {
        "refusal": refusal,
        "version_id": uuid7(),
        "number": found.before.number + 1 if found.before else 1,
        "changes": [
            (label_of(one.field, language), change_words(one), one.kind)
            for one in changes(before, found.definition)
        ],
        "versions": list(versions_of(written.pk)),
        "is_in_use": found.before is not None and found.before.retired_at is None,
        "back_url": reverse("forms:edit", args=[written.pk]),
    }
    return render(request, "forms/publish.html", context, status=status)


@access(permission="forms.edit")
@require_POST
def retire_form(request: Any, form_id: UUID) -> HttpResponse:
    """Put a form out of use; what was answered stays readable."""
    written = form_or_404(form_id)
    version = publishing.retire_form(form=written, by=request.user)
    if version is not None:
        messages.success(request, _("The form is out of use. Answers given to it stay readable."))
    return redirect("forms:publish", written.pk)


def _id(told: str) -> UUID | None:
    try:
        return UUID(told)
    except ValueError:
        return None
