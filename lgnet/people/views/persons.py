"""Pages of people: find before recording, record, change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.ids import derived_uuid, uuid7
from lgnet.network.access import access
from lgnet.ui import drafts

from .. import queries
from ..actions.contacts import Contact, add_contact_point
from ..actions.details import DetailClash
from ..actions.papers import Numbered, add_identifier
from ..actions.persons import ChangedMeanwhile, create_person, saved_profile, update_person
from ..asking import Asked
from ..differences import differences_between
from ..enums import ContactKind
from ..forms import PersonForm, initial_of
from ..identifiers import scheme_of
from ..models import Person
from ..profiles import Profile, profile_of, version_of
from .finding import address, cards_like, initial_of_asked, typed_before
from .one import person_or_404
from .saying import say_saved

NEW_DRAFT = "people.person:new"


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a person; whom they may already be shows while the name is typed."""
    countries = list(queries.countries())
    if request.method == "POST":
        return _save_new(request, PersonForm(request.POST, countries=countries))
    typed = typed_before(request)
    wanted = queries.asked(typed) if typed else Asked()
    initial, kept = drafts.initial_for(request, NEW_DRAFT, PersonForm, {"id": uuid7()})
    if typed:
        # What was just typed into the search is newer than the draft.
        initial |= initial_of_asked(wanted, typed)
    form = PersonForm(initial=initial, countries=countries)
    return _form_page(request, form, kept=kept, candidates=cards_like(wanted))


def _save_new(request: HttpRequest, form: PersonForm) -> HttpResponse:
    if form.is_valid():
        person_id = form.cleaned_data["id"] or uuid7()
        try:
            person = create_person(id=person_id, by=request.user, profile=form.profile())
            _add_numbers(person, request.user, form)
        except ValidationError as problem:
            form.add_error(None, problem)
        except DetailClash:
            form.add_error(None, _("This person is saved, with another number. Change it there."))
        except ChangedMeanwhile as clash:
            return _clash(request, clash.saved, form)
        else:
            drafts.clear(request, NEW_DRAFT)
            messages.success(request, _("Saved. What does this person need now?"))
            return redirect("people:detail", person.pk)
    kept = drafts.kept_for(request, NEW_DRAFT)
    return _form_page(request, form, kept=kept, candidates=[], status=422)


def _add_numbers(person: Person, by: Any, form: PersonForm) -> None:
    """Record the phone and number that came with a search, once however often it is sent."""
    phone, number = form.cleaned_data["phone"], form.cleaned_data["number"]
    if phone:
        add_contact_point(
            id=derived_uuid("first-phone", person.pk),
            person_id=person.pk,
            by=by,
            contact=Contact(kind=ContactKind.PHONE, value=phone),
        )
    if number:
        add_identifier(
            id=derived_uuid("first-number", person.pk),
            person_id=person.pk,
            by=by,
            numbered=Numbered(scheme=scheme_of(number), number=number),
        )


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change what is known of a person, unless somebody else has done so meanwhile."""
    person = person_or_404(person_id)
    saved = profile_of(person, person.names.all())
    initial = {**initial_of(saved), "version": version_of(saved)}
    countries = _countries_for(person)
    if request.method == "POST":
        form = PersonForm(request.POST, initial=initial, countries=countries)
        return _save_edit(request, person, form)
    record(verb="people.viewed", target=person)
    initial, kept = drafts.initial_for(request, _edit_draft(person), PersonForm, initial)
    form = PersonForm(initial=initial, countries=countries)
    return _form_page(request, form, person=person, kept=kept)


def _save_edit(request: HttpRequest, person: Person, form: PersonForm) -> HttpResponse:
    if form.is_valid():
        try:
            changed = update_person(
                person_id=person.pk,
                by=request.user,
                version=form.cleaned_data["version"],
                profile=form.profile(),
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        except ChangedMeanwhile as clash:
            return _clash(request, clash.saved, form)
        else:
            drafts.clear(request, _edit_draft(person))
            say_saved(request, changed)
            return redirect("people:detail", person.pk)
    kept = drafts.kept_for(request, _edit_draft(person))
    return _form_page(request, form, person=person, kept=kept, status=422)


def _clash(request: HttpRequest, person: Person, form: PersonForm) -> HttpResponse:
    """Show what was typed beside what is saved; saving again is then a decision."""
    saved: Profile = saved_profile(person)
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = version_of(saved)
    again = PersonForm(data, initial=initial_of(saved), countries=_countries_for(person))
    return _form_page(
        request,
        again,
        person=person,
        kept=drafts.kept_for(request, _edit_draft(person)),
        differences=differences_between(typed=form.profile(), saved=saved),
        status=409,
    )


def _form_page(
    request: HttpRequest,
    form: PersonForm,
    *,
    kept: drafts.Kept,
    person: Person | None = None,
    candidates: list[Any] | None = None,
    differences: Any = None,
    status: int = 200,
) -> HttpResponse:
    if person is None:
        here, back = reverse("people:new"), reverse("people:search")
    else:
        here = reverse("people:edit", args=[person.pk])
        back = reverse("people:detail", args=[person.pk])
    context = {
        "form": form,
        "person": person,
        "kept": kept,
        "draft_key": kept.key,
        "candidates": candidates or [],
        "differences": differences or [],
        "action_url": here,
        "back_url": back,
        "list_url": reverse("people:search"),
        "candidates_url": address("people:candidates", but=str(person.pk) if person else ""),
    }
    return render(request, "people/form.html", context, status=status)


def _countries_for(person: Person) -> list[Any]:
    """Return today's citizenships, and the one a person has of a state that ended."""
    found = list(queries.countries())
    if person.citizenship is not None and not person.citizenship.is_current:
        found.append(person.citizenship)
    return found


def _edit_draft(person: Person) -> str:
    return f"people.person:edit:{person.pk}"
