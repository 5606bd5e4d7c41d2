"""Planning shifts, going out, coming back; alerts that send out more."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.enums_outreach import AlertKind, UnitKind
from lgnet.encounters.models import (
    OutreachAlert,
    OutreachUnit,
    Shift,
    ShiftItem,
    ShiftMember,
    ShiftStop,
)
from lgnet.encounters.rules import NoSuchMoment, local_moment
from lgnet.encounters.rules_outreach import (
    LONGEST_ALERT,
    ImplausibleShift,
    check_shift,
    day_in_night,
    ends_after,
    night_of_shift,
    nights_between,
)
from lgnet.kernel.ids import derived_uuid

from .street_refusals import SentOtherwise, StreetRefused


@transaction.atomic
def keep_unit(*, id: UUID, name: str, kind: UnitKind, by: Any) -> OutreachUnit:
    """Add a unit or change it, and return it. Raises StreetRefused for a name that is taken."""
    facts = {"name": name, "kind": kind}
    try:
        with transaction.atomic():
            unit, _made = OutreachUnit.objects.update_or_create(
                pk=id, defaults=facts, create_defaults=facts | {"recorded_by": by}
            )
    except IntegrityError:
        raise StreetRefused(_("There is a unit with this name already.")) from None
    record(verb="encounters.unit_kept", target=unit)
    return unit


@transaction.atomic
def plan_shift(
    *,
    id: UUID,
    unit: OutreachUnit,
    area: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: Any,
    user_ids: Collection[UUID] = (),
    stops: Sequence[str] = (),
    items: Mapping[UUID, int] | None = None,
    alert: OutreachAlert | None = None,
) -> Shift:
    """Plan a shift, and return it; sent twice it is planned once.

    Raises StreetRefused for a span that cannot be, for a unit that is out already, and
    SentOtherwise where the identifier stands for another shift.
    """
    must_be_a_shift(starts_at, ends_at)
    facts = {"unit_id": unit.pk, "area": area, "starts_at": starts_at, "ends_at": ends_at}
    saved = Shift.objects.filter(pk=id).order_by().first()
    if saved is not None:
        if any(getattr(saved, name) != value for name, value in facts.items()):
            raise SentOtherwise
        return saved
    try:
        with transaction.atomic():
            shift = Shift.objects.create(
                id=id, alert=alert, night_on=night_of_shift(starts_at), recorded_by=by, **facts
            )
    except IntegrityError:
        raise StreetRefused(_("This unit is out at that time already.")) from None
    ShiftMember.objects.bulk_create(
        [ShiftMember(shift=shift, user_id=one, recorded_by=by) for one in sorted(set(user_ids))]
    )
    ShiftStop.objects.bulk_create(
        [
            ShiftStop(shift=shift, position=position, place=place, recorded_by=by)
            for position, place in enumerate(stops, start=1)
        ]
    )
    ShiftItem.objects.bulk_create(
        [
            ShiftItem(shift=shift, item_id=item, quantity=count, recorded_by=by)
            for item, count in sorted((items or {}).items())
        ]
    )
    record(verb="encounters.shift_planned", target=shift)
    return shift


@transaction.atomic
def cancel_shift(*, shift_id: UUID, by: Any, reason: str = "") -> Shift:
    """Cancel a shift that has not begun, and return it; twice changes nothing."""
    shift = _locked(shift_id)
    if shift.begun_at is not None:
        raise StreetRefused(_("This shift has begun. End it instead."))
    if shift.cancelled_at is None:
        shift.cancelled_at, shift.cancelled_by = timezone.now(), by
        shift.cancelled_because = reason
        shift.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_because"])
        record(verb="encounters.shift_cancelled", target=shift)
    return shift


@transaction.atomic
def join_shift(*, shift_id: UUID, by: Any) -> Shift:
    """Go with a shift, and return it; twice changes nothing."""
    shift = _locked(shift_id)
    _must_run(shift)
    _member, is_new = ShiftMember.objects.get_or_create(
        shift=shift, user=by, defaults={"recorded_by": by}
    )
    if is_new:
        record(verb="encounters.shift_joined", target=shift)
    return shift


@transaction.atomic
def begin_shift(*, shift_id: UUID, by: Any) -> Shift:
    """Go out, and return the shift; who begins it goes with it. Twice changes nothing."""
    shift = _locked(shift_id)
    _must_run(shift)
    ShiftMember.objects.get_or_create(shift=shift, user=by, defaults={"recorded_by": by})
    if shift.begun_at is None:
        shift.begun_at, shift.begun_by = timezone.now(), by
        shift.save(update_fields=["begun_at", "begun_by"])
        record(verb="encounters.shift_begun", target=shift)
    return shift


@transaction.atomic
def end_shift(*, shift_id: UUID, note: str, by: Any) -> Shift:
    """Come back, with a word for those who go out next; return the shift. Twice changes nothing."""
    shift = _locked(shift_id)
    if shift.begun_at is None:
        raise StreetRefused(_("This shift has not begun."))
    if shift.ended_at is None:
        shift.ended_at, shift.ended_by, shift.note = timezone.now(), by, note or None
        shift.save(update_fields=["ended_at", "ended_by", "note"])
        record(verb="encounters.shift_ended", target=shift)
    return shift


@transaction.atomic
def tick_stop(*, stop_id: UUID, is_done: bool, by: Any) -> ShiftStop:
    """Say that a shift was at a stop, or take it back; return the stop."""
    stop = ShiftStop.objects.select_for_update().order_by().get(pk=stop_id)
    if is_done != (stop.done_at is not None):
        stop.done_at, stop.done_by = (timezone.now(), by) if is_done else (None, None)
        stop.save(update_fields=["done_at", "done_by"])
        record(verb="encounters.stop_ticked", target=stop, is_done=is_done)
    return stop


@transaction.atomic
def open_alert(
    *,
    id: UUID,
    kind: AlertKind,
    words: str,
    from_on: dt.date,
    until_on: dt.date,
    units: Collection[OutreachUnit],
    area: str,
    starts: dt.time,
    ends: dt.time,
    by: Any,
) -> OutreachAlert:
    """Open an alert with an extra shift for each unit and night, and return it.

    A unit that is out already at that time needs no other shift. ``starts`` and ``ends`` are
    times of the night, in Italy. Sent twice it is opened once. Raises StreetRefused.
    """
    nights = nights_between(from_on, until_on)
    if not nights or len(nights) > LONGEST_ALERT:
        raise StreetRefused(_("An alert holds from one night to fourteen."))
    alert, is_new = OutreachAlert.objects.get_or_create(
        pk=id,
        defaults={
            "kind": kind,
            "words": words,
            "from_on": from_on,
            "until_on": until_on,
            "recorded_by": by,
        },
    )
    if not is_new:
        if (alert.kind, alert.from_on, alert.until_on) != (kind, from_on, until_on):
            raise SentOtherwise
        return alert
    record(verb="encounters.alert_opened", target=alert, kind=kind)
    now = timezone.now()
    for night in nights:
        first = day_in_night(night, starts)
        try:
            span = [local_moment(one, now=now) for one in (first, ends_after(first, ends))]
        except NoSuchMoment:
            raise StreetRefused(
                _("The clock is turned forward in one of these nights: choose another hour.")
            ) from None
        for unit in units:
            taken = Shift.objects.filter(
                unit=unit, cancelled_at=None, starts_at__lt=span[1], ends_at__gt=span[0]
            )
            if not taken.exists():
                plan_shift(
                    id=derived_uuid("alert shift", id, unit.pk, night.isoformat()),
                    unit=unit,
                    area=area,
                    starts_at=span[0],
                    ends_at=span[1],
                    alert=alert,
                    by=by,
                )
    return alert


@transaction.atomic
def end_alert(*, alert_id: UUID, by: Any) -> OutreachAlert:
    """End an alert, and return it; its shifts that have not begun are cancelled."""
    alert = OutreachAlert.objects.select_for_update().order_by().get(pk=alert_id)
    if alert.ended_at is None:
        alert.ended_at, alert.ended_by = timezone.now(), by
        alert.save(update_fields=["ended_at", "ended_by"])
        record(verb="encounters.alert_ended", target=alert)
        waiting = Shift.objects.filter(alert=alert, begun_at=None, cancelled_at=None)
        for shift in waiting.order_by("pk"):
            cancel_shift(shift_id=shift.pk, by=by)
    return alert


def must_be_a_shift(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """Raise StreetRefused for a span that no shift can have."""
    try:
        check_shift(starts_at, ends_at)
    except ImplausibleShift as problem:
        raise StreetRefused(
            _("A shift ends after it begins.")
            if problem.reason == "order"
            else _("A shift lasts 16 hours at most. Check day and time.")
        ) from None


def _locked(shift_id: UUID) -> Shift:
    return Shift.objects.select_for_update().order_by().get(pk=shift_id)


def _must_run(shift: Shift) -> None:
    if shift.cancelled_at is not None:
        raise StreetRefused(_("This shift was cancelled."))
    if shift.ended_at is not None:
        raise StreetRefused(_("This shift has ended."))
