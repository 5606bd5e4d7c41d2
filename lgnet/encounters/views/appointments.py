"""Appointments of a desk: the day, a new one, what became of one."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import derived_uuid, uuid7
from lgnet.network.access import access
from lgnet.people.models import Person

from ..actions import appointments as verbs
from ..actions.desk_refusals import DeskRefused, NotBooked
from ..actions.queue import arrive
from ..actions.reminders import remind
from ..enums_desk import AppointmentState, ReminderOutcome
from ..forms.appointments import LENGTHS, AppointmentForm, DayForm
from ..models import Appointment, Desk
from ..queries import appointments as queries
from ..queries import desk as desk_queries
from .queue import desk_or_404

USUAL_MINUTES = 30


@access(permission="desk.appointments")
@require_GET
def appointments(request: Any) -> HttpResponse:
    """The appointments of a desk on a day, today first."""
    desk, desks = _desk(request)
    day = _day(request.GET.get("day", ""))
    rows = list(queries.appointments_on(desk, day)) if desk else []
    record(verb="encounters.appointments_listed", kind="encounters.appointment", shown=len(rows))
    one = dt.timedelta(days=1)
    context = {
        "desk": desk,
        "desks": desks,
        "day": day,
        "today": timezone.localdate(),
        "before": day - one,
        "after": day + one,
        "rows": rows,
        "may_manage": "desk.manage" in request.permissions,
    }
    return render(request, "encounters/appointments.html", context)


@access(permission="desk.appointments")
@require_http_methods(["GET", "POST"])
def appointment_new(request: Any) -> HttpResponse:
    """Choose a day and one of the free times, and book it."""
    desk, desks = _desk(request)
    if desk is None:
        return redirect("encounters:appointments")
    person = _person(request)
    given = request.POST if request.method == "POST" else request.GET
    day = _day(given.get("day", ""))
    minutes = int(given["minutes"]) if given.get("minutes") in map(str, LENGTHS) else USUAL_MINUTES
    form = AppointmentForm(
        request.POST if request.method == "POST" else None,
        free=queries.free_on(desk, day, minutes=minutes),
        rooms=desk_queries.rooms_of(desk),
        interpreters=queries.interpreters(),
        has_person=person is not None,
        initial={"id": uuid7(), "weeks": 1},
    )
    context = {
        "desk": desk,
        "desks": desks,
        "person": person,
        "form": form,
        "day": day,
        "minutes": minutes,
        "day_form": DayForm(initial={"day": day, "minutes": minutes}),
        "may_manage": "desk.manage" in request.permissions,
    }
    if request.method == "GET":
        return render(request, "encounters/appointment_new.html", context)
    if not form.is_valid():
        return render(request, "encounters/appointment_new.html", context, status=422)
    try:
        booked = _booked(request, desk, person, form, minutes)
    except NotBooked as refused:
        field = refused.field if refused.field in form.fields else "slot"
        form.add_error(field, str(refused))
        return render(request, "encounters/appointment_new.html", context, status=422)
    except DeskRefused as refused:
        form.add_error(None, str(refused))
        return render(request, "encounters/appointment_new.html", context, status=409)
    messages.success(request, _("The appointment has been booked."))
    for words in booked.refused:
        messages.warning(request, _("Not booked on %(why)s") % {"why": words})
    return redirect("encounters:appointment", booked.made[0].pk)


@access(permission="desk.appointments")
@require_GET
def appointment(request: Any, appointment_id: UUID) -> HttpResponse:
    """One appointment, and what can be said of it."""
    found = appointment_or_404(appointment_id)
    record(verb="encounters.appointment_seen", target=found)
    is_booked = found.state == AppointmentState.BOOKED
    is_today = timezone.localdate(found.span.lower) == timezone.localdate()
    # The newest twenty, told from the first to the last.
    reminders = list(found.reminders.order_by("-recorded_at", "-pk")[:20])[::-1]
    context = {
        "booked": found,
        "is_booked": is_booked,
        "is_today": is_today,
        "is_past": found.span.lower < timezone.now(),
        "reminders": reminders,
        "is_unsure": queries.is_unsure(reminders, now=timezone.now()),
        "back_url": _day_url(found),
    }
    return render(request, "encounters/appointment.html", context)


@access(permission="desk.appointments")
@require_POST
def appointment_answer(request: Any, appointment_id: UUID) -> HttpResponse:
    """Cancel an appointment, say that somebody came or did not, or take that back."""
    found = appointment_or_404(appointment_id)
    try:
        state = AppointmentState(request.POST.get("to", ""))
    except ValueError:
        messages.error(request, _("Say what became of this appointment."))
        return redirect("encounters:appointment", found.pk)
    try:
        verbs.answer_appointment(appointment_id=found.pk, state=state, by=request.user)
    except DeskRefused as refused:
        messages.error(request, str(refused))
    return redirect("encounters:appointment", found.pk)


@access(permission="desk.appointments")
@require_POST
def appointment_arrived(request: Any, appointment_id: UUID) -> HttpResponse:
    """Who has an appointment has come: a number in today's queue."""
    found = appointment_or_404(appointment_id)
    if found.state not in (AppointmentState.BOOKED, AppointmentState.CAME):
        messages.error(request, _("This appointment does not hold any more."))
        return redirect("encounters:appointment", found.pk)
    if timezone.localdate(found.span.lower) != timezone.localdate():
        messages.error(request, _("This appointment is not today."))
        return redirect("encounters:appointment", found.pk)
    visit = arrive(
        id=derived_uuid("encounters.appointment_visit", found.pk),
        desk_id=found.desk.pk,
        by=request.user,
        called_name=name_of(found),
        language=(found.person.language or "") if found.person else "",
        need=found.need,
        appointment=found,
    )
    verbs.answer_appointment(appointment_id=found.pk, state=AppointmentState.CAME, by=request.user)
    messages.success(request, _("Number %(number)s.") % {"number": visit.number})
    return redirect("encounters:desk_queue", found.desk.pk)


