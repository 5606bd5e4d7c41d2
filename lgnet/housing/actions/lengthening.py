"""Letting a stay last longer in its place, as far as the place is free."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import Occupancy, Stay
from lgnet.housing.queries.stays import occupancies_of
from lgnet.housing.queries.terms import term_facts
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce
from lgnet.people.models import Person

from .constraints import constraint_of
from .locks import lock_nights
from .nights import InTheWay, in_the_way, terms_of
from .refusals import LaterStayCounts, StayEnded, TermSpent
from .term_refusals import NextInTheWay, NoTerm


@dataclass(frozen=True, slots=True)
class LastNights:
    """The nights with which a stay ends, and those that block the rest of its unit."""

    row: Occupancy | None
    blocks: list[Occupancy] = field(default_factory=list)

    @property
    def rows(self) -> list[Occupancy]:
        """Return all of them."""
        return [self.row, *self.blocks] if self.row else []

    @property
    def places(self) -> list[UUID]:
        """Return the places they take."""
        return [row.place_id for row in self.rows]


def last_nights(stay: Stay) -> LastNights:
    """Return the last nights a running stay takes; nothing where it ended or has none."""
    found = list(occupancies_of(stay)) if stay.ended_on is None else []
    if not found or found[-1].nights.upper is None:
        return LastNights(None)
    row = found[-1]
    blocks = Occupancy.objects.filter(
        kind=OccupancyKind.BLOCK,
        request=stay.request_id,
        place__unit=row.place.unit_id,
        nights__endswith=row.nights.upper,
    )
    if stay.request_id is None:
        return LastNights(row)
    return LastNights(row, list(blocks.select_related("place__unit__structure").order_by("id")))


def what_comes_next(stay: Stay, last: LastNights, *, until: dt.date) -> NextInTheWay | None:
    """Return what keeps a stay from lasting in its place until ``until``, or None.

    Of several the earliest: who or what has the place next, the person's own next place, or the
    day on which place or house close.
    """
    row = last.row
    if row is None:
        return None
    clashes = in_the_way(
        places=last.places,
        persons=[stay.person_id],
        first=row.nights.upper,
        but=Q(pk__in=[one.pk for one in last.rows]),
    )
    first = min(clashes, key=lambda one: one.first, default=None)
    closes_on = [row.place.available_until, row.place.unit.structure.closed_on]
    closing = min((day for day in closes_on if day is not None), default=dt.date.max)
    if first is not None and first.first < min(until, closing):
        return NextInTheWay(max(first.first, row.nights.upper), _words(first, stay))
    if closing < until:
        words = _("The place closes on %(day)s.") % {"day": _day(closing)}
        return NextInTheWay(max(closing, row.nights.upper), words)
    return None


@transaction.atomic
def lengthen_stay(*, stay: Stay, by: Any) -> Stay:
    """Let a running stay last to the end of its term in its place, or until somebody has it next.

    For a stay that was given shorter than its term, or whose extension went further than the
    place was free. Raises StayEnded, NoTerm, NextInTheWay where not one night more is free, and
    what ``move_end`` raises.
    """
    last = last_nights(stay)
    lock_nights(places=last.places, persons=[stay.person_id])
    current = Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk)
    if current.ended_on is not None:
        raise StayEnded(current)
    ends_on = term_facts([current.pk])[current.pk].ends_on
    if ends_on is None or current.due_on is None:
        raise NoTerm
    last = last_nights(current)
    after = what_comes_next(current, last, until=ends_on)
    until = ends_on if after is None else after.night
    if until <= current.due_on:
        if after is not None:
            raise after
        return current
    move_end(current, last, until=until)
    record(verb="housing.stay_lengthened", target=current, until=until)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


def move_end(stay: Stay, last: LastNights, *, until: dt.date) -> None:
    """Move the end of a locked stay and of its last nights to ``until``.

    The caller holds the locks and has asked ``what_comes_next``. Raises NextInTheWay where a
    writer without our locks (an import) came between, LaterStayCounts where a later stay would
    have to count from the first night of this one, TermSpent where this one has to count from an
    earlier stay's that nobody ended.
    """
    if stay.due_on is not None and stay.due_on < until:
        stay.due_on = until
        _save_end(stay, last)
    if last.row is None:
        return
    # Holds that ran out count for nothing, and leave before their nights are taken.
    ran_out = Q(place__in=last.places) | Q(person=stay.person_id)
    Occupancy.objects.filter(
        ran_out, kind=OccupancyKind.HOLD, expires_at__lte=timezone.now()
    ).delete()
    try:
        with transaction.atomic():
            for row in last.rows:
                row.nights = type(row.nights)(row.nights.lower, until)
                row.save(update_fields=["nights"])
    except IntegrityError:
        again = what_comes_next(stay, last_nights(stay), until=until)
        raise again or NextInTheWay(until, _("The place is no longer free.")) from None


def _save_end(stay: Stay, last: LastNights) -> None:
    try:
        with transaction.atomic():
            stay.save(update_fields=["due_on"])
    except IntegrityError as error:
        if constraint_of(error) == "housing_stay_before_another":
            raise LaterStayCounts from error
        pair = (stay.structure_id, stay.person_id)
        term = terms_of([pair], first_night=stay.started_on, stay_id=stay.pk)[stay.person_id]
        if last.row is not None and term.counts_from < stay.clock_started_on:
            raise TermSpent(last.row.place, term.counts_from, term.due_on) from error
        raise


def _words(one: InTheWay, stay: Stay) -> str:
    day = {"day": _day(one.first)}
    if one.person_id == stay.person_id:
        return _("They have another place from %(day)s on.") % day
    if one.kind == OccupancyKind.CLOSURE:
        return _("The place is out of service from %(day)s on.") % day
    if one.kind == OccupancyKind.HOLD:
        return _("The place is held for somebody from %(day)s on.") % day
    person = Person.objects.filter(pk=one.person_id).order_by("pk").first()
    if person is None:
        return _("Somebody else has the place from %(day)s on.") % day
    return _("%(name)s has the place from %(day)s on.") % (day | {"name": person.known_as})


def _day(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
