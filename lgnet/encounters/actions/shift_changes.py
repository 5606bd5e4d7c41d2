"""Changing a planned shift: when, where, who, the way and what is taken along."""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.models import OutreachUnit, Shift, ShiftItem, ShiftMember, ShiftStop
from lgnet.encounters.rules_outreach import night_of_shift

from .shifts import must_be_a_shift
from .street_refusals import ShiftChangedMeanwhile, StreetRefused

# Positions are unique within a shift: rows step aside before they take their new places.
ASIDE = 1000


def shift_version(shift: Shift) -> str:
    """Return what changes whenever the plan of a shift does: a digest, never the plan."""
    # In Python, so that a page that has read the plan already asks for nothing again.
    members = sorted(one.user_id for one in shift.members.all())
    stops = [one.place for one in sorted(shift.stops.all(), key=lambda one: one.position)]
    items = sorted((one.item_id, one.quantity) for one in shift.items.all())
    facts = (
        shift.unit_id,
        shift.area,
        shift.starts_at.isoformat(),
        shift.ends_at.isoformat(),
        shift.begun_at is None,
        members,
        stops,
        items,
    )
    return hashlib.blake2b(repr(facts).encode(), digest_size=12).hexdigest()


@transaction.atomic
def change_shift(
    *,
    shift_id: UUID,
    version: str,
    unit: OutreachUnit,
    area: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    user_ids: Collection[UUID],
    stops: Sequence[str],
    items: Mapping[UUID, int],
    by: Any,
) -> Shift:
    """Change the plan of a shift, and return it.

    ``version`` is ``shift_version`` of what the form was made from. A shift that is out keeps
    unit, beginning and what it took along; where it was already, it was. Raises StreetRefused,
    ShiftChangedMeanwhile where somebody else was faster.
    """
    shift = Shift.objects.select_for_update(of=("self",)).order_by().get(pk=shift_id)
    if shift.cancelled_at is not None or shift.ended_at is not None:
        raise StreetRefused(_("This shift is over: its plan stays as it was."))
    if shift_version(shift) != version:
        raise ShiftChangedMeanwhile
    must_be_a_shift(starts_at, ends_at)
    if shift.begun_at is not None:
        _must_keep_what_began(shift, unit=unit, starts_at=starts_at, items=items)
    shift.unit, shift.area = unit, area
    shift.starts_at, shift.ends_at = starts_at, ends_at
    shift.night_on = night_of_shift(starts_at)
    try:
        with transaction.atomic():
            shift.save(update_fields=["unit", "area", "starts_at", "ends_at", "night_on"])
    except IntegrityError:
        raise StreetRefused(_("This unit is out at that time already.")) from None
    _set_members(shift, user_ids, by=by)
    _set_stops(shift, stops, by=by)
    _set_items(shift, items, by=by)
    if shift_version(shift) != version:
        record(verb="encounters.shift_changed", target=shift)
    return shift


def _must_keep_what_began(
    shift: Shift, *, unit: OutreachUnit, starts_at: dt.datetime, items: Mapping[UUID, int]
) -> None:
    taken = dict(ShiftItem.objects.filter(shift=shift).order_by().values_list("item", "quantity"))
    if (shift.unit_id, shift.starts_at, taken) != (unit.pk, starts_at, dict(items)):
        raise StreetRefused(
            _("The shift is out: unit, beginning and what it took along stay as they are.")
        )


def _set_members(shift: Shift, user_ids: Collection[UUID], *, by: Any) -> None:
    rows = ShiftMember.objects.filter(shift=shift)
    known = set(rows.order_by().values_list("user_id", flat=True))
    rows.filter(user_id__in=known - set(user_ids)).delete()
    ShiftMember.objects.bulk_create(
        [
            ShiftMember(shift=shift, user_id=one, recorded_by=by)
            for one in sorted(set(user_ids) - known)
        ]
    )


def _set_stops(shift: Shift, places: Sequence[str], *, by: Any) -> None:
    """Give the way its new order; a stop whose place stays is the same stop."""
    rows = list(
        ShiftStop.objects.select_for_update(of=("self",)).filter(shift=shift).order_by("position")
    )
    if [row.place for row in rows] == list(places):
        return
    left = list(rows)
    new: list[ShiftStop | str] = []
    for place in places:
        same = next((row for row in left if row.place == place), None)
        if same is not None:
            left.remove(same)
        new.append(same or place)
    for row in left:
        if row.done_at is not None:
            raise StreetRefused(
                _("The unit was at this stop already, leave it: %(place)s") % {"place": row.place}
            )
        row.delete()
    kept = [one for one in new if isinstance(one, ShiftStop)]
    for offset in (ASIDE, 0):
        for position, one in enumerate(new, start=1):
            if isinstance(one, ShiftStop):
                one.position = offset + position
        ShiftStop.objects.bulk_update(kept, ["position"])
    ShiftStop.objects.bulk_create(
        [
            ShiftStop(shift=shift, position=position, place=one, recorded_by=by)
            for position, one in enumerate(new, start=1)
            if isinstance(one, str)
        ]
    )


def _set_items(shift: Shift, items: Mapping[UUID, int], *, by: Any) -> None:
    rows = ShiftItem.objects.filter(shift=shift)
    known = {row.item_id: row for row in rows.order_by("pk")}
    rows.filter(item_id__in=known.keys() - items.keys()).delete()
    for item, count in sorted(items.items()):
        row = known.get(item)
        if row is None:
            ShiftItem.objects.create(shift=shift, item_id=item, quantity=count, recorded_by=by)
        elif row.quantity != count:
            row.quantity = count
            row.save(update_fields=["quantity"])
