"""The texts of the house rules, language by language; a change is a new version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.housing.actions.upkeep import write_rules
from lgnet.housing.actions.upkeep_refusals import RulesNeedAnotherLanguage
from lgnet.housing.forms_upkeep import LanguageForm, RulesForm
from lgnet.housing.queries import houses as reads
from lgnet.housing.queries.house_life import current_rules
from lgnet.housing.upkeep_pages import frame
from lgnet.network.access import access
from lgnet.people.catalogue import LANGUAGES, language_label
from lgnet.ui import drafts

from .houses import house_or_404


@access(permission="housing.structures")
@require_GET
def house_rules(request: Any, house_id: UUID) -> HttpResponse:
    """List the languages in which the house has rules, each under its own name."""
    house = house_or_404(house_id)
    wanted = request.GET.get("language", "")
    if wanted in LANGUAGES:
        return redirect("housing:rules_edit", house.pk, wanted)
    found = current_rules(house)
    newest = max((rules.version for rules in found.values()), default=0)
    lines = [
        {
            "rules": rules,
            "language": LANGUAGES.get(code),
            "label": language_label(code),
            "is_newest": rules.version == newest,
        }
        for code, rules in sorted(found.items())
    ]
    context = frame(house, "house_rules") | {
        "lines": lines,
        "newest": newest,
        "form": LanguageForm(but=found),
    }
    return render(request, "housing/house_rules.html", context)


@access(permission="housing.structures")
@require_http_methods(["GET", "POST"])
def rules_edit(request: Any, house_id: UUID, language: str) -> HttpResponse:
    """Write the rules in a language: a translation of the newest version, or new rules."""
    if language not in LANGUAGES:
        raise Http404
    house = house_or_404(house_id)
    versions = list(reads.rules_history(house, language)[: reads.SHOWN])
    newest = reads.newest_rules(house)
    latest = versions[0] if versions else None
    may_translate = newest > 0 and (latest is None or latest.version < newest)
    key = f"housing.rules:{house.pk}:{language}"
    status = 200
    if request.method == "POST":
        form, kept, status = (
            RulesForm(request.POST, may_translate=may_translate),
            drafts.Kept(key),
            422,
        )
        if form.is_valid():
            try:
                write_rules(
                    house=house,
                    language=language,
                    text=form.cleaned_data["text"],
                    is_translation=form.means_the_same,
                    by=request.user,
                )
            except RulesNeedAnotherLanguage as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                drafts.clear(request, key)
                messages.success(request, _("Saved."))
                return redirect("housing:house_rules", house.pk)
    else:
        blank = {"text": latest.text if latest else "", "is_translation": "yes"}
        initial, kept = drafts.initial_for(request, key, RulesForm, blank)
        form = RulesForm(initial=initial, may_translate=may_translate)
    context = frame(house, "house_rules") | {
        "form": form,
        "kept": kept,
        "key": key,
        "language": LANGUAGES[language],
        "label": language_label(language),
        "latest": latest,
        "older": versions[1:],
        "newest": newest,
        "may_translate": may_translate,
        "back_url": reverse("housing:house_rules", args=[house.pk]),
    }
    return render(request, "housing/rules_edit.html", context, status=status)
