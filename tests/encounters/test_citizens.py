"""A citizen tells on the public page that somebody sleeps out; the street team checks it."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lgnet.encounters.actions import citizens as verbs
from lgnet.encounters.actions.policy import set_policy
from lgnet.encounters.actions.street_refusals import StreetRefused
from lgnet.encounters.enums_outreach import NotForUs, SightingState
from lgnet.encounters.jobs_clock import tell_everywhere
from lgnet.encounters.models import Sighting
from lgnet.encounters.queries.outreach import open_sightings, to_check
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.notifications.models import Notice
from tests.encounters.pages import ENGLISH
from tests.factories.network import make_neighbourhood, make_user
from tests.factories.outreach import make_sighting

pytestmark = pytest.mark.django_db
TELL = reverse("tell:tell", args=["l219"])
THANKS = reverse("tell:thanks", args=["l219"])
PHONE = "011 555 0110"


@pytest.fixture(autouse=True)
def nobody_told_before():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def opened(torino):
    """Torino takes reports."""
    with scope(city_id=torino.pk):
        set_policy(by=make_user(), is_reporting_open=True, street_phone=PHONE)
    return torino


def told(client=None, status=302, **fields):
    data = {"id": str(uuid7()), "place": "Under the bridge of via Po", **fields}
    answer = (client or Client()).post(TELL, data, headers=ENGLISH)
    assert answer.status_code == status, answer.content.decode()
    return answer


def only(city) -> Sighting:
    with scope(city_id=city.pk):
        return Sighting.objects.select_related("neighbourhood").get()


def in_city(city, verb, **options):
    with scope(city_id=city.pk):
        return verb(**options)


def test_what_is_told_waits_for_a_check_and_its_clock_runs(opened, sign_in):
    part = make_neighbourhood(opened)
    worker = sign_in(Role.OUTREACH_WORKER, opened)
    answer = told(
        neighbourhood=str(part.pk), words="Needs a blanket", call_back="333 1", people_count="2"
    )
    assert answer["Location"] == THANKS
    saved = only(opened)
    assert (saved.state, saved.teller, saved.recorded_by) == (SightingState.TOLD, "citizen", None)
    assert (saved.neighbourhood, saved.people_count, saved.call_back) == (part, 2, "333 1")
    with scope(city_id=opened.pk):
        assert list(to_check()) == list(open_sightings()) == [saved]
    assert "Needs a blanket" in worker.get(reverse("encounters:sightings")).content.decode()
    with scope(city_id=opened.pk, user_id=worker.user.pk):
        assert Notice.objects.filter(kind=verbs.KIND).count() == 1
    told(place="Another place")
    with scope(city_id=opened.pk, user_id=worker.user.pk):
        assert Notice.objects.filter(kind=verbs.KIND).count() == 1


def test_the_page_asks_no_name_and_gives_nothing_back(opened):
    in_city(opened, make_sighting, place="Known place", call_back="333 9")
    for page in (
        Client().get(TELL, headers=ENGLISH),
        Client().get(THANKS, headers=ENGLISH),
        told(status=422, place=""),
    ):
        text = page.content.decode()
        assert "Known place" not in text and "333 9" not in text
        assert "112" in text and PHONE in text
        assert 'name="name"' not in text
        assert "no-store" in page["Cache-Control"]


def test_it_speaks_three_languages(opened):
    for language, word in (("it", "Somebody"), ("ar", 'dir="rtl"')):
        text = Client().get(TELL, headers={"accept-language": language}).content.decode()
        assert f'lang="{language}"' in text
        assert language == "it" or word in text


def test_a_city_that_takes_no_reports_is_like_none(torino, opened):
    for name, code in (("tell", "a944"), ("tell", "zzzz"), ("thanks", "a944"), ("tell", "l219x")):
        address = reverse(f"tell:{name}", args=[code])
        assert Client().get(address).status_code == 404
    assert Client().post(reverse("tell:tell", args=["a944"]), {}).status_code == 404
    assert "Torino" in Client().get(reverse("tell:start")).content.decode()
    in_city(torino, set_policy, by=make_user(), is_reporting_open=False)
    assert Client().get(TELL).status_code == 404
    assert "Torino" not in Client().get(reverse("tell:start")).content.decode()


def test_sent_twice_it_is_told_once(opened):
    key = str(uuid7())
    told(id=key)
    told(id=key)
    # Nothing says that the identifier is taken.
    assert told(id=key, place="Elsewhere")["Location"] == THANKS
    assert only(opened).place == "Under the bridge of via Po"


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": ""},
        {"words": "x" * 20_000},
        {"place": "x" * 20_000},
        {"call_back": "x" * 20_000},
        {"told_at": "2099-01-01T10:00"},
        {"told_at": "yesterday"},
        {"people_count": "0"},
        {"people_count": "100000"},
        {"id": ""},
        {"neighbourhood": "not one of ours"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(opened, wrong):
    text = told(status=422, **{"words": "Two dogs", "call_back": "333 1"} | wrong).content.decode()
    assert wrong.get("words", "Two dogs") in text
    with scope(city_id=opened.pk):
        assert not Sighting.objects.exists()


def test_what_fills_in_the_field_nobody_sees_is_thanked_and_not_kept(opened):
    assert told(website="http://spam")["Location"] == THANKS
    with scope(city_id=opened.pk):
        assert not Sighting.objects.exists()


def test_who_tells_too_often_waits_and_keeps_the_words(opened):
    for _time in range(6):
        told()
    page = told(status=429, place="The seventh place").content.decode()
    assert "The seventh place" in page and PHONE in page
    with scope(city_id=opened.pk):
        assert Sighting.objects.count() == 6


def test_without_the_token_of_the_page_nothing_is_taken(opened):
    assert Client(enforce_csrf_checks=True).post(TELL, {"place": "x"}).status_code == 403


def check(client, sighting, status=302, **fields):
    address = reverse("encounters:sighting_check", args=[sighting.pk])
    assert client.get(address, headers=ENGLISH).status_code == 200
    answer = client.post(address, fields, headers=ENGLISH)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_the_street_takes_it_on(opened, sign_in):
    worker = sign_in(Role.OUTREACH_WORKER, opened)
    told(call_back="333 1")
    check(worker, only(opened), to="ours")
    saved = only(opened)
    assert (saved.state, saved.checked_by, saved.ended_at) == ("open", worker.user, None)
    assert saved.call_back == "333 1"


def test_what_is_not_for_us_needs_a_reason_and_forgets_who_told(opened, sign_in):
    worker = sign_in(Role.OUTREACH_WORKER, opened)
    told(call_back="333 1")
    assert "Say why" in check(worker, only(opened), status=422, to="not_us")
    check(worker, only(opened), to="not_us", reason=NotForUs.OUTSIDE)
    saved = only(opened)
    assert (saved.state, saved.not_for_us, saved.call_back) == ("not_us", "outside", "")
    assert saved.ended_at is not None


def test_the_same_as_another_keeps_the_earlier_moment(opened, sign_in):
    worker = sign_in(Role.OUTREACH_WORKER, opened)
    known = in_city(opened, make_sighting, place="Bridge")
    told(
        told_at=timezone.localtime(timezone.now() - dt.timedelta(hours=5)).strftime(
            "%Y-%m-%dT%H:%M"
        )
    )
    with scope(city_id=opened.pk):
        new = to_check().get()
    assert "Say which" in check(worker, new, status=422, to="same")
    check(worker, new, to="same", other=str(known.pk))
    with scope(city_id=opened.pk):
        new.refresh_from_db()
        known.refresh_from_db()
        assert (new.state, new.same_as) == ("same", known)
        assert known.told_at == new.told_at
        assert list(open_sightings()) == [known]


def test_two_who_check_decide_once(opened, sign_in):
    worker = sign_in(Role.OUTREACH_WORKER, opened)
    told()
    sighting = only(opened)
    with scope(city_id=opened.pk):
        by = make_user()
        verbs.take_on(sighting_id=sighting.pk, by=by)
        assert verbs.take_on(sighting_id=sighting.pk, by=make_user()).checked_by == by
        with pytest.raises(StreetRefused):
            verbs.say_not_for_us(sighting_id=sighting.pk, reason=NotForUs.MISUSE, by=by)
    address = reverse("encounters:sighting_check", args=[sighting.pk])
    late = worker.post(address, {"to": "not_us", "reason": "misuse"}, headers=ENGLISH)
    assert late.status_code == 409
    assert "A colleague has decided" in late.content.decode()


def test_the_database_wants_reason_and_other(in_torino):
    sighting = make_sighting()
    for change in (
        {"state": "not_us", "ended_at": timezone.now()},
        {"state": "same", "ended_at": timezone.now()},
        {"not_for_us": "misuse"},
        {"same_as": sighting},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sighting.objects.filter(pk=sighting.pk).update(**change)


def test_how_to_call_back_is_forgotten_after_two_weeks(torino):
    old = timezone.now() - dt.timedelta(days=15)
    in_city(torino, make_sighting, call_back="333 1", told_at=old)
    tell_everywhere()
    assert only(torino).call_back == ""


def test_history_keeps_no_way_to_reach_who_told(in_torino):
    event = Sighting.pgh_event_model
    assert "call_back" not in [field.name for field in event._meta.local_fields]


def test_the_sign_in_page_leads_there(db):
    page = Client().get(reverse("account_login"), headers=ENGLISH).content.decode()
    assert re.search(f'href="{reverse("tell:start")}"', page)
