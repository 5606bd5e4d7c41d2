"""Who may see a person: the whole of it, keeping it to oneself, opening it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.ui import undo

from .. import sharing as words
from ..access import SharingRefused, can_open, can_restrict, check_may_open
from ..actions.sharing import open_person, restrict_person
from .one import person_or_404


@access(permission="people.consent")
@require_GET
def sharing(request: Any, person_id: UUID) -> HttpResponse:
    """Who may see this person and why, what they answered, who looked. To show and to print."""
    person = person_or_404(person_id)
    record(verb="people.viewed", target=person)
    organisation = request.membership.organisation
    context = {
        "person": person,
        "seers": words.seers(person),
        "answers": words.answer_lines(person),
        "readings": words.readings_of(person),
        "questions": words.questions(),
        "organisation": organisation.name,
        "may_restrict": can_restrict(person, organisation),
        "may_open": can_open(person, organisation),
    }
    return render(request, "people/sharing.html", context)


@access(permission="people.consent")
@require_POST
def restrict(request: Any, person_id: UUID) -> HttpResponse:
    """Keep a person to the member's own organisation, with a way back for some seconds."""
    person = person_or_404(person_id)
    organisation = request.membership.organisation
    try:
        is_new = restrict_person(person_id=person.pk, organisation=organisation, by=request.user)
    except SharingRefused as refused:
        messages.warning(request, str(refused))
        return redirect("people:sharing", person.pk)
    if is_new:
        undo.offer_undo(
            request,
            action="people.restrict",
            arguments={"person_id": str(person.pk), "organisation_id": str(organisation.pk)},
            label=_("Only your organisation sees this person now."),
        )
    return redirect("people:sharing", person.pk)


@access(permission="people.consent")
@require_http_methods(["GET", "POST"])
def reopen(request: Any, person_id: UUID) -> HttpResponse:
    """Open a person kept to one organisation: checked first, for what is seen stays seen."""
    person = person_or_404(person_id)
    organisation = request.membership.organisation
    try:
        check_may_open(person, organisation)
        if request.method == "GET":
            record(verb="people.viewed", target=person)
            return render(request, "people/sharing_open.html", {"person": person})
        open_person(person_id=person.pk, organisation=organisation, by=request.user)
    except SharingRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The joint service of the city sees this person again."))
    return redirect("people:sharing", person.pk)


@access(permission="people.view")
@require_GET
def lawful_ground(request: Any) -> HttpResponse:
    """On what ground data are used: the table that the code itself goes by."""
    return render(request, "people/lawful_ground.html", {"lines": words.legal_lines()})
