"""The editor: the outline of a form, its title, its sections; moving and retiring."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.forms.access import FormRefused
from lgnet.forms.actions import drafts
from lgnet.forms.forms import (
    ConditionRows,
    SectionForm,
    TitleForm,
    conditions_in,
    title_in,
)
from lgnet.forms.pages import Bench, bench, outline, told_of
from lgnet.forms.rules import MOST_CONDITIONS, Section, Shown, code_from
from lgnet.forms.wording import label_of, title_of
from lgnet.network.access import access

from .shared import form_or_404, page_language


@access(permission="forms.edit")
@require_GET
def edit(request: Any, form_id: UUID) -> HttpResponse:
    """Show the working copy with its problems, each beside the question it concerns."""
    found = bench(form_or_404(form_id))
    return render(request, "forms/edit.html", outline(found, page_language()))


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def title(request: Any, form_id: UUID) -> HttpResponse:
    """Change title and languages."""
    written = form_or_404(form_id)
    languages = written.definition.languages
    told = {f"title_{code}": words for code, words in written.title.items()}
    form, status = TitleForm(initial=told, languages=languages), 200
    if request.method == "POST":
        form, status = TitleForm(request.POST, languages=languages), 422
        if form.is_valid():
            drafts.name_form(
                form=written,
                title=title_in(form),
                languages=form.cleaned_data["languages"],
                by=request.user,
            )
            messages.success(request, _("Saved."))
            return redirect("forms:edit", written.pk)
    context = {"form": form, "written": written, "back_url": _edit_url(written)}
    return render(request, "forms/title.html", context | _name(written), status=status)


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def section_new(request: Any, form_id: UUID) -> HttpResponse:
    """Add a section."""
    return _section(request, bench(form_or_404(form_id)), None)


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def section(request: Any, form_id: UUID, code: str) -> HttpResponse:
    """Change a section's title and when it is shown, or take an empty one away."""
    found = bench(form_or_404(form_id))
    there = found.definition.section(code)
    if there is None:
        raise Http404
    if request.POST.get("remove"):
        try:
            drafts.remove_section(form=found.form, code=code, by=request.user)
        except FormRefused as refused:
            messages.error(request, str(refused))
        return redirect(_edit_url(found.form))
    return _section(request, found, there)


def _section(request: Any, found: Bench, there: Section | None) -> HttpResponse:
    language, languages = page_language(), found.definition.languages
    asked = asked_before(found, there.code if there else None, language, in_section=False)
    rows_of = conditions_data(there.shown if there else None)
    if request.method == "POST":
        form = SectionForm(request.POST, languages=languages)
        rows = ConditionRows(request.POST, prefix="conditions", form_kwargs={"asked": asked})
        if form.is_valid() and rows.is_valid():
            name = title_in(form)
            taken = {s.code for s in found.whole.sections}
            taken |= {one.code for one in found.whole.all_fields()}
            code = there.code if there else code_from(next(iter(name.values())), taken)
            shown = conditions_in(rows, form.cleaned_data["joint"])
            drafts.put_section(form=found.form, section=Section(code, name, shown), by=request.user)
            return redirect(f"{_edit_url(found.form)}#s-{code}")
        status = 422
    else:
        told = {f"title_{k}": words for k, words in there.title.items()} if there else {}
        if there:
            told["joint"] = there.shown.joint
        form = SectionForm(initial=told, languages=languages)
        rows = ConditionRows(initial=rows_of, prefix="conditions", form_kwargs={"asked": asked})
        rows.extra = 1
        status = 200
    context = {
        "form": form,
        "conditions": rows,
        "values": values_of(found, language),
        "section": there,
        "can_remove": there is not None and not there.fields,
        "problems": told_of(found, there.code) if there else [],
        "back_url": _edit_url(found.form),
    }
    return render(request, "forms/section.html", context | _name(found.form), status=status)


@access(permission="forms.edit")
@require_POST
def move(request: Any, form_id: UUID) -> HttpResponse:
    """Move a question or a section up or down, and come back to it."""
    written = form_or_404(form_id)
    code = request.POST.get("code", "")
    steps = {"up": -1, "down": 1}.get(request.POST.get("to", ""), 0)
    drafts.move(form=written, code=code, steps=steps, by=request.user)
    return redirect(_at(written, code))


@access(permission="forms.edit")
@require_POST
def retire(request: Any, form_id: UUID) -> HttpResponse:
    """Ask a question no longer, or again."""
    written = form_or_404(form_id)
    code, is_retired = request.POST.get("code", ""), not request.POST.get("again")
    there = written.definition.field(code)
    if there is None:
        return redirect(_edit_url(written))
    drafts.retire_field(form=written, code=code, is_retired=is_retired, by=request.user)
    label = {"question": label_of(there, page_language())}
    if is_retired:
        messages.success(
            request, _("“%(question)s” is no longer asked. You can bring it back.") % label
        )
    else:
        messages.success(request, _("“%(question)s” is asked again.") % label)
    return redirect(_at(written, code))


def asked_before(
    found: Bench, code: str | None, language: str, *, in_section: bool = True
) -> list[tuple[str, str]]:
    """Return the questions a condition of this place may ask: those before it."""
    choices: list[tuple[str, str]] = []
    for part in found.whole.sections:
        if part.code == code and not in_section:
            break
        for one in part.fields:
            if one.code == code:
                return choices
            if one.is_question and not one.is_retired:
                choices.append((one.code, label_of(one, language)))
    return choices


def conditions_data(shown: Shown | None) -> list[dict[str, str]]:
    """Return the rows of conditions as a form shows them."""
    rows = [
        {"field": one.field, "operator": one.operator, "value": one.value}
        for one in (shown.conditions if shown else ())
    ]
    return rows[:MOST_CONDITIONS]


def values_of(found: Bench, language: str) -> list[tuple[str, str]]:
    """Return the answers that a condition can compare with, as suggestions."""
    values = [("yes", _("Yes")), ("no", _("No"))]
    for one in found.whole.asked():
        for option in one.options:
            words = option.label.get(language) or option.label.get("it") or option.code
            values.append((option.code, f"{words} – {label_of(one, language)}"))
    return values


def _edit_url(written: Any) -> str:
    return reverse("forms:edit", args=[written.pk])


def _at(written: Any, code: str) -> str:
    prefix = "s" if written.definition.section(code) else "q"
    return f"{_edit_url(written)}#{prefix}-{code}"


def _name(written: Any) -> dict[str, Any]:
    return {"form_title": title_of(written, page_language())}
