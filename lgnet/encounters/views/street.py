"""The street at night on a phone: tonight, a contact, sightings, dangers, promises."""

import datetime as dt
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight as night_now
from lgnet.network.access import access
from lgnet.network.queries import neighbourhoods_of
from lgnet.people.models import Person
from lgnet.people.queries import person_by_id
from lgnet.ui import drafts

from ..actions import shifts as shift_verbs
from ..actions import street as verbs
from ..actions.street_refusals import StreetRefused
from ..forms.contacts import ANONYMOUS, NEW
from ..forms.outreach import StreetContactForm
from ..models import Promise, ShiftStop
from ..picking import found_people, person_asked_for, picked_person
from ..queries import contacts as contact_queries
from ..queries import outreach as queries
from ..rules_outreach import is_out_now
from ..saving import save_contact

DRAFT = "encounters.street:new"
TONIGHT = "encounters:tonight"


@access(permission="outreach.work")
@require_GET
def tonight(request: Any) -> HttpResponse:
    """What a unit needs to know now: its shift, dangers, stops, promises, sightings."""
    night, now = night_now(), timezone.now()
    # Of last night too: who comes back after six is still out.
    around = list(queries.shifts_around(night))
    shifts = [one for one in around if one.night_on == night]
    mine = [one for one in around if request.user.pk in one.member_ids]
    # The one begun last; else the next of mine that is still to come.
    out = [one for one in mine if is_out_now(begun_at=one.begun_at, ended_at=one.ended_at, now=now)]
    waiting = [one for one in mine if one.night_on == night and one.begun_at is None]
    current = max(out, key=lambda one: one.begun_at) if out else next(iter(waiting), None)
    promises = list(queries.promises_due(night)[: queries.MOST])
    sightings = list(queries.open_sightings()[: queries.MOST])
    record(
        verb="encounters.tonight_seen",
        kind="encounters.shift",
        promises=len(promises),
        sightings=len(sightings),
    )
    context = {
        "night": night,
        "current": current,
        "is_out": bool(out),
        "others": [one for one in shifts if current is None or one.pk != current.pk],
        "alerts": queries.alerts_on(night),
        "dangers": queries.dangers(now)[: queries.MOST],
        "promises": promises,
        "sightings": [(one, hours_since(one.told_at, now)) for one in sightings],
        "may_plan": "outreach.plan" in request.permissions,
        "may_record": "encounters.record" in request.permissions,
    }
    return render(request, "encounters/tonight.html", context)


