"""The forms of a city or of the nation; beginning one; those of other cities; one version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.forms.access import CodeTaken
from lgnet.forms.actions.drafts import create_form
from lgnet.forms.actions.publishing import adopt
from lgnet.forms.enums import FieldType, Kind
from lgnet.forms.forms import AdoptForm, AnswerForm, NewForm
from lgnet.forms.forms.answering import answer_form
from lgnet.forms.models import FormVersion
from lgnet.forms.queries import adoptable, core_forms, forms_here, version_by_id
from lgnet.forms.queries.versions import current_of_all, last_numbers
from lgnet.forms.rules import Definition, Field, Section
from lgnet.forms.wording import title_of
from lgnet.network.access import access

from .shared import is_national, page_language


@access(permission="forms.edit")
@require_GET
def listing(request: Any) -> HttpResponse:
    """List the forms, with the version in use and what waits to be published."""
    language = page_language()
    forms = list(forms_here())
    versions = last_numbers(form.pk for form in forms)
    rows = [
        {
            "form": form,
            "title": title_of(form, language),
            "version": versions.get(form.pk),
            "is_ahead": form.pk in versions and form.changed_at > versions[form.pk].published_at,
        }
        for form in forms
    ]
    core = []
    if not is_national(request):
        core = [
            {"version": one, "title": title_of(one, language)}
            for one in current_of_all(kinds=[Kind.CORE])
        ]
    context = {"rows": rows, "core": core, "is_national": is_national(request)}
    return render(request, "forms/list.html", context)


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Begin a form."""
    cores = [] if is_national(request) else list(core_forms())
    form, status = NewForm(cores=cores), 200
    if request.method == "POST":
        form, status = NewForm(request.POST, cores=cores), 422
        if form.is_valid():
            told = form.cleaned_data
            try:
                made = create_form(
                    id=told["id"],
                    kind=told["kind"],
                    code=told["code"],
                    title={"it": told["title_it"]},
                    core_id=told["core_id"],
                    definition=_beginning(told["kind"], told["code"], told["title_it"]),
                    by=request.user,
                )
            except CodeTaken as taken:
                form.add_error("code", str(taken))
            else:
                return redirect("forms:edit", made.pk)
    context = {"form": form, "back_url": reverse("forms:list")}
    return render(request, "forms/new.html", context, status=status)


def _beginning(kind: str, code: str, title: str) -> Definition:
    """Return what a new form begins with: a section, and for a list of services its question."""
    fields: tuple[Field, ...] = ()
    if kind == Kind.SERVICE_LIST:
        services = Field(
            code=f"{code[:30]}_services",
            type=FieldType.SEVERAL_CHOICES,
            label={"it": title},
            privacy="operational",
            purpose="care",
            national="services",
        )
        fields = (services,)
    return Definition(("it",), (Section(f"{code[:30]}_section", {"it": title}, fields=fields),))


@access(permission="forms.edit")
@require_GET
def others(request: Any) -> HttpResponse:
    """List the forms that other cities use."""
    language = page_language()
    rows = [
        {
            "version": one,
            "title": title_of(one, language),
            "count": sum(1 for f in one.own.asked() if f.is_question),
        }
        for one in adoptable(city_id=request.membership.city_id)
    ]
    return render(request, "forms/others.html", {"rows": rows})


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def version(request: Any, version_id: UUID) -> HttpResponse:
    """Show a published version as people see it; another city's can be taken over."""
    found = version_by_id(version_id)
    if found is None:
        raise Http404
    own = request.membership.city_id
    can_adopt = own is not None and found.city_id not in (None, own) and not found.retired_at
    form, status = AdoptForm(initial={"code": found.code}), 200
    if request.method == "POST":
        form, status = AdoptForm(request.POST), 422
        if not can_adopt:
            raise Http404
        if form.is_valid():
            told = form.cleaned_data
            try:
                made = adopt(id=told["id"], version=found, code=told["code"], by=request.user)
            except CodeTaken as taken:
                form.add_error("code", str(taken))
            else:
                messages.success(request, _("Taken over. Look through it, then publish it."))
                return redirect("forms:edit", made.pk)
    back = "forms:others" if can_adopt else "forms:list"
    context = {
        "version": found,
        "title": title_of(found, page_language()),
        "answers": _blank(found),
        "form": form,
        "can_adopt": can_adopt,
        "back_url": reverse(back),
    }
    return render(request, "forms/version.html", context, status=status)


def _blank(found: FormVersion) -> AnswerForm:
    # Another prefix: the page has a form of its own beside the questions.
    return answer_form(found, language=page_language(), prefix="shown")
