"""The end of a stay, told to the person; and a stay that lasts to the end of its term."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.housing import queries, rules_terms
from lgnet.housing.actions.lengthening import lengthen_stay
from lgnet.housing.actions.refusals import HousingRefused
from lgnet.housing.actions.warnings import tell_person
from lgnet.housing.queries.house_life import reading_languages
from lgnet.kernel.nights import tonight
from lgnet.network.access import access, can
from lgnet.people.catalogue import LANGUAGES


@access(permission="housing.place")
@require_POST
def stay_longer(request: Any, stay_id: UUID) -> HttpResponse:
    """Let a stay last to the end of its term, as far as its place is free."""
    stay = _stay(stay_id)
    try:
        longer = lengthen_stay(stay=stay, by=request.user)
    except HousingRefused as refused:
        messages.warning(request, str(refused))
    else:
        day = formats.date_format(longer.due_on or "", "SHORT_DATE_FORMAT")
        messages.success(request, _("The stay lasts until %(day)s now.") % {"day": day})
    return redirect("housing:stay_detail", stay.pk)


@access(permission="housing.request")
@require_GET
def stay_letter(request: Any, stay_id: UUID) -> HttpResponse:
    """Show, to print or read aloud, when the stay ends: plain words in the person's language."""
    stay = _stay(stay_id)
    record(verb="housing.stay_viewed", target=stay, person=stay.person_id)
    wanted = request.GET.get("language", "")
    languages = [_language(code) for code, _name in settings.LANGUAGES]
    chosen = wanted if wanted in dict(settings.LANGUAGES) else _language_of(stay.person)
    left = rules_terms.days_left(due=stay.due_on, tonight=tonight()) if stay.due_on else None
    context = {
        "stay": stay,
        "languages": languages,
        "language": _language(chosen),
        "left": left,
        "is_running": stay.ended_on is None and stay.due_on is not None,
    }
    return render(request, "housing/stay_letter.html", context)


@access(permission="housing.request")
@require_POST
def stay_told(request: Any, stay_id: UUID) -> HttpResponse:
    """Write down that the person was told today when their stay ends."""
    stay = _stay(stay_id)
    if tell_person(stay=stay, by=request.user):
        messages.success(request, _("Written down: they know when the stay ends."))
    if can(request.membership, "housing.place"):
        return redirect("housing:stay_detail", stay.pk)
    return redirect("people:detail", stay.person_id)


def _language(code: str) -> dict[str, Any]:
    info = get_language_info(code)
    return {
        "code": code,
        "name": dict(settings.LANGUAGES)[code],
        "direction": "rtl" if info["bidi"] else "ltr",
    }


def _language_of(person: Any) -> str:
    """Return which of our languages to write in: the one spoken, else one they read."""
    ours = dict(settings.LANGUAGES)
    for code in [person.language, *reading_languages(person)]:
        known = LANGUAGES.get(code or "")
        if known is not None and known.cldr in ours:
            return known.cldr
    return str(settings.LANGUAGE_CODE)


def _stay(stay_id: UUID) -> Any:
    return get_object_or_404(queries.stays(), pk=stay_id)
