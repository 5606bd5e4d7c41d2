"""The directory from end to end: added, filled, found, confirmed; and what it refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.directory import wording
from lgnet.directory.actions import refusals
from lgnet.directory.actions.codes import add_code, change_code
from lgnet.directory.actions.hours import Line, add_season, set_week
from lgnet.directory.actions.offers import add_offer, report_capacity
from lgnet.directory.actions.sites import add_site, confirm_site
from lgnet.directory.models import CapacityReport, HoursException, Offer, Service, Site
from lgnet.directory.queries.finding import Wish, find_offers
from lgnet.directory.queries.sites import sites_to_confirm
from lgnet.directory.rules_eligibility import Fit, Whom
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import ITALY
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.directory import (
    make_exception,
    make_offer,
    make_season,
    make_site,
    open_daily,
)
from tests.factories.network import make_compartment, make_neighbourhood, make_organisation

CASTELLO = {"latitude": "45.071000", "longitude": "7.686000"}
MONDAY_NOON = dt.datetime(2026, 11, 23, 12, tzinfo=ITALY)


def post(client, view, *args, status=302, data=None, **fields):
    address = reverse(f"directory:{view}", args=args)
    answer = client.post(address, {**(data or {}), **fields})
    assert answer.status_code == status, answer.content.decode()[:4000]
    return answer


def page(client, name, *args, query=""):
    answer = client.get(reverse(f"directory:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_site_from_its_address_to_the_street(torino, sign_in):
    desk, street = sign_in(Role.DESK_OPERATOR, torino), sign_in(Role.OUTREACH_WORKER, torino)
    with scope(city_id=torino.pk):
        body = make_organisation(torino, name="Associazione Prova")
        area = make_neighbourhood(torino, "Aurora")
        canteen = Service.objects.get(code="canteen")
    site_id, offer_id = uuid7(), uuid7()
    typed = {
        "id": site_id,
        "name": "Mensa <b>Aurora</b>",
        "organisation": body.pk,
        "address": "Via Prova 1",
        "neighbourhood": area.pk,
        "languages": ["ita", "ara"],
    }
    outside = post(desk, "site_new", status=409, data=typed, latitude="38.12", longitude="13.36")
    assert "outside Torino" in outside.content.decode() or "fuori" in outside.content.decode()
    post(desk, "site_new", status=422, data=typed, latitude="45.07")
    post(desk, "site_new", data=typed | CASTELLO)
    post(desk, "site_new", data=typed | CASTELLO)  # a second tap on a bad line
    post(desk, "site_week", site_id, status=422, day_0="9-13, 12-14")
    post(desk, "site_week", site_id, **{f"day_{day}": "12-14, 19-21" for day in range(7)})
    service = {"id": offer_id, "service": canteen.pk, "sexes": "women", "capacity": "40"}
    post(desk, "offer_new", site_id, **service)
    post(desk, "capacity", offer_id, id=uuid7(), free=41)
    told = {"id": uuid7(), "free": 5}
    for _ in range(2):
        post(desk, "capacity", offer_id, **told)
    post(desk, "capacity", offer_id, id=uuid7(), free=0)
    today = timezone.localdate()
    post(desk, "exception_new", site_id, id=uuid7(), from_on=today, hours="", note="Sciopero")
    shown = page(street, "site", site_id)
    assert "Mensa &lt;b&gt;Aurora&lt;/b&gt;" in shown
    assert "12:00–14:00" in shown and "Sciopero" in shown
    assert reverse("directory:site_edit", args=[site_id]) not in shown
    found = page(street, "sites", query=f"?service=canteen&near={area.pk}")
    assert "Via Prova 1" in found
    assert "Via Prova 1" not in page(street, "sites", query="?service=canteen&whom=man")
    assert "Via Prova 1" not in page(street, "sites", query="?open_now=on"), "closed today"
    assert "Via Prova 1" in page(street, "sites", query="?service=nonsense&near=1&from=x")
    with scope(city_id=torino.pk):
        assert list(
            CapacityReport.objects.order_by("recorded_at").values_list("free", flat=True)
        ) == [5, 0]
        offer = find_offers(Wish(services=["canteen"]))[0]
        assert offer.free == 0 and not offer.state.is_open
        exception = HoursException.objects.get()
    post(desk, "exception_remove", exception.pk)
    with scope(city_id=torino.pk):
        assert not HoursException.objects.exists()
        verbs = AuditEvent.objects.values_list("verb", flat=True)
        assert [verb for verb in verbs if verb == "directory.site_added"] == [
            "directory.site_added"
        ]


def test_two_editors_at_one_site(torino, sign_in):
    desk = sign_in(Role.DESK_OPERATOR, torino)
    with scope(city_id=torino.pk):
        site = make_site()
    form = desk.get(reverse("directory:site_edit", args=[site.pk])).context["form"]
    typed = {
        "version": form.initial["version"],
        "name": "Prima",
        "organisation": site.organisation_id,
        "address": site.address,
    }
    post(desk, "site_edit", site.pk, data=typed)
    answer = post(desk, "site_edit", site.pk, status=409, data=typed | {"name": "Seconda"})
    newer = answer.context["form"].data["version"]
    post(desk, "site_edit", site.pk, data=typed | {"name": "Seconda", "version": newer})
    with scope(city_id=torino.pk):
        assert Site.objects.get(pk=site.pk).name == "Seconda"


def test_who_gives_what_now_near_here(in_torino, django_assert_max_num_queries):
    aurora, lucento = (make_neighbourhood(in_torino, name) for name in ("Aurora", "Lucento"))
    near = make_site(neighbourhood=aurora, latitude="45.075", longitude="7.69", languages=["ara"])
    far = make_site(neighbourhood=lucento, latitude="45.095", longitude="7.65")
    farther = make_site(latitude="45.03", longitude="7.62")
    for site in (near, far, farther):
        open_daily(site, "11:00", "14:00")
    dinner = make_offer("canteen", site=near, sexes="men")
    showers = make_offer("hygiene", site=near, has_own_hours=True)
    open_daily(near, "08:00", "10:00", offer=showers)
    lunch, also = make_offer("canteen", site=far), make_offer("canteen", site=farther)
    make_exception(site=farther, from_on=dt.date(2026, 11, 23), until_on=dt.date(2026, 11, 23))
    report = {"offer": lunch, "by": None}
    with pytest.raises(refusals.DayPassed):
        report_capacity(id=uuid7(), free=3, valid_on=dt.date(2020, 1, 1), **report)
    wish = Wish(services=["canteen"], near=aurora.pk)
    with django_assert_max_num_queries(4):
        found = find_offers(wish, at=MONDAY_NOON)
    assert [one.offer for one in found] == [dinner, lunch, also]
    assert [one.is_near for one in found] == [True, False, False]
    assert found[1].distance == pytest.approx(3.8, abs=0.5)
    assert [one.free for one in found] == [None, None, None], "not said is not none"
    assert wording.state_words(found[0].state, MONDAY_NOON)
    open_now = Wish(services=["canteen"], is_open_now=True, whom=Whom(sex="female"))
    assert [one.offer for one in find_offers(open_now, at=MONDAY_NOON)] == [lunch]
    unknown = find_offers(Wish(near=aurora.pk), at=MONDAY_NOON)
    assert {one.offer: one.fit for one in unknown}[dinner] == Fit.ASK
    arabic = find_offers(Wish(language="ara"), at=MONDAY_NOON)
    assert {one.offer for one in arabic} == {dinner, showers}
    closed = next(one for one in arabic if one.offer == showers)
    assert closed.state.following.starts_at == dt.datetime(2026, 11, 24, 8, tzinfo=ITALY)


def test_ten_more_sites_add_no_query(torino, sign_in, django_assert_max_num_queries):
    street = sign_in(Role.OUTREACH_WORKER, torino)

    def more():
        with scope(city_id=torino.pk):
            offer = make_offer(site=make_site())
            open_daily(offer.site)
            make_season(site=offer.site)

    more()
    with CaptureQueriesContext(transaction.get_connection()) as first:
        page(street, "sites")
    for _ in range(10):
        more()
    with CaptureQueriesContext(transaction.get_connection()) as second:
        page(street, "sites")
    assert len(first) == len(second) <= 16


def test_confirming_once_a_month(in_torino, sign_in):
    manager = sign_in(Role.CITY_MANAGER, in_torino)
    now = timezone.now()
    with scope(city_id=in_torino.pk, user_id=manager.user.pk):
        late = make_site(confirmed_at=now - dt.timedelta(days=31), name="Tardi")
        make_site(confirmed_at=now - dt.timedelta(days=29), name="Presto")
        never = make_site(name="Mai vista")
        make_site(name="Chiusa", closed_on=timezone.localdate())
        assert list(sites_to_confirm(now)) == [never, late]
        confirm_site(site=late, by=manager.user)
        assert list(sites_to_confirm(timezone.now())) == [never]
    assert "Mai vista" in page(manager, "due")
    post(manager, "site_confirm", never.pk, next="due")
    assert "Mai vista" not in page(manager, "due")


def test_a_refuge_never_comes_in(in_torino, palermo):
    refuge = Service.objects.get(code="protected_refuge")
    site = make_site()
    with pytest.raises(refusals.NeverInDirectory):
        add_offer(id=uuid7(), site=site, facts={"service": refuge}, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(site=site, service=refuge)
    organisation = site.organisation
    facts = {"name": "Casa", "organisation": organisation, "address": "Via Segreta 1"}
    compartment = make_compartment(in_torino)
    inside = scope(city_id=in_torino.pk, compartment_id=compartment.pk)
    with inside, pytest.raises(refusals.NeverInDirectory):
        add_site(id=uuid7(), facts=facts, by=None)
    with pytest.raises(refusals.NotOfThisCity):
        elsewhere = facts | {"organisation": make_organisation(palermo)}
        add_site(id=uuid7(), facts=elsewhere, by=None)


def test_days_are_never_said_twice(in_torino):
    site, service = make_site(), Service.objects.get(code="canteen")
    july = {"from_on": dt.date(2026, 7, 1), "until_on": dt.date(2026, 7, 31)}
    lines = [Line(0, dt.time(9), dt.time(12))]
    season = {"site": site, "kind": "summer", "lines": lines, "by": None}
    first = uuid7()
    add_season(id=first, **season, **july)
    add_season(id=first, **season, **july)
    with pytest.raises(refusals.SavedOtherwise):
        add_season(id=first, **season | {"kind": "holiday"}, **july)
    with pytest.raises(refusals.SeasonsShareDays):
        add_season(id=uuid7(), **season, from_on=july["until_on"], until_on=dt.date(2026, 8, 9))
    offer = make_offer(site=site)
    add_season(id=uuid7(), **season, **july, offer=offer)
    set_week(site=site, offer=offer, lines=lines, by=None)
    assert offer.has_own_hours
    set_week(site=site, offer=offer, lines=[], by=None)
    assert not offer.has_own_hours
    code = {"service": service, "scheme": "SIUSS", "by": None}
    old = add_code(id=uuid7(), code="A1", from_on=dt.date(2026, 1, 1), **code)
    with pytest.raises(refusals.CodesShareDays):
        add_code(id=uuid7(), code="A2", from_on=dt.date(2026, 6, 1), **code)
    change_code(row=old, code="A1", from_on=old.from_on, until_on=dt.date(2026, 5, 31), by=None)
    add_code(id=uuid7(), code="A2", from_on=dt.date(2026, 6, 1), **code)
