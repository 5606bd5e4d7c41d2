"""Asking a person: the text to read, the answer, its check, taking it back."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.network.models import Organisation
from lgnet.ui import drafts, undo
from lgnet.ui.actions import save_draft

from .. import queries
from ..access import recipients_for, same_question
from ..actions.consents import record_consent, withdraw_consent
from ..consent_texts import CURRENT, VERSIONS, consent_text, has_text, languages_of
from ..enums import Explained, Purpose
from ..forms.consents import ConsentForm, new_answer
from ..languages import LANGUAGES, language_label
from ..models import Consent, Person
from ..rules_legal import LEGAL_BASES, askable_purposes
from .one import person_or_404


@access(permission="people.consent")
@require_http_methods(["GET", "POST"])
def consent_new(request: Any, person_id: UUID, purpose: str) -> HttpResponse:
    """Record an answer. A yes that opens the record to others is checked on a page of its own."""
    person, asked = person_or_404(person_id), _purpose_or_404(purpose)
    recipients = recipients_for(person, asked_by=request.membership.organisation)
    options: dict[str, Any] = {"purpose": asked, "recipients": recipients}
    key = f"people.consent:{person.pk}:{asked.value}"
    if request.method == "GET":
        record(verb="people.viewed", target=person)
        initial, kept = drafts.initial_for(request, key, ConsentForm, new_answer(person, asked))
        return _form(request, person, ConsentForm(initial=initial, **options), kept)
    form, kept = ConsentForm(request.POST, **options), drafts.Kept(key)
    if not form.is_valid():
        return _form(request, person, form, kept, status=422)
    if form.is_yes and LEGAL_BASES[asked].names_recipient and "checked" not in request.POST:
        return _check(request, person, form, key)
    try:
        consent = record_consent(person_id=person.pk, by=request.user, **form.answer_given())
    except ValidationError as problem:
        form.add_error(None, problem)
        return _form(request, person, form, kept, status=422)
    drafts.clear(request, key)
    _tell_recorded(request, consent)
    return _back_to(person)


@access(permission="people.consent")
@require_http_methods(["GET", "POST"])
def consent_withdraw(request: Any, consent_id: UUID) -> HttpResponse:
    """Take a yes back at the person's word. It closes at once, and nothing brings it back."""
    consent = get_object_or_404(
        Consent.objects.select_related("person", "recipient"), pk=consent_id
    )
    person = consent.person
    if request.method == "GET":
        record(verb="people.viewed", target=person)
        context = {
            "consent": consent,
            "person": person,
            "question": Purpose(consent.purpose).label,
            "is_over": not consent.is_given or consent.withdrawn_at is not None,
        }
        return render(request, "people/consent_withdraw.html", context)
    withdraw_consent(consent_id=consent.pk, by=request.user)
    messages.success(request, _("Withdrawn. What it opened is closed from now on."))
    return _back_to(person)


@access(permission="people.consent")
@require_GET
def consent_text_page(request: Any, person_id: UUID, purpose: str, language: str) -> HttpResponse:
    """The text in the person's language, large: to read aloud, to show, to print."""
    person, asked = person_or_404(person_id), _purpose_or_404(purpose)
    version = request.GET.get("version", CURRENT)
    version = version if version in VERSIONS else CURRENT
    if not has_text(language, version):
        raise Http404
    text = consent_text(asked, language, fill=_filled(request, language), version=version)
    record(verb="people.viewed", target=person)
    context = {
        "person": person,
        "text": text,
        "purpose": asked.value,
        "others": _text_links(person, asked, request.GET.urlencode(), but=language),
    }
    return render(request, "people/consent_text.html", context)


def _back_to(person: Person) -> HttpResponse:
    """Lead back to who may see the person; away, where a no was why this member saw them."""
    if queries.person_by_id(person.pk) is None:
        return redirect("people:search")
    return redirect("people:sharing", person.pk)


def _form(
    request: Any, person: Person, form: ConsentForm, kept: drafts.Kept, status: int = 200
) -> HttpResponse:
    needs_recipient = LEGAL_BASES[form.purpose].names_recipient
    context = {
        "person": person,
        "form": form,
        "kept": kept,
        "draft_key": kept.key,
        "question": form.purpose.label,
        "texts": _text_links(person, form.purpose),
        "has_nobody": needs_recipient and not form.fields["recipient"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return render(request, "people/consent_form.html", context, status=status)


def _check(request: Any, person: Person, form: ConsentForm, key: str) -> HttpResponse:
    """Show the answer before it opens the record; what was typed is kept for the way back."""
    sent = {name: form.data.getlist(name) for name in form.fields if name in form.data}  # type: ignore[attr-defined]
    save_draft(form_key=key, fields=sent, by=request.user, page_made_at=timezone.now())
    typed = form.cleaned_data
    query = urlencode({"recipient": typed["recipient"].pk, "until": typed["expires_on"]})
    context = {
        "person": person,
        "form": form,
        "recipient": typed["recipient"].name,
        "language": language_label(typed["language"]),
        "explained": Explained(typed["explained"]).label,
        "expires_on": typed["expires_on"],
        "texts": _text_links(person, form.purpose, query),
        "change_url": reverse("people:consent_new", args=[person.pk, form.purpose.value]),
    }
    return render(request, "people/consent_check.html", context)


def _tell_recorded(request: Any, consent: Consent) -> None:
    """Say it is saved, with a way back where nothing else changed with it."""
    label = _("Saved: they agree.") if consent.is_given else _("Saved: they said no.")
    if same_question(consent).count() != 1 or consent.withdrawn_at is not None:
        messages.success(request, label)
        return
    arguments = {"consent_id": str(consent.pk)}
    undo.offer_undo(request, action="people.consent", arguments=arguments, label=label)


def _filled(request: Any, language: str) -> dict[str, str]:
    """Return what stands in the text's gaps: recipient and day of the address, and the city."""
    found = {"city": request.membership.city.name}
    try:
        recipient = UUID(request.GET.get("recipient", ""))
    except ValueError:
        pass
    else:
        of_city = Organisation.objects.filter(city=request.membership.city, pk=recipient)
        found["recipient"] = of_city.values_list("name", flat=True).first() or ""
    try:
        until = dt.date.fromisoformat(request.GET.get("until", ""))
    except ValueError:
        return found
    with translation.override(LANGUAGES[language].cldr):
        found["until"] = formats.date_format(until, "DATE_FORMAT")
    return found


def _text_links(
    person: Person, purpose: Purpose, query: str = "", *, but: str = ""
) -> list[dict[str, str]]:
    """Return the pages of a text, each under the language's own name."""
    found = []
    for code in languages_of():
        if code == but:
            continue
        url = reverse("people:consent_text", args=[person.pk, purpose.value, code])
        own = LANGUAGES[code]
        found.append(
            {"label": own.own_name, "tag": own.cldr, "url": f"{url}?{query}" if query else url}
        )
    return found


def _purpose_or_404(purpose: str) -> Purpose:
    if purpose not in {str(asked.value) for asked in askable_purposes()}:
        raise Http404
    return Purpose(purpose)
