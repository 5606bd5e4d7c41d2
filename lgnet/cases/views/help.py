"""The question at the end: handing over the phone, the person's own page, thanks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.network.access import access

from ..actions import refusals
from ..actions.help import answer_help, ask_help
from ..enums_outcomes import Helpful
from ..forms.help import HelpForm
from ..queries import cases as case_queries
from ..queries import help as queries

# The languages the page can be read in, by their own names, and those of ISO 639-3 that ask
# for them.
LANGUAGES = {"it": "Italiano", "en": "English", "ar": "العربية"}
OF_PEOPLE = {"ita": "it", "eng": "en", "ara": "ar", "arb": "ar", "ary": "ar", "arz": "ar"}


@access(permission="cases.manage")
@require_POST
def help_ask(request: Any, case_id: UUID) -> HttpResponse:
    """Put down that the person is asked, and show the page to hand over."""
    case = get_object_or_404(case_queries.cases(), pk=case_id)
    try:
        asked = ask_help(case=case, by=request.user)
    except refusals.CaseRefused as refused:
        messages.error(request, str(refused))
        return redirect("cases:after_closing", case.pk)
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        language = language_of(case.person.language)
    return _to("cases:help_answer", language, asked.pk)


@access(permission="cases.manage")
@require_http_methods(["GET", "POST"])
def help_answer(request: Any, asked_id: UUID) -> HttpResponse:
    """The person's own page: one question, nothing that says who they are or what this is.

    Reading it is put in no audit, and neither is an answer without a name.
    """
    asked, language = queries.asked_by_id(asked_id), _language(request)
    if asked is None:
        raise Http404
    if not queries.may_answer(asked):
        return _to("cases:help_answered", language)
    form, status = HelpForm(), 200
    with translation.override(language):
        if request.method == "POST":
            form, status = HelpForm(request.POST), 422
            if form.is_valid():
                value = Helpful(form.cleaned_data["value"])
                answer_help(asked=asked, value=value, is_anonymous=form.is_anonymous)
                return _to("cases:help_answered", language)
        return _shown(request, "cases/help_answer.html", language, {"form": form}, status)


@access(permission="cases.manage")
@require_GET
def help_answered(request: Any) -> HttpResponse:
    """Thank, and ask for the phone back. The same for every answer, and for everybody."""
    language = _language(request)
    # The button is for who gets the phone back.
    work = {
        "language": translation.get_language(),
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
    }
    with translation.override(language):
        return _shown(request, "cases/help_answered.html", language, {"work": work})


def language_of(code: str | None) -> str:
    """Return the page's language for the one a person prefers: English where it is none of them."""
    return OF_PEOPLE.get(code or "", "it" if not code else "en")


def _language(request: Any) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else "it"


def _to(name: str, language: str, *args: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(name, args=args)}?language={language}")


def _shown(
    request: Any, template: str, language: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    # What the worker is told stays for the worker.
    context["messages"] = []
    context["languages"] = [(code, name, code == language) for code, name in LANGUAGES.items()]
    answer = render(request, template, context, status=status)
    answer["Content-Language"] = language
    # Going back shows no chosen answer: the page is asked for again, and thanks.
    answer["Cache-Control"] = "no-store, private"
    return answer
