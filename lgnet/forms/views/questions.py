"""The editor of one question: words, answers, conditions, and what it is asked for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.forms.access import ChangedMeanwhile, CodeTaken
from lgnet.forms.actions.drafts import fingerprint, put_field
from lgnet.forms.enums import CHOICE_TYPES
from lgnet.forms.forms import (
    ConditionRows,
    FieldForm,
    OptionRows,
    conditions_in,
    field_in,
    options_in,
    saved_field,
)
from lgnet.forms.models import NationalTerm
from lgnet.forms.pages import Bench, bench, told_of
from lgnet.forms.queries import current_terms
from lgnet.forms.rules import MOST_CONDITIONS, MOST_OPTIONS, Field, code_from, text_in
from lgnet.forms.wording import label_of, title_of
from lgnet.network.access import access
from lgnet.ui import drafts

from .editor import asked_before, conditions_data, values_of
from .shared import form_or_404, page_language

# Blank rows that stand ready.
_BLANK_OPTIONS, _MORE_OPTIONS = 3, 5


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def field_new(request: Any, form_id: UUID) -> HttpResponse:
    """Add a question to a section."""
    found = bench(form_or_404(form_id))
    if not found.definition.sections:
        messages.info(request, _("Add a section first: questions stand in sections."))
        return redirect("forms:section_new", form_id)
    return _Page(request, found, None).answer()


@access(permission="forms.edit")
@require_http_methods(["GET", "POST"])
def field(request: Any, form_id: UUID, code: str) -> HttpResponse:
    """Change a question."""
    found = bench(form_or_404(form_id))
    there = found.definition.field(code)
    if there is None:
        raise Http404
    return _Page(request, found, there).answer()


class _Page:
    """The page of one question; several forms make it up."""

    def __init__(self, request: Any, found: Bench, there: Field | None) -> None:
        self.request, self.found, self.there = request, found, there
        self.language = page_language()
        self.terms = list(current_terms())
        self.key = f"forms.field:{found.form.pk}:{there.code if there else 'new'}"
        self.kept = drafts.kept_for(request, self.key)

    def answer(self) -> HttpResponse:
        """Answer the request."""
        if self.request.method == "POST":
            return self._post(self.request.POST)
        data = self.kept.data() if self.kept.is_there else None
        if data is not None:
            # What is kept has no hidden inputs: how many rows there are is counted anew.
            _count_rows(data, "options", MOST_OPTIONS)
            _count_rows(data, "conditions", MOST_CONDITIONS)
        return self._page(*self._forms(data, extra=_BLANK_OPTIONS))

    def _post(self, data: Any) -> HttpResponse:
        if data.get("more"):
            data = data.copy()
            told = _number(data.get("options-TOTAL_FORMS"))
            data["options-TOTAL_FORMS"] = str(min(told + _MORE_OPTIONS, MOST_OPTIONS))
            return self._page(*self._forms(data, extra=0))
        form, options, conditions = self._forms(data, extra=0)
        # Each of them is asked, so that all errors show at once.
        if not all([form.is_valid(), options.is_valid(), conditions.is_valid()]):
            return self._page(form, options, conditions, status=422)
        told = form.cleaned_data
        code = self.there.code if self.there else told["code"] or self._code(form)
        one = field_in(
            form,
            code=code,
            options=options_in(options, self._term(told["national"])),
            shown=conditions_in(conditions, told["joint"]),
        )
        try:
            put_field(
                form=self.found.form,
                field=one,
                section=told["section"],
                seen=data.get("seen", ""),
                is_new=self.there is None,
                by=self.request.user,
            )
        except CodeTaken as taken:
            form.add_error("code", str(taken))
            return self._page(form, options, conditions, status=409)
        except ChangedMeanwhile as changed:
            form.add_error(None, str(changed))
            return self._page(form, options, conditions, status=409)
        drafts.clear(self.request, self.key)
        messages.success(self.request, _("Saved."))
        if data.get("again"):
            url = reverse("forms:field_new", args=[self.found.form.pk])
            return redirect(f"{url}?section={told['section']}")
        return redirect(f"{self._edit_url()}#q-{code}")

    def _forms(self, data: Any, *, extra: int) -> tuple[Any, Any, Any]:
        there, definition = self.there, self.found.definition
        if there:
            initial = saved_field(there, definition.section_of(there.code))
        else:
            initial = {"section": self.request.GET.get("section", "")}
        form = FieldForm(
            data,
            initial=initial,
            definition=definition,
            terms=self.terms,
            is_new=there is None,
            is_published=there is not None and there.code in self.found.published_codes,
            language=self.language,
        )
        chosen = data.get("national", "") if data is not None else initial.get("national", "")
        term = self._term(chosen)
        languages = definition.languages
        saved = [
            {
                "code": option.code,
                "national": option.national,
                **{f"label_{language}": words for language, words in option.label.items()},
            }
            for option in (there.options if there else ())
        ]
        options = OptionRows(
            data,
            initial=saved if data is None else None,
            prefix="options",
            form_kwargs={"languages": languages, "codes": self._codes(term)},
        )
        options.extra = min(extra, MOST_OPTIONS - len(saved))
        asked = asked_before(self.found, there.code if there else None, self.language)
        conditions = ConditionRows(
            data,
            initial=conditions_data(there.shown if there else None) if data is None else None,
            prefix="conditions",
            form_kwargs={"asked": asked},
        )
        conditions.extra = 1 if extra else 0
        return form, options, conditions

    def _page(self, form: Any, options: Any, conditions: Any, status: int = 200) -> HttpResponse:
        there = self.there
        # What the browser was shown stays what it was shown, however often the form comes back.
        seen = self.request.POST.get("seen") if status != 409 else None
        if there and seen is None:
            seen = fingerprint(there)
        context = {
            "form": form,
            "options": options,
            "conditions": conditions,
            "field": there,
            "label": label_of(there, self.language) if there else "",
            "is_choice": form["type"].value() in CHOICE_TYPES,
            "seen": seen or "",
            "kept": self.kept,
            "key": self.key,
            "problems": told_of(self.found, there.code) if there else [],
            "values": values_of(self.found, self.language),
            "form_title": title_of(self.found.form, self.language),
            "back_url": self._edit_url(),
        }
        return render(self.request, "forms/field.html", context, status=status)

    def _term(self, code: str) -> NationalTerm | None:
        return next((term for term in self.terms if term.code == code), None)

    def _codes(self, term: NationalTerm | None) -> list[tuple[str, str]]:
        return [
            (str(value["code"]), f"{text_in(value, self.language)} ({value['code']})")
            for value in (term.values if term else [])
        ]

    def _code(self, form: Any) -> str:
        taken = {one.code for one in self.found.whole.all_fields()}
        taken |= {section.code for section in self.found.whole.sections}
        main = self.found.definition.languages[0]
        return code_from(form.cleaned_data[f"label_{main}"], taken)

    def _edit_url(self) -> str:
        return reverse("forms:edit", args=[self.found.form.pk])


def _count_rows(data: Any, prefix: str, most: int) -> None:
    numbers = {
        _number(name.split("-")[1])
        for name in data
        if name.startswith(f"{prefix}-") and "-" in name
    }
    data[f"{prefix}-TOTAL_FORMS"] = str(min(max(numbers, default=-1) + 2, most))
    data[f"{prefix}-INITIAL_FORMS"] = "0"


def _number(told: Any) -> int:
    text = str(told or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