def hours_since(told_at: dt.datetime, now: dt.datetime) -> int:
    """Return how many hours a sighting waits, full ones."""
    return int((now - told_at).total_seconds() // 3600)


@access(permission="encounters.record")
@require_http_methods(["GET", "POST"])
def street_contact(request: Any) -> HttpResponse:
    """Record somebody met in the street, with what was given and agreed, on one page."""
    if request.method == "POST":
        return _save(request, _form(request, data=request.POST))
    person = person_asked_for(request)
    first: dict[str, Any] = {
        "id": uuid7(),
        "new_person": uuid7(),
        "who": ANONYMOUS,
        "neighbourhood": contact_queries.last_neighbourhood(request.user) or "",
    }
    asked = _asked_for(request)
    # From a sighting or a promise the page begins anew: a draft is of another contact.
    kept = drafts.kept_for(request, DRAFT)
    if not asked:
        first, kept = drafts.initial_for(request, DRAFT, StreetContactForm, first)
    first |= asked
    if person is not None:
        first |= {"who": str(person.pk), "language": person.language or ""}
    return _page(request, _form(request, initial=first), kept=kept, person=person)


def _asked_for(request: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if sighting_id := _uuid(request.GET.get("sighting", "")):
        sighting = queries.open_sightings().filter(pk=sighting_id).first()
        if sighting is None:
            raise Http404
        found |= {
            "sighting": sighting.pk,
            "neighbourhood": sighting.neighbourhood_id or "",
            "people_count": sighting.people_count,
        }
    if promise_id := _uuid(request.GET.get("promise", "")):
        promise = Promise.objects.filter(pk=promise_id, kept_at=None, ended_at=None).first()
        if promise is None:
            raise Http404
        found["promise"] = promise.pk
    return found


def _save(request: Any, form: StreetContactForm) -> HttpResponse:
    if form.is_valid():
        verb = partial(
            verbs.record_street_contact,
            id=form.cleaned_data["id"],
            extras=form.extras(),
            happened_at=timezone.now(),
            neighbourhood=form.cleaned_data["neighbourhood"],
        )
        answer = save_contact(request, form, verb, draft=DRAFT, then=lambda made: redirect(TONIGHT))
        if answer is not None:
            return answer
    return _page(request, form, kept=drafts.kept_for(request, DRAFT), status=422)


@access(permission="outreach.work")
@require_POST
def stop_tick(request: Any, stop_id: UUID) -> HttpResponse:
    """Say that the shift was at a stop, or take it back."""
    stop = ShiftStop.objects.filter(pk=stop_id).order_by().first()
    if stop is None:
        raise Http404
    shift_verbs.tick_stop(stop_id=stop.pk, is_done=stop.done_at is None, by=request.user)
    return redirect(f"{reverse(TONIGHT)}#stops")


@access(permission="outreach.work")
@require_POST
def promise_end(request: Any, promise_id: UUID) -> HttpResponse:
    """Say that a promise was kept, or need not be kept any more."""
    if not Promise.objects.filter(pk=promise_id).exists():
        raise Http404
    is_kept = request.POST.get("to") == "kept"
    try:
        if is_kept:
            verbs.keep_promise(promise_id=promise_id, by=request.user)
            messages.success(request, _("The promise is kept."))
        else:
            verbs.end_promise(promise_id=promise_id, by=request.user)
            messages.success(request, _("The promise is off the list."))
    except StreetRefused as refused:
        messages.error(request, str(refused))
    return redirect(TONIGHT)


@access(permission="outreach.work")
@require_POST
def contact_wish(request: Any, person_id: UUID) -> HttpResponse:
    """Write down that a person wants no contact, or wants it again."""
    person = person_by_id(person_id)
    if person is None:
        raise Http404
    if request.POST.get("to") == "unwanted":
        verbs.want_no_contact(id=uuid7(), person=person, by=request.user)
        messages.success(request, _("No list of the street names this person now."))
    else:
        verbs.want_contact(person=person, by=request.user)
        messages.success(request, _("Colleagues may look for this person again."))
    return redirect("people:detail", person.pk)


def _form(request: Any, **options: Any) -> StreetContactForm:
    return StreetContactForm(
        options.pop("data", None),
        places=neighbourhoods_of(request.membership.city),
        kit=queries.kit(),
        may_record_people="people.edit" in request.permissions,
        **options,
    )


def _page(
    request: HttpRequest,
    form: StreetContactForm,
    *,
    kept: drafts.Kept,
    person: Person | None = None,
    status: int = 200,
) -> HttpResponse:
    who = str(form["who"].value() or ANONYMOUS)
    picked = picked_person(request, who, known=person)
    context = {
        "form": form,
        "kept": kept,
        "draft_key": kept.key,
        "who": who if picked or who == NEW else ANONYMOUS,
        "picked": picked,
        "found": found_people(request, str(form["q"].value() or ""), picked)
        if form.is_bound
        else [],
        "is_unwanted": picked is not None
        and queries.wish_of(picked.person, night_now()) is not None,
        "has_more": any(form[name].errors or form[name].value() for name in MORE),
    }
    return render(request, "encounters/street_contact.html", context, status=status)


MORE = ("first_aid", "promise_words", "promise_on", "is_contact_unwanted", "note")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None
