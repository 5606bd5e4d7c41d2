"""The plan of a shift, changed: what may change when, and by two at once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from lgnet.audit.models import AuditEvent
from lgnet.encounters.actions.shift_changes import change_shift, shift_version
from lgnet.encounters.actions.shifts import begin_shift, cancel_shift, plan_shift, tick_stop
from lgnet.encounters.actions.street_refusals import ShiftChangedMeanwhile, StreetRefused
from lgnet.encounters.models import Shift, ShiftItem, ShiftMember, ShiftStop
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.encounters.pages import ENGLISH
from tests.factories.network import make_user
from tests.factories.outreach import make_item, make_unit

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 11, 23, 21, tzinfo=dt.UTC)


def planned(by, **facts):
    first = {
        "id": uuid7(),
        "unit": make_unit(),
        "area": "Porta Nuova",
        "starts_at": NIGHT,
        "ends_at": NIGHT + dt.timedelta(hours=4),
        "stops": ["Stazione", "Via Nizza", "Stazione"],
        "by": by,
    }
    return plan_shift(**first | facts)


def as_it_is(shift, by, **facts):
    shift.refresh_from_db()
    said = {
        "shift_id": shift.pk,
        "version": shift_version(shift),
        "unit": shift.unit,
        "area": shift.area,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "user_ids": [one.user_id for one in ShiftMember.objects.filter(shift=shift)],
        "stops": [stop.place for stop in shift.stops.order_by("position")],
        "items": {one.item_id: one.quantity for one in ShiftItem.objects.filter(shift=shift)},
        "by": by,
    }
    return change_shift(**said | facts)


def test_everything_of_a_plan_changes_and_stops_that_stay_are_the_same(torino):
    with scope(city_id=torino.pk):
        by, other, item = make_user(), make_user(), make_item()
        shift = planned(by, user_ids=[by.pk])
        first, second, third = shift.stops.order_by("position")
        as_it_is(
            shift,
            by,
            unit=make_unit(),
            area="Centro",
            starts_at=NIGHT + dt.timedelta(days=1),
            ends_at=NIGHT + dt.timedelta(days=1, hours=2),
            user_ids=[other.pk],
            stops=["Via Po", "Via Nizza", "Stazione"],
            items={item.pk: 3},
        )
        shift.refresh_from_db()
        assert (shift.area, shift.night_on) == ("Centro", dt.date(2026, 11, 24))
        assert [one.user_id for one in shift.members.all()] == [other.pk]
        way = list(shift.stops.order_by("position"))
        assert [stop.position for stop in way] == [1, 2, 3]
        assert way[1] == second and way[2] == first and third not in way
        assert ShiftItem.objects.get(shift=shift).quantity == 3
        as_it_is(shift, by, items={})
        assert not ShiftItem.objects.filter(shift=shift).exists()
        # Saved as it is, nothing has changed and the audit says nothing.
        before = AuditEvent.objects.filter(verb="encounters.shift_changed").count()
        as_it_is(shift, by)
        assert AuditEvent.objects.filter(verb="encounters.shift_changed").count() == before == 2


def test_what_a_plan_cannot_become(torino):
    with override("en"), scope(city_id=torino.pk):
        by = make_user()
        shift, beside = planned(by), planned(by)
        with pytest.raises(StreetRefused, match="out at that time"):
            as_it_is(shift, by, unit=beside.unit)
        with pytest.raises(StreetRefused, match="16 hours"):
            as_it_is(shift, by, ends_at=NIGHT + dt.timedelta(hours=17))
        with pytest.raises(ShiftChangedMeanwhile):
            as_it_is(shift, by, version="x")
        cancel_shift(shift_id=beside.pk, by=by, reason="Furgone rotto")
        with pytest.raises(StreetRefused, match="over"):
            as_it_is(beside, by)


def test_a_shift_that_is_out_keeps_what_has_been(torino):
    with scope(city_id=torino.pk):
        by, other, item = make_user(), make_user(), make_item()
        shift = planned(by, items={item.pk: 2})
        begin_shift(shift_id=shift.pk, by=by)
        visited = shift.stops.get(position=2)
        tick_stop(stop_id=visited.pk, is_done=True, by=by)
        for changed in (
            {"unit": make_unit()},
            {"starts_at": NIGHT - dt.timedelta(hours=1)},
            {"items": {item.pk: 1}},
            {"stops": ["Stazione"]},
        ):
            with pytest.raises(StreetRefused):
                as_it_is(shift, by, **changed)
        as_it_is(
            shift,
            by,
            ends_at=NIGHT + dt.timedelta(hours=6),
            user_ids=[by.pk, other.pk],
            stops=["Via Nizza", "Via Po"],
        )
        assert ShiftStop.objects.get(pk=visited.pk).done_at is not None
        assert Shift.objects.get(pk=shift.pk).ends_at == NIGHT + dt.timedelta(hours=6)


def test_two_tabs_and_a_reason_on_the_screen(sign_in, torino):
    planner = sign_in(Role.CITY_MANAGER, torino)
    with scope(city_id=torino.pk):
        shift = planned(planner.user)
    url = reverse("encounters:shift_edit", args=[shift.pk])
    form = planner.get(url).context["form"]
    sent = {
        "version": form.initial["version"],
        "unit": str(shift.unit_id),
        "night_on": "2026-11-23",
        "starts": "22:00",
        "ends": "02:00",
        "area": "Centro",
        "stops": "Via Po",
    }
    assert planner.post(url, sent).status_code == 302
    # The other tab: refused, what was typed stays, what it says now stands beside it.
    late = planner.post(url, sent | {"area": "Barriera"}, headers=ENGLISH)
    body = late.content.decode()
    assert late.status_code == 409 and "Barriera" in body and "It now says:" in body
    with scope(city_id=torino.pk):
        assert Shift.objects.get(pk=shift.pk).area == "Centro"
    # Looked at and saved again, it is saved.
    anew = sent | {"area": "Barriera", "version": late.context["form"].data["version"]}
    assert planner.post(url, anew).status_code == 302

    cancel_url = reverse("encounters:shift_cancel", args=[shift.pk])
    assert planner.post(cancel_url, {"reason": " "}).status_code == 422
    assert planner.post(cancel_url, {"reason": "Furgone rotto"}).status_code == 302
    page = planner.get(reverse("encounters:shift", args=[shift.pk])).content.decode()
    assert "Furgone rotto" in page and url not in page
    assert planner.get(url).status_code == 302


def test_a_shift_that_is_out_is_changed_on_the_screen(sign_in, torino):
    """Fields of its beginning are closed: what a browser sends for them counts for nothing."""
    planner = sign_in(Role.CITY_MANAGER, torino)
    with scope(city_id=torino.pk):
        now = timezone.now()
        shift = planned(planner.user, starts_at=now, ends_at=now + dt.timedelta(hours=3), items={})
        begin_shift(shift_id=shift.pk, by=planner.user)
    url = reverse("encounters:shift_edit", args=[shift.pk])
    form = planner.get(url).context["form"]
    sent = {
        "version": form.initial["version"],
        "unit": str(uuid7()),
        "starts": "12:00",
        "ends": f"{timezone.localtime(now + dt.timedelta(hours=4)):%H:%M}",
        "area": "Centro",
        "stops": "Via Po",
    }
    assert planner.post(url, sent).status_code == 302
    with scope(city_id=torino.pk):
        kept = Shift.objects.get(pk=shift.pk)
        assert (kept.starts_at, kept.unit_id, kept.area) == (now, shift.unit_id, "Centro")
