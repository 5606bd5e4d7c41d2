"""Writing down the services of a day, and taking one back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.models import Service
from lgnet.encounters.enums import AnswerKind, Setting
from lgnet.encounters.enums_services import GivenPlace, GivenTo
from lgnet.encounters.models import Encounter, Need, NeedAnswer, ServiceGiven
from lgnet.encounters.queries.policy import policy_here
from lgnet.encounters.rules_services import (
    LEAST_GROUP,
    LEAST_MINUTES,
    MOST_GROUP,
    MOST_MINUTES,
    DayRefused,
    check_day,
    moment_on,
    setting_of,
    span_of,
)
from lgnet.kernel.announcements import CONTACT_RECORDED, announce
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.nights import night_of
from lgnet.people.models import Person

from .answers import answer_by_services
from .contacts import RecordedOtherwise, record_encounter, retract_encounter

SAID = ("service_id", "minutes", "place", "given_to", "group_size", "activity_id", "given_by_id")


class WrittenOtherwise(Exception):
    """A line was sent again with other contents; ``saved`` is the one that stands."""

    def __init__(self, saved: ServiceGiven) -> None:
        super().__init__(str(saved.pk))
        self.saved = saved


class NotTheirs(Exception):
    """A service that a colleague gave: only they take it back."""


class MinutesChanged(Exception):
    """The minutes are no longer what the page showed; ``saved`` is what stands."""

    def __init__(self, saved: ServiceGiven) -> None:
        super().__init__(str(saved.pk))
        self.saved = saved


@transaction.atomic
def write_service(
    *,
    id: UUID,
    by: Any,
    day: dt.date,
    person: Person,
    service: Service,
    place: GivenPlace,
    minutes: int | None = None,
    group_size: int | None = None,
    activity_id: UUID | None = None,
) -> ServiceGiven:
    """Write down one service of a day's work, and return it; the same ``id`` writes it once.

    It joins what the author recorded with the person on that day, in the same setting; where
    there is none, or the service was given there already, it makes a contact of its own.
    Raises ValidationError by field, and WrittenOtherwise where the same ``id`` said something else.
    """
    now = timezone.now()
    _check(day=day, now=now, minutes=minutes, group_size=group_size, place=place)
    given = ServiceGiven(
        id=id,
        service=service,
        minutes=minutes,
        place=place,
        given_to=GivenTo.GROUP if group_size else GivenTo.ONE,
        group_size=group_size,
        activity_id=activity_id,
        given_by=by,
    )
    known = _known(given, person=person, day=day)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            given.encounter = _encounter_for(given, person=person, day=day, now=now, by=by)
            given.save(force_insert=True)
    except (IntegrityError, RecordedOtherwise):
        # Another tab sent the same line in this very moment.
        known = _known(given, person=person, day=day)
        if known is None:
            raise
        return known
    waiting = Need.objects.filter(encounter=given.encounter, answers__isnull=True).order_by("id")
    answer_by_services(list(waiting), [service], by=by, at=now)
    record(verb="encounters.service_written", target=given.encounter, person=person.pk)
    announce(CONTACT_RECORDED, city_id=given.encounter.city_id)
    return given


@transaction.atomic
def write_activity(
    *,
    id: UUID,
    by: Any,
    day: dt.date,
    people: list[Person],
    service: Service,
    place: GivenPlace,
    group_size: int,
    minutes: int | None = None,
) -> list[ServiceGiven]:
    """Write down a group activity: one service for each of several people, all or none.

    ``group_size`` counts those without a name too. The same ``id`` writes it once.
    """
    if group_size < len(people):
        raise ValidationError({"group_size": _("More people are chosen than this number.")})
    return [
        write_service(
            id=derived_uuid("activity", id, person.pk),
            by=by,
            day=day,
            person=person,
            service=service,
            place=place,
            minutes=minutes,
            group_size=group_size,
            activity_id=id,
        )
        for person in sorted(people, key=lambda one: one.pk)
    ]


@transaction.atomic
def set_minutes(*, given_id: UUID, minutes: int | None, was: int | None, by: Any) -> ServiceGiven:
    """Say how long a service took that one gave, of a group activity for all its lines.

    ``was`` is what the page showed. The same again changes nothing. Raises ValidationError,
    NotTheirs, MinutesChanged where somebody was faster, ServiceGiven.DoesNotExist.
    """
    if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise ValidationError({"minutes": _("From 1 to 960 minutes, or leave it empty.")})
    given = _own(given_id, by)
    if given.minutes == minutes:
        return given
    if given.minutes != was:
        raise MinutesChanged(given)
    theirs = ServiceGiven.objects.filter(pk=given.pk)
    if given.activity_id is not None:
        theirs = ServiceGiven.objects.filter(activity_id=given.activity_id, given_by=by)
    theirs.order_by().update(minutes=minutes)
    given.minutes = minutes
    record(verb="encounters.service_minutes", target=given.encounter)
    return given


@transaction.atomic
def take_service_back(*, given_id: UUID, by: Any) -> None:
    """Take back a service one has given; history keeps it.

    A contact made for this line alone goes with it. Raises NotTheirs, and
    ServiceGiven.DoesNotExist where it is gone already.
    """
    given = _own(given_id, by)
    encounter = given.encounter
    # Who joins a service to this contact meanwhile waits here.
    Encounter.objects.select_for_update(of=("self",)).order_by().get(pk=encounter.pk)
    record(verb="encounters.service_taken_back", target=encounter, person=encounter.person_id)
    if _was_made_for(given):
        retract_encounter(encounter_id=encounter.pk, by=by)
        return
    needs = Need.objects.filter(encounter=encounter).order_by().values_list("pk", flat=True)
    answers = [derived_uuid("answer", need, given.service.code) for need in needs]
    NeedAnswer.objects.filter(pk__in=answers, kind=AnswerKind.SERVICE).order_by().delete()
    given.delete()
    announce(CONTACT_RECORDED, city_id=encounter.city_id)


def day_problem(problem: DayRefused, *, late_days: int) -> str:
    """Return in plain words why the work of a day cannot be written down."""
    if problem.reason == "future":
        return _("This day is still to come.")
    return _("Too long ago: your city writes a day down up to %(days)s days later.") % {
        "days": late_days
    }


def _own(given_id: UUID, by: Any) -> ServiceGiven:
    """Return a service one has given, locked; without a name it was who recorded the contact."""
    given = (
        ServiceGiven.objects.select_for_update(of=("self",))
        .select_related("encounter", "service")
        .order_by()
        .get(pk=given_id)
    )
    if (given.given_by_id or given.encounter.recorded_by_id) != by.pk:
        raise NotTheirs(str(given_id))
    return given


def _own_id(given_id: UUID) -> UUID:
    """Return the identifier of the contact made for one line alone."""
    return derived_uuid("day work", given_id)


def _was_made_for(given: ServiceGiven) -> bool:
    encounter = given.encounter
    if encounter.pk != _own_id(given.pk) or encounter.note:
        return False
    others = ServiceGiven.objects.filter(encounter=encounter).exclude(pk=given.pk).order_by()
    return not others.exists() and not Need.objects.filter(encounter=encounter).order_by().exists()


def _known(given: ServiceGiven, *, person: Person, day: dt.date) -> ServiceGiven | None:
    rows = ServiceGiven.objects.select_related("encounter", "service")
    saved = rows.filter(pk=given.pk).order_by().first()
    if saved is None:
        return None
    same = all(getattr(saved, field) == getattr(given, field) for field in SAID)
    met = saved.encounter
    if same and met.person_id == person.pk and night_of(met.happened_at) == day:
        return saved
    raise WrittenOtherwise(saved)


def _encounter_for(
    given: ServiceGiven, *, person: Person, day: dt.date, now: dt.datetime, by: Any
) -> Encounter:
    begins, ends = span_of(day)
    setting: Setting = setting_of(GivenPlace(given.place))
    met = list(
        Encounter.objects.select_for_update(of=("self",))
        .filter(
            person=person,
            recorded_by=by,
            setting=setting,
            happened_at__gte=begins,
            happened_at__lt=ends,
        )
        .order_by("-happened_at", "-pk")
    )
    # Read once they are locked: a contact holds a service once.
    taken = ServiceGiven.objects.filter(encounter__in=met, service=given.service).order_by()
    full = set(taken.values_list("encounter_id", flat=True))
    for encounter in met:
        if encounter.pk not in full:
            return encounter
    return record_encounter(
        id=_own_id(given.pk),
        by=by,
        setting=setting,
        happened_at=moment_on(day, now=now),
        person=person,
    )


def _check(
    *,
    day: dt.date,
    now: dt.datetime,
    minutes: int | None,
    group_size: int | None,
    place: str,
) -> None:
    wrong: dict[str, str] = {}
    late_days = policy_here().late_days
    try:
        check_day(day, today=night_of(now), late_days=late_days)
    except DayRefused as problem:
        wrong["day"] = day_problem(problem, late_days=late_days)
    if place not in GivenPlace.values:
        wrong["place"] = _("Say where it was.")
    if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        wrong["minutes"] = _("From 1 to 960 minutes, or leave it empty.")
    if group_size is not None and not LEAST_GROUP <= group_size <= MOST_GROUP:
        wrong["group_size"] = _("A group has from 2 to 500 people.")
    if wrong:
        raise ValidationError(wrong)