@access(permission="desk.appointments")
@require_POST
def appointment_remind(request: Any, appointment_id: UUID) -> HttpResponse:
    """Remind somebody now, or say why nobody was written to."""
    found = appointment_or_404(appointment_id)
    if found.state != AppointmentState.BOOKED or found.span.lower < timezone.now():
        messages.error(request, _("There is nothing to remind of any more."))
        return redirect("encounters:appointment", found.pk)
    tried = remind(appointment=found, by=request.user, is_again="again" in request.POST)
    # What leaves does so after this answer is written; the page then says what became of it.
    if tried.outcome not in (ReminderOutcome.SENDING, ReminderOutcome.SENT):
        messages.warning(request, tried.get_outcome_display())
    return redirect("encounters:appointment", found.pk)


def appointment_or_404(appointment_id: UUID) -> Appointment:
    """Return an appointment of the open cell, or raise Http404."""
    found = queries.appointment_by_id(appointment_id)
    if found is None:
        raise Http404
    return found


def name_of(found: Appointment) -> str:
    """Return what somebody is called at the door."""
    name = found.person.known_as if found.person else found.known_as or ""
    return str(name)[:60]


def _booked(
    request: Any, desk: Desk, person: Person | None, form: AppointmentForm, minutes: int
) -> verbs.Booked:
    told = form.cleaned_data
    worker_id, starts_at = told["slot"]
    worker = next((one for one in queries.workers() if one.pk == worker_id), None)
    if worker is None:
        raise NotBooked(_("Choose a time."))
    wanted = verbs.Wanted(
        desk=desk,
        worker=worker,
        starts_at=starts_at,
        minutes=minutes,
        person=person,
        known_as=told.get("known_as", ""),
        room=form.rooms.get(told["room"]),
        interpreter=form.interpreters.get(told["interpreter"]),
        need=told["need"],
        where_to=told["where_to"],
    )
    return verbs.book_series(id=told["id"], wanted=wanted, weeks=told["weeks"], by=request.user)


def _desk(request: Any) -> tuple[Desk | None, list[Desk]]:
    """Return the desk asked for, or the first, and all of them."""
    desks = list(desk_queries.desks())
    asked = request.POST.get("desk") or request.GET.get("desk", "")
    if asked:
        try:
            return desk_or_404(UUID(asked)), desks
        except ValueError:
            raise Http404 from None
    return (desks[0] if desks else None), desks


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


def _person(request: Any) -> Person | None:
    asked = request.POST.get("person") or request.GET.get("person", "")
    if not asked:
        return None
    try:
        found = Person.objects.filter(pk=UUID(asked)).order_by().first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _day_url(found: Appointment) -> str:
    day = timezone.localdate(found.span.lower)
    return f"{reverse('encounters:appointments')}?desk={found.desk.pk}&day={day:%Y-%m-%d}"
