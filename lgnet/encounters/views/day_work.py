"""What I did on a day: lines written quickly, what is written already, and taking one back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.audit.actions import record
from lgnet.directory.queries import services as all_services
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.access import access
from lgnet.network.enums import Role
from lgnet.people.models import Person

from ..actions.services import (
    MinutesChanged,
    NotTheirs,
    WrittenOtherwise,
    day_problem,
    set_minutes,
    take_service_back,
    write_activity,
    write_service,
)
from ..enums_services import GivenPlace
from ..forms.day_work import ActivityForm, DayForm, FindForm, LineForm, MinutesForm
from ..models import ServiceGiven
from ..picking import found_people
from ..queries import services as queries
from ..queries.policy import policy_here
from ..registry import own_people_of
from ..rules_services import DayRefused, check_day, minutes_of_day

FIRST_LINES, MOST_LINES, MOST_FOUND = 3, 60, 60
ACTIVITY = "activity"


@access(permission="encounters.record")
@require_http_methods(["GET", "POST"])
def day_work(request: Any) -> HttpResponse:
    """Write down what one did on a day; good lines are saved, bad ones come back with why."""
    sent = request.POST if request.method == "POST" else request.GET
    day_form = DayForm({"day": sent.get("day") or tonight().isoformat()})
    day = day_form.cleaned_data["day"] if day_form.is_valid() else None
    if day is not None:
        late_days = policy_here().late_days
        try:
            check_day(day, today=tonight(), late_days=late_days)
        except DayRefused as problem:
            day_form.add_error("day", day_problem(problem, late_days=late_days))
    page = _Page(request, day)
    if request.method == "GET":
        record(verb="encounters.day_work_seen", kind="encounters.servicegiven")
        page.begin()
        return page.shown(day_form)
    asked = request.POST.get("do", "save")
    page.read(request.POST, is_sent=asked == "save")
    if asked == "find":
        return page.shown(day_form)
    if asked == "add":
        page.add_line()
        return page.shown(day_form)
    if day is None or not day_form.is_valid():
        return page.shown(day_form, status=422)
    return page.sent(day_form)


@access(permission="encounters.record")
@require_POST
def day_work_back(request: Any, given_id: UUID) -> HttpResponse:
    """Take back one service that was written down by mistake."""
    try:
        take_service_back(given_id=given_id, by=request.user)
        messages.success(request, _("Taken back."))
    except ServiceGiven.DoesNotExist:
        messages.warning(request, _("This is gone already."))
    except NotTheirs:
        messages.error(request, _("A colleague gave this: only they can take it back."))
    form = DayForm(request.POST)
    return redirect(_address(form.cleaned_data["day"] if form.is_valid() else None))


@access(permission="encounters.record")
@require_POST
def day_work_minutes(request: Any, given_id: UUID) -> HttpResponse:
    """Say how long a service took, also one of a contact or a visit."""
    day_form = DayForm(request.POST)
    day = day_form.cleaned_data["day"] if day_form.is_valid() else None
    form, status = MinutesForm(request.POST), 422
    wrong = ""
    if form.is_valid():
        told = form.cleaned_data
        try:
            set_minutes(given_id=given_id, by=request.user, **told)
            messages.success(request, _("The minutes are saved."))
            return redirect(_address(day))
        except ServiceGiven.DoesNotExist:
            messages.warning(request, _("This is gone already."))
            return redirect(_address(day))
        except NotTheirs:
            messages.error(request, _("A colleague gave this: only they can take it back."))
            return redirect(_address(day))
        except MinutesChanged as other:
            status = 409
            now, sent = other.saved.minutes, told["minutes"]
            wrong = _(
                "Somebody has changed these minutes meanwhile: they are now %(now)s, not saved"
                " is %(sent)s."
            ) % {"now": now or _("not noted"), "sent": sent or _("not noted")}
    else:
        wrong = _("From 1 to 960 minutes, or leave it empty.")
    page = _Page(request, day)
    page.begin()
    page.wrong = {given_id: (wrong, request.POST.get("minutes", ""))}
    return page.shown(day_form, status=status)


class _Page:
    """The page while one request lasts: whom it offers, its lines, the group activity."""

    def __init__(self, request: Any, day: dt.date | None) -> None:
        self.request, self.day = request, day
        self.seen = queries.people_seen_on(request.user, day) if day else []
        self.own = own_people_of(request.user.pk)
        self.known = _identifiers(request.POST.getlist("known"))[:MOST_FOUND]
        self.find = FindForm(request.POST if request.POST.get("do") == "find" else None)
        self.is_searched = False
        if self.find.is_bound and self.find.is_valid():
            text = self.find.cleaned_data["q"]
            cards = found_people(request, text, None)
            # Newest first, so that a full list forgets the oldest.
            self.known = list(dict.fromkeys([*(card.person.pk for card in cards), *self.known]))
            self.is_searched, self.found_now = bool(text), len(cards)
        else:
            self.found_now = 0
        ids = list(dict.fromkeys([*self.known, *self.seen, *self.own]))
        self.people: dict[UUID, Person] = queries.people_named(ids)
        self.services = {service.code: service for service in all_services()}
        self.service_choices = [(code, str(one)) for code, one in self.services.items()]
        self.lines: list[LineForm] = []
        self.activity = self._activity(None)
        self.focus = ""
        # By service given: why its minutes were not saved, and what was typed.
        self.wrong: dict[UUID, tuple[str, str]] = {}

    def begin(self) -> None:
        """Start with some empty lines."""
        self.lines = [self._line(str(uuid7())) for _number in range(FIRST_LINES)]

    def read(self, data: QueryDict, *, is_sent: bool) -> None:
        """Take what was typed; while it is still being written nothing is checked."""
        ids = _identifiers(data.getlist("line"))[:MOST_LINES]
        self.lines = [self._line(str(pk), data) for pk in ids]
        self.activity = self._activity(data)
        if not is_sent:
            for form in [*self.lines, self.activity]:
                form._errors = {}  # type: ignore[attr-defined]

    def add_line(self) -> None:
        """Put one more empty line under the others, and begin to write there."""
        if len(self.lines) < MOST_LINES:
            new = self._line(str(uuid7()))
            self.lines.append(new)
            self.focus = new["person"].auto_id

    def sent(self, day_form: DayForm) -> HttpResponse:
        """Save what is right, each line by itself, and show again what is not."""
        written = [form for form in self.lines if not form.is_blank()]
        has_activity = not self.activity.is_blank()
        if not written and not has_activity:
            day_form.add_error(None, _("Write at least one line."))
            self.lines = [self._line(form.prefix or "") for form in self.lines]
            self.activity = self._activity(None)
            if not self.lines:
                self.begin()
            return self.shown(day_form, status=422)
        bad = [form for form in written if not self._write(form)]
        saved = len(written) - len(bad)
        is_activity_bad = has_activity and not self._write(self.activity)
        saved += has_activity and not is_activity_bad
        if saved:
            messages.success(
                self.request,
                ngettext("%(count)s line is saved.", "%(count)s lines are saved.", saved)
                % {"count": saved},
            )
        if not bad and not is_activity_bad:
            return redirect(_address(self.day))
        self.lines = bad
        if not is_activity_bad:
            self.activity = self._activity(None)
        return self.shown(day_form, status=422)

    def shown(self, day_form: DayForm, status: int = 200) -> HttpResponse:
        """Render the page."""
        given = list(queries.services_of_day(self.request.user, self.day)) if self.day else []
        context = {
            "day_form": day_form,
            "day": self.day,
            "lines": self.lines,
            "blank": self._line("__line__"),
            "activity": self.activity,
            "is_activity_open": bool(self.activity.is_bound and not self.activity.is_blank()),
            "find": self.find,
            "is_searched": self.is_searched,
            "found_now": self.found_now,
            "known": [pk for pk in self.known if pk in self.people],
            "given": [self._given(one) for one in given],
            "total": minutes_of_day((one.activity_id, one.minutes) for one in given),
            "unsaid": sum(one.minutes is None for one in given),
            "focus": self.focus,
            "most_lines": MOST_LINES,
        }
        return render(self.request, "encounters/day_work.html", context, status=status)

    def _given(self, one: ServiceGiven) -> dict[str, Any]:
        words, typed = self.wrong.get(one.pk, ("", ""))
        return {"row": one, "wrong": words, "minutes": typed if words else one.minutes or ""}

    def _write(self, form: LineForm | ActivityForm) -> bool:
        """Save one form; False where it was refused: the form says why."""
        if not form.is_valid():
            return False
        told = form.facts() | {"day": self.day, "by": self.request.user}
        try:
            if isinstance(form, LineForm):
                write_service(id=UUID(form.prefix), person=form.chosen_person(), **told)
            else:
                write_activity(id=form.cleaned_data["id"], people=form.chosen_people(), **told)
        except ValidationError as problem:
            form.place_problem(problem)
        except WrittenOtherwise as other:
            words = _("This line is saved already, with other words: %(service)s, %(minutes)s.")
            form.add_error(
                None,
                words
                % {
                    "service": other.saved.service,
                    "minutes": _("%(count)s min") % {"count": other.saved.minutes}
                    if other.saved.minutes
                    else _("minutes not noted"),
                },
            )
        else:
            return True
        return False

    def _line(self, prefix: str, data: QueryDict | None = None) -> LineForm:
        return LineForm(
            data,
            prefix=prefix,
            people=self.people,
            person_choices=self._person_choices(),
            services=self.services,
            service_choices=self.service_choices,
            initial={"place": self._usual_place()},
        )

    def _activity(self, data: QueryDict | None) -> ActivityForm:
        return ActivityForm(
            data,
            prefix=ACTIVITY,
            people=self.people,
            services=self.services,
            service_choices=self.service_choices,
            initial={"id": uuid7(), "place": self._usual_place()},
        )

    def _person_choices(self) -> list[Any]:
        """Return the people offered, each once: found, seen on the day, own cases."""
        groups, told = [], set()
        for label, ids in (
            (_("Found"), self.known),
            (_("Seen on this day"), self.seen),
            (_("Your cases"), self.own),
        ):
            new = [pk for pk in ids if pk in self.people and pk not in told]
            told.update(new)
            if new:
                groups.append((label, [(str(pk), self.people[pk].known_as) for pk in new]))
        return groups

    def _usual_place(self) -> GivenPlace:
        is_outreach = self.request.membership.role == Role.OUTREACH_WORKER
        return GivenPlace.STREET if is_outreach else GivenPlace.DESK


def _identifiers(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _address(day: dt.date | None) -> str:
    url = reverse("encounters:day_work")
    return f"{url}?day={day.isoformat()}" if day else url
