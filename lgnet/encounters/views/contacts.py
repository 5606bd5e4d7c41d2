"""Pages of encounters: record one in a minute, read them night by night, name who it was."""

import datetime as dt
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.directory.queries import services
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by_arrival
from lgnet.kernel.nights import night_of, tonight
from lgnet.network.access import access
from lgnet.network.enums import Role
from lgnet.network.queries import neighbourhoods_of
from lgnet.people.actions.persons import ChangedMeanwhile
from lgnet.people.models import Person
from lgnet.ui import drafts
from lgnet.ui.undo import offer_undo

from .. import wording
from ..actions.contacts import (
    WithSomeoneElse,
    attach_person,
    record_encounter,
)
from ..board_words import need_lines
from ..enums import Setting
from ..forms.contacts import ANONYMOUS, NEW, AttachForm, ContactForm
from ..models import Encounter
from ..picking import (
    NobodyThere,
    found_people,
    person_asked_for,
    person_meant,
    picked_person,
)
from ..queries import contacts as queries
from ..queries.needs import needs_of
from ..saving import save_contact

LONGEST_QUERY = 200
NEW_DRAFT = "encounters.contact:new"


@access(permission="encounters.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Contacts as they arrived, the last first, under their nights; of one setting if asked."""
    setting = request.GET.get("setting", "")
    setting = setting if setting in Setting.values else ""
    page = page_by_arrival(
        queries.encounters_listed(setting=setting),
        older_than=request.GET.get("older", ""),
        newer_than=request.GET.get("newer", ""),
    )
    rows = [wording.list_line(encounter) for encounter in page.rows]
    record(verb="encounters.listed", kind="encounters.encounter", shown=len(rows))
    context = {
        "nights": [
            (wording.night_words(night, tonight=tonight()), list(lines))
            for night, lines in groupby(rows, key=lambda line: night_of(line.encounter.happened_at))
        ],
        "settings": _setting_links(setting),
        "newer_url": _address("list", setting=setting, newer=page.newer) if page.newer else "",
        "older_url": _address("list", setting=setting, older=page.older) if page.older else "",
        "new_url": _if_allowed(request, "encounters.record", "encounters:new"),
        "unmet_url": reverse("encounters:unmet"),
        "day_url": _if_allowed(request, "encounters.record", "encounters:day_work"),
    }
    return render(request, "encounters/list.html", context)


@access(permission="encounters.view")
@require_GET
def detail(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """One contact. Opening it is put in the audit."""
    encounter = _encounter_or_404(encounter_id)
    record(verb="encounters.viewed", target=encounter)
    context = _contact_context(request, encounter)
    return render(request, "encounters/detail.html", context)


@access(permission="encounters.view")
@require_GET
def saved(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """What to do after a contact; once it has been undone, the list."""
    encounter = queries.encounter_by_id(encounter_id)
    if encounter is None:
        return redirect("encounters:list")
    record(verb="encounters.viewed", target=encounter)
    return render(request, "encounters/saved.html", _contact_context(request, encounter))


@access(permission="encounters.record")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a contact, with someone known, someone new, or nobody named."""
    if request.method == "POST":
        return _save_new(request, _contact_form(request, data=request.POST))
    person = person_asked_for(request)
    initial, kept = drafts.initial_for(request, NEW_DRAFT, ContactForm, _first_values(request))
    if person is not None:
        initial["who"] = str(person.pk)
        initial["language"] = initial.get("language") or person.language or ""
    form = _contact_form(request, initial=initial)
    return _contact_page(request, form, kept=kept, person=person)


def _save_new(request: HttpRequest, form: ContactForm) -> HttpResponse:
    if form.is_valid():
        typed = form.cleaned_data
        verb = partial(
            record_encounter,
            id=typed["id"] or uuid7(),
            setting=Setting(typed["setting"]),
            happened_at=typed["happened_at"] or dt.datetime.now(tz=dt.UTC),
            neighbourhood=form.chosen_neighbourhood(),
            services=form.chosen_services(),
        )
        answer = save_contact(
            request,
            form,
            verb,
            draft=NEW_DRAFT,
            then=lambda made: redirect("encounters:saved", made.pk),
        )
        if answer is not None:
            return answer
    kept = drafts.kept_for(request, NEW_DRAFT)
    return _contact_page(request, form, kept=kept, status=422)


@access(permission="encounters.record")
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """Say whom an anonymous contact was with; nothing else of it changes."""
    encounter = _encounter_or_404(encounter_id)
    if request.method == "GET":
        if encounter.person_id is not None:
            return redirect("encounters:detail", encounter.pk)
        record(verb="encounters.viewed", target=encounter)
        form = AttachForm(initial={"new_person": uuid7()}, may_record_people=_may_edit(request))
        return _attach_page(request, encounter, form)
    form = AttachForm(request.POST, may_record_people=_may_edit(request))
    if form.is_valid():
        try:
            with transaction.atomic():
                person: Any = person_meant(request, form)
                attach_person(encounter_id=encounter.pk, person=person, by=request.user)
        except NobodyThere:
            form.add_error("who", _("This person is not here any more. Search again."))
        except ChangedMeanwhile:
            form.add_error("known_as", _("This form was already sent with another name."))
        except ValidationError as problem:
            form.add_error(None, problem)
        except WithSomeoneElse:
            messages.warning(request, _("Somebody else has said meanwhile who this was."))
            return redirect("encounters:detail", encounter.pk)
        else:
            offer_undo(
                request,
                action="encounters.attach",
                arguments={"encounter_id": str(encounter.pk), "person_id": str(person.pk)},
                label=_("The contact now belongs to this person."),
            )
            return redirect("encounters:detail", encounter.pk)
    return _attach_page(request, encounter, form, status=422)


@access(permission="encounters.record")
@require_POST
def pick(request: HttpRequest) -> HttpResponse:
    """A fragment: people who may be meant, to pick one; the one picked already stays.

    Posted, because names stand in no address.
    """
    text = request.POST.get("q", "").strip()[:LONGEST_QUERY]
    picked = picked_person(request, request.POST.get("who", ""))
    context = {"picked": picked, "found": found_people(request, text, picked), "q": text}
    return render(request, "encounters/_pick.html", context)


def _contact_form(request: HttpRequest, **options: Any) -> ContactForm:
    return ContactForm(
        options.pop("data", None),
        neighbourhoods=neighbourhoods_of(_city(request)),
        services=services(),
        setting=_usual_setting(request),
        may_record_people=_may_edit(request),
        **options,
    )


def _first_values(request: HttpRequest) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "new_person": uuid7(),
        "who": ANONYMOUS,
        "setting": _usual_setting(request),
        "neighbourhood": queries.last_neighbourhood(request.user) or "",
    }


def _contact_page(
    request: HttpRequest,
    form: ContactForm,
    *,
    kept: drafts.Kept,
    person: Person | None = None,
    status: int = 200,
) -> HttpResponse:
    who = str(form["who"].value() or ANONYMOUS)
    picked = picked_person(request, who, known=person)
    text = str(form["q"].value() or "")
    context = {
        "form": form,
        "kept": kept,
        "draft_key": kept.key,
        "who": who if picked or who == NEW else ANONYMOUS,
        "picked": picked,
        "found": found_people(request, text, picked) if form.is_bound else [],
        "back_url": reverse("encounters:list"),
        "is_earlier": bool(form["happened_at"].value()),
    }
    return render(request, "encounters/new.html", context, status=status)


def _attach_page(
    request: HttpRequest, encounter: Encounter, form: AttachForm, status: int = 200
) -> HttpResponse:
    who = str(form["who"].value() or "")
    picked = picked_person(request, who)
    context = {
        "form": form,
        "line": wording.line_of(encounter),
        "who": who,
        "picked": picked,
        "found": found_people(request, str(form["q"].value() or ""), picked)
        if form.is_bound
        else [],
        "back_url": reverse("encounters:detail", args=[encounter.pk]),
    }
    return render(request, "encounters/attach.html", context, status=status)


def _contact_context(request: HttpRequest, encounter: Encounter) -> dict[str, Any]:
    person = encounter.person
    may_see_people = "people.view" in request.permissions  # type: ignore[attr-defined]
    ask_url = _if_allowed(request, "housing.request", "housing:request_new")
    new_url = _if_allowed(request, "encounters.record", "encounters:new")
    return {
        "line": wording.line_of(encounter),
        "needs": need_lines(needs_of(encounter)),
        "may_answer": "encounters.record" in request.permissions,  # type: ignore[attr-defined]
        "back": "",
        "person": person if may_see_people else None,
        "person_url": (
            reverse("people:detail", args=[person.pk]) if person and may_see_people else ""
        ),
        "ask_url": f"{ask_url}?person={person.pk}" if person and ask_url else "",
        "attach_url": (
            ""
            if person
            else _if_allowed(request, "encounters.record", "encounters:attach", encounter.pk)
        ),
        "new_url": new_url,
        "again_url": f"{new_url}?person={person.pk}" if person and new_url else "",
        "list_url": reverse("encounters:list"),
        "detail_url": reverse("encounters:detail", args=[encounter.pk]),
    }


def _encounter_or_404(encounter_id: UUID) -> Encounter:
    encounter = queries.encounter_by_id(encounter_id)
    if encounter is None:
        raise Http404
    return encounter


def _setting_links(chosen: str) -> list[dict[str, Any]]:
    named = [("", _("All")), *((value, str(label)) for value, label in Setting.choices)]
    return [
        {"label": label, "url": _address("list", setting=value), "is_current": value == chosen}
        for value, label in named
    ]


def _usual_setting(request: HttpRequest) -> Setting:
    """Return where this member usually meets people: the street, or else the desk."""
    is_outreach = request.membership.role == Role.OUTREACH_WORKER  # type: ignore[attr-defined]
    return Setting.STREET if is_outreach else Setting.DESK


def _city(request: HttpRequest) -> Any:
    return request.membership.city  # type: ignore[attr-defined]


def _may_edit(request: HttpRequest) -> bool:
    return "people.edit" in request.permissions  # type: ignore[attr-defined]


def _if_allowed(request: HttpRequest, permission: str, url_name: str, *args: Any) -> str:
    """Return the page's address, or nothing where the role or the installation lacks it."""
    if permission not in request.permissions:  # type: ignore[attr-defined]
        return ""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def _address(page: str, **query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    url = reverse(f"encounters:{page}")
    return f"{url}?{urlencode(given)}" if given else url
