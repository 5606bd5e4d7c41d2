"""What letters are written on and from: the head of the paper, the templates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.kernel.ids import uuid7
from lgnet.kernel.pictures import MOST_BYTES, Picture, PictureRefused, remake
from lgnet.network.access import access

from ..actions.letters import keep_template, set_letterhead
from ..forms.letters import LetterheadForm, TemplateForm
from ..letter_defaults import BY_CODE
from ..queries import letters as queries
from ..rules_letters import FIELDS


@access(permission="desk.manage")
@require_GET
def letter_templates(request: Any) -> HttpResponse:
    """The templates of the city, its own and those it began with."""
    new_url = reverse("encounters:letter_template_new")
    rows = [
        {
            **row,
            "url": (
                reverse("encounters:letter_template", args=[row["own"].pk])
                if row["own"]
                else f"{new_url}?of={row['key']}"
            ),
        }
        for row in queries.templates_here()
    ]
    return render(request, "encounters/letter_templates.html", {"rows": rows, "new_url": new_url})


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def letter_template_new(request: Any) -> HttpResponse:
    """Write a template, alone or in the place of one the city began with."""
    default = BY_CODE.get(request.GET.get("of", ""))
    first: dict[str, Any] = {"id": uuid7()}
    if default is not None:
        first |= {"name": default.name, "text": default.text}
    form = TemplateForm(request.POST or None, initial=first)
    return _template_page(request, form, code=default.code if default else "")


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def letter_template(request: Any, template_id: UUID) -> HttpResponse:
    """Change a template; letters already written stay as they are."""
    row = queries.template_by_id(template_id)
    if row is None:
        raise Http404
    first = {"id": row.pk, "name": row.name, "text": row.text, "is_active": row.is_active}
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        data["id"] = str(row.pk)
    return _template_page(request, TemplateForm(data, initial=first), code=row.code)


@access(permission="desk.manage")
@require_http_methods(["GET", "POST"])
def letterhead(request: Any) -> HttpResponse:
    """Name, address and logo at the head of each letter, from now on."""
    before = queries.letterhead_here()
    form, status = _head_form(request, before), 200
    if request.method == "POST":
        form, status = LetterheadForm(request.POST, request.FILES), 422
        if form.is_valid():
            logo, problem = _logo(form.cleaned_data["logo"])
            if problem:
                form.add_error("logo", problem)
            else:
                typed = form.cleaned_data
                set_letterhead(
                    id=typed["id"],
                    name=typed["name"],
                    lines=typed["lines"],
                    logo=logo,
                    keeps_logo=not typed["has_no_logo"],
                    by=request.user,
                )
                messages.success(request, _("Saved. Letters from now on have this head."))
                return redirect("encounters:letter_templates")
    context = {
        "form": form,
        "has_logo": bool(before and before.logo),
        "back_url": reverse("encounters:letter_templates"),
    }
    return render(request, "encounters/letterhead.html", context, status=status)


def _head_form(request: Any, before: Any) -> LetterheadForm:
    name = before.name if before else request.membership.organisation.name
    lines = before.lines if before else ""
    return LetterheadForm(initial={"id": uuid7(), "name": name, "lines": lines})


def _logo(sent: Any) -> tuple[Picture | None, str]:
    """Return the picture sent, made anew, or why it cannot be kept."""
    if sent is None:
        return None, ""
    try:
        return remake(sent.read(MOST_BYTES + 1)), ""
    except PictureRefused as refused:
        if refused.reason == "no_picture":
            return None, _("This file is no picture we can read. Send a JPEG, PNG or WebP.")
        return None, _("This picture is too large. Send a smaller one.")


def _template_page(request: Any, form: TemplateForm, *, code: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        keep_template(
            id=typed["id"],
            code=code,
            name=typed["name"],
            text=typed["text"],
            is_active=typed["is_active"],
            by=request.user,
        )
        messages.success(request, _("Saved."))
        return redirect("encounters:letter_templates")
    context = {
        "form": form,
        "fields": [(f"{{{name}}}", words) for name, words in FIELDS.items()],
        "back_url": reverse("encounters:letter_templates"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "encounters/letter_template.html", context, status=status)
