"""A contact in a minute: the form, and picking who it is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from lgnet.encounters.models import Encounter
from lgnet.kernel.ids import derived_uuid, uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.models import Person
from tests.encounters.pages import LIST, NEW, PICK, contact_in, page, person_in
from tests.factories.encounters import make_encounter
from tests.factories.network import make_compartment, make_neighbourhood
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

ROME = ZoneInfo("Europe/Rome")


# Recording ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "setting"), [(Role.OUTREACH_WORKER, "street"), (Role.DESK_OPERATOR, "desk")]
)
def test_each_role_starts_where_it_usually_meets_people(sign_in, torino, role, setting):
    form = sign_in(role, torino).get(NEW).context["form"]
    assert form["setting"].value() == setting
    likely = [box.data["value"] for box in form.likely_services()]
    assert ("food" in likely) == (setting == "street")
    assert len(likely) == 8


def test_an_empty_form_records_that_somebody_was_met_now(send, only):
    with time_machine.travel(dt.datetime(2026, 11, 22, 22, 15, tzinfo=ROME), tick=False):
        send()
    made = only()
    assert made.person is None
    assert made.happened_at == dt.datetime(2026, 11, 22, 21, 15, tzinfo=dt.UTC)


def test_someone_known_is_picked(send, only, torino):
    person = person_in(torino, "Amina")
    place = make_neighbourhood(torino, "Aurora")
    send(who=str(person.pk), needs=["sleep"], services=["food"], neighbourhood=str(place.pk))
    made = only()
    assert (made.person, made.neighbourhood) == (person, place)


def test_someone_new_is_recorded_with_the_contact(send, only, torino, outreach):
    response = send(who="new", known_as="Momo", language="wol")
    made = only()
    assert (made.person.known_as, made.person.language, made.language) == ("Momo", "wol", "wol")
    assert made.person.created_by == outreach.user
    text = page(outreach, response["location"])
    assert "Momo" in text
    assert f"{reverse('housing:request_new')}?person={made.person.pk}" in text
    assert reverse("people:detail", args=[made.person.pk]) in text


def test_without_another_name_what_was_searched_is_the_name(send, only):
    send(who="new", q="Capitano")
    assert only().person.known_as == "Capitano"


def test_someone_new_needs_a_name_and_leaves_nothing_half_done(send, torino):
    text = send(who="new", known_as=" \u200d ", status=422).content.decode()
    assert "a nickname is enough" in text
    text = send(who="new", known_as="Momo", happened_at="2990-01-01T10:00", status=422)
    assert "still to come" in text.content.decode()
    with scope(city_id=torino.pk):
        assert not Person.objects.exists()
        assert not Encounter.objects.exists()


def test_a_form_sent_twice_makes_one_contact_and_one_person(send, only, torino):
    ids = {"id": str(uuid7()), "new_person": str(uuid7())}
    first = send(who="new", known_as="Momo", **ids)
    again = send(who="new", known_as="Momo", **ids)
    assert first["location"] == again["location"]
    assert only().person.known_as == "Momo"
    with scope(city_id=torino.pk):
        assert Person.objects.count() == 1


def test_a_form_changed_and_sent_again_is_said_and_not_lost_in_silence(send, only, outreach):
    contact_id = str(uuid7())
    send(id=contact_id, note="uno")
    response = send(id=contact_id, note="due")
    text = page(outreach, response["location"])
    assert "What you changed is not" in text
    assert only().note == "uno"


@pytest.mark.parametrize("who", ["x", str(derived_uuid("nobody")), "'; --"])
def test_nobody_can_be_picked_who_is_not_there(send, who, torino):
    send(who=who, status=422)
    with scope(city_id=torino.pk):
        assert not Encounter.objects.exists()


def test_a_person_of_another_city_is_answered_like_nobody(send, outreach, palermo, torino):
    stranger = person_in(palermo, "Ibrahim")
    with scope(city_id=torino.pk, compartment_id=make_compartment(torino).pk):
        hidden = make_person("Ibrahim")
    nobody = uuid7()
    answers = {
        send(who=str(who), status=422).content.decode().count("This person is not here any more")
        for who in (stranger.pk, hidden.pk, nobody)
    }
    assert answers == {2}
    for who in (stranger.pk, hidden.pk, nobody, "x"):
        assert outreach.get(f"{NEW}?person={who}").status_code == 404
        assert "Ibrahim" not in page(outreach, f"{PICK}?who={who}&q=ibrahim")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-03-29T02:30", "this hour did not exist"),
        ("2990-01-01T10:00", "still to come"),
        ("2020-01-01T10:00", "more than two years ago"),
        ("yesterday", "Write the day and the time"),
        ("2026-11-22T10:00+09:00", "Write the day and the time"),
        ("99999-01-01T10:00", "Write the day and the time"),
    ],
)
@time_machine.travel(dt.datetime(2026, 11, 22, 22, 15, tzinfo=ROME), tick=False)
def test_a_moment_that_cannot_be_is_said_in_words(send, typed, words):
    text = send(happened_at=typed, status=422).content.decode()
    assert words in text
    assert '<details class="enc-more" open>' in text


@time_machine.travel(dt.datetime(2026, 10, 25, 9, 0, tzinfo=ROME), tick=False)
def test_half_past_two_in_the_night_the_clock_goes_back(send, only, outreach):
    send(happened_at="2026-10-25T02:30")
    assert only().happened_at == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    assert "Yesterday and last night" in page(outreach, LIST)


def test_the_neighbourhood_of_this_outing_is_remembered(outreach, torino):
    place = make_neighbourhood(torino, "Aurora")
    now = dt.datetime.now(tz=dt.UTC)
    contact_in(torino, neighbourhood=place, recorded_by=outreach.user, happened_at=now)
    assert f'value="{place.pk}" selected' in page(outreach, NEW)


def test_a_neighbourhood_of_another_city_is_refused(send, palermo):
    send(neighbourhood=str(make_neighbourhood(palermo, "Kalsa").pk), status=422)


def test_unknown_needs_services_and_settings_are_refused(send):
    for fields in ({"needs": ["x"]}, {"services": ["x"]}, {"setting": "moon"}, {"language": "x"}):
        send(status=422, **fields)


def test_markup_in_a_note_is_text(send, only, outreach):
    send(note="<script>alert(1)</script>\nسلام", who="new", known_as="<b>x</b>")
    made = only()
    for address in (
        reverse("encounters:detail", args=[made.pk]),
        reverse("encounters:saved", args=[made.pk]),
        LIST,
        reverse("people:detail", args=[made.person.pk]),
        f"{NEW}?person={made.person.pk}",
    ):
        text = page(outreach, address)
        assert "<script>alert" not in text
        assert "<b>x" not in text


@pytest.mark.parametrize("is_met_again", [False, True])
def test_undoing_takes_back_the_person_it_made_unless_somebody_met_them(
    send, outreach, torino, is_met_again
):
    text = page(outreach, send(who="new", known_as="Amnia")["location"])
    with scope(city_id=torino.pk):
        person = Person.objects.get()
        assert person.known_as == "Amnia"
        if is_met_again:
            make_encounter(person)
    outreach.post(text.split("data-undo")[0].rsplit('action="', 1)[1].split('"')[0])
    with scope(city_id=torino.pk):
        assert Person.objects.filter(pk=person.pk).exists() is is_met_again
        assert Encounter.objects.count() == is_met_again


def test_a_contact_can_be_undone_and_its_page_leads_back_to_the_list(send, outreach, torino):
    location = send(note="errore")["location"]
    text = page(outreach, location)
    undo = text.split("data-undo")[0].rsplit('action="', 1)[1].split('"')[0]
    response = outreach.post(undo, headers={"referer": f"http://testserver{location}"})
    assert response["location"].endswith(location)
    assert outreach.get(location)["location"] == LIST
    with scope(city_id=torino.pk):
        assert not Encounter.objects.exists()


# Picking -----------------------------------------------------------------------------------


def test_people_are_found_inline_and_the_one_picked_stays(outreach, torino):
    amina = person_in(torino, "Amina", names=["أمينة"])
    person_in(torino, "Ibrahim")
    text = page(outreach, f"{PICK}?q=أمينة")
    assert f'value="{amina.pk}"' in text
    text = page(outreach, f"{PICK}?q=ibrahim&who={amina.pk}")
    assert text.index(f'value="{amina.pk}" checked') < text.index("Ibrahim")
    assert text.count('type="radio"') == 2
    assert "Nobody else found" in page(outreach, f"{PICK}?q=zzz")
    assert page(outreach, PICK).strip() == ""


def test_from_a_persons_page_the_contact_starts_with_them(outreach, torino):
    amina = person_in(torino, "Amina", language="ful", language_answer="known")
    text = page(outreach, f"{NEW}?person={amina.pk}")
    assert f'value="{amina.pk}" checked' in text
    assert '<option value="ful" selected>' in text
