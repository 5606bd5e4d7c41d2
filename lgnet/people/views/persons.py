"""Pages of people: find before recording, record, change."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.network.access import access
from lgnet.ui import drafts, sealed

from .. import queries
from ..actions.persons import ChangedMeanwhile, create_person, saved_profile, update_person
from ..cards import card_of
from ..differences import differences_between
from ..forms import PersonForm, initial_of
from ..models import Person
from ..profiles import Profile, profile_of, version_of
from .one import person_or_404

LONGEST_QUERY = 200
NEW_DRAFT = "people.person:new"


@access(permission="people.view")
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find people by any of their names; with nothing asked, the ones recorded last.

    A search is posted, and answered at an address in which it stands sealed: no name in any URL.
    """
    if request.method == "POST":
        typed = request.POST.get("q", "").strip()[:LONGEST_QUERY]
        return redirect(_sealed(request, "people:search", typed))
    text = _asked(request)
    if not text:
        return _newest(request)
    wanted = queries.asked(text)
    found = [card_of(person) for person in queries.search_people(text)]
    record(verb="people.searched", kind="people.person", found=len(found))
    context = {
        "q": text,
        "cards": found,
        "has_words": bool(wanted.words),
        "year": wanted.year,
        "without_year_url": _sealed(request, "people:search", " ".join(wanted.words)),
        "is_cut": len(found) == queries.MOST_FOUND,
        "new_url": _new_url(request, text),
    }
    return render(request, "people/search.html", context)


def _newest(request: HttpRequest) -> HttpResponse:
    page = page_by(
        queries.newest_people(),
        "created_at",
        older_than=request.GET.get("older", ""),
        newer_than=request.GET.get("newer", ""),
    )
    record(verb="people.listed", kind="people.person", shown=len(page.rows))
    context = {
        "q": "",
        "cards": [card_of(person) for person in page.rows],
        "newer_url": _address("people:search", newer=page.newer) if page.newer else "",
        "older_url": _address("people:search", older=page.older) if page.older else "",
        "new_url": _new_url(request, ""),
    }
    return render(request, "people/newest.html", context)


@access(permission="people.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a person; whom they may already be shows while the name is typed."""
    countries = list(queries.countries())
    if request.method == "POST":
        return _save_new(request, PersonForm(request.POST, countries=countries))
    asked = _asked(request)
    initial, kept = drafts.initial_for(
        request, NEW_DRAFT, PersonForm, {"id": uuid7(), "known_as": asked}
    )
    if asked:
        # What was just typed into the search is newer than the draft.
        initial["known_as"] = asked
    form = PersonForm(initial=initial, countries=countries)
    return _form_page(request, form, kept=kept, candidates=_candidates(request, [asked]))


def _save_new(request: HttpRequest, form: PersonForm) -> HttpResponse:
    if form.is_valid():
        person_id = form.cleaned_data["id"] or uuid7()
        try:
            person = create_person(id=person_id, by=request.user, profile=form.profile())
        except ValidationError as problem:
            form.add_error(None, problem)
        except ChangedMeanwhile as clash:
            return _clash(request, clash.saved, form)
        else:
            drafts.clear(request, NEW_DRAFT)
            messages.success(request, _("Saved. What does this person need now?"))
            return redirect("people:detail", person.pk)
    kept = drafts.kept_for(request, NEW_DRAFT)
    return _form_page(request, form, kept=kept, candidates=[], status=422)


@access(permission="people.view")
@require_POST
def candidates(request: HttpRequest) -> HttpResponse:
    """A fragment: people who may be the one whose name is being typed. Posted, as names are."""
    typed = request.POST
    whole_name = f"{typed.get('given', '')} {typed.get('family', '')}"
    texts = [text[:LONGEST_QUERY] for text in (typed.get("known_as", ""), whole_name)]
    cards = _candidates(request, texts, but=_uuid(request.GET.get("but", "")))
    return render(request, "people/_candidates.html", {"candidates": cards})


def _candidates(request: HttpRequest, texts: list[str], but: UUID | None = None) -> list[Any]:
    if not any(text.strip() for text in texts):
        return []
    found = [card_of(person) for person in queries.people_called(texts, but=but)]
    record(verb="people.searched", kind="people.person", found=len(found))
    return found


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
            update_person(
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
            messages.success(request, _("Saved."))
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
        "candidates_url": _address("people:candidates", but=str(person.pk) if person else ""),
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


def _new_url(request: HttpRequest, text: str) -> str:
    if "people.edit" not in request.permissions:  # type: ignore[attr-defined]
        return ""
    return _sealed(request, "people:new", text)


def _address(url_name: str, **query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{reverse(url_name)}?{urlencode(given)}" if given else reverse(url_name)


def _asked(request: Any) -> str:
    token = request.GET.get(sealed.PARAMETER, "")
    return sealed.unseal(token, user_id=request.user.pk).strip()[:LONGEST_QUERY]


def _sealed(request: Any, url_name: str, text: str) -> str:
    return _address(url_name, **{sealed.PARAMETER: sealed.seal(text, user_id=request.user.pk)})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
