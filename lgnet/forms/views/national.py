"""For the national direction: the dictionary, and what cities ask of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.forms.access import CodeTaken
from lgnet.forms.actions.terms import keep_term
from lgnet.forms.enums import Coverage
from lgnet.forms.forms import TermForm, title_in, values_in
from lgnet.forms.models import NationalTerm
from lgnet.forms.pages import BADGES, coverage_page
from lgnet.forms.queries import term_by_id
from lgnet.forms.queries.terms import all_terms
from lgnet.forms.wording import label_of
from lgnet.network.access import access
from lgnet.network.queries import active_cities

from .shared import page_language


@access(permission="forms.dictionary")
@require_GET
def dictionary(request: Any) -> HttpResponse:
    """List the terms of the national dictionary."""
    language = page_language()
    rows = [(term, label_of(term, language)) for term in all_terms()]
    return render(request, "forms/dictionary.html", {"rows": rows})


@access(permission="forms.dictionary")
@require_http_methods(["GET", "POST"])
def term_new(request: Any) -> HttpResponse:
    """Add a term."""
    return _term(request, None)


@access(permission="forms.dictionary")
@require_http_methods(["GET", "POST"])
def term(request: Any, term_id: UUID) -> HttpResponse:
    """Change a term, or put it out of use."""
    found = term_by_id(term_id)
    if found is None:
        raise Http404
    return _term(request, found)


def _term(request: Any, found: NationalTerm | None) -> HttpResponse:
    initial: dict[str, Any] = {}
    if found is not None:
        initial = {
            "id": found.pk,
            "meaning": found.meaning,
            "is_current": found.is_current,
            "values": values_in(found),
            **{f"label_{code}": words for code, words in found.label.items()},
        }
    form, status = TermForm(initial=initial, term=found), 200
    if request.method == "POST":
        form, status = TermForm(request.POST, term=found), 422
        if form.is_valid():
            told = form.cleaned_data
            try:
                keep_term(
                    id=found.pk if found else told["id"],
                    code=found.code if found else told["code"],
                    type=found.type if found else told["type"],
                    label=title_in(form, "label"),
                    meaning=told["meaning"],
                    values=told["values"],
                    is_current=told["is_current"],
                )
            except CodeTaken as taken:
                form.add_error("code" if found is None else None, str(taken))
            else:
                messages.success(request, _("Saved."))
                return redirect("forms:dictionary")
    context = {"form": form, "term": found, "back_url": reverse("forms:dictionary")}
    return render(request, "forms/term.html", context, status=status)


@access(permission="forms.coverage")
@require_GET
def coverage(request: Any) -> HttpResponse:
    """Show which terms each city asks, and every question that has drifted from them."""
    language = page_language()
    context = coverage_page(list(active_cities()), language)
    context["names"] = [label_of(term, language) for term in context["terms"]]
    context["legend"] = [(BADGES[state], state.label) for state in Coverage]
    context["may_keep"] = "forms.dictionary" in request.permissions
    return render(request, "forms/coverage.html", context)
