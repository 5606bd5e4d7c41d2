"""A contact in a minute: the form, the list night by night, naming who it was."""

import datetime as dt
import html
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.encounters.models import Encounter
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.models import Person
from tests.budget import MOST_A_PAGE, count, writes
from tests.factories.encounters import make_encounter
from tests.factories.network import make_compartment, make_neighbourhood
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

LIST = reverse("encounters:list")
NEW = reverse("encounters:new")
PICK = reverse("encounters:pick")
ENGLISH = {"accept-language": "en"}
ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


def page(client, address, status=200) -> str:
    response = client.get(address, headers=ENGLISH)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.fixture
def send(outreach):
    """Return a function that sends the form of a contact and returns the answer."""

    def send(address=NEW, status=302, **fields):
        data = {
            "id": str(uuid7()),
            "new_person": str(uuid7()),
            "setting": "street",
            "who": "anonymous",
            **fields,
        }
        response = outreach.post(address, data, headers=ENGLISH)
        assert response.status_code == status, response.content.decode()
        return response

    return send


@pytest.fixture
def only(torino):
    """Return a function that gives the only contact of the city."""

    def only() -> Encounter:
        with scope(city_id=torino.pk):
            return Encounter.objects.select_related("person", "neighbourhood").get()

    return only


def person_in(city, *args, **fields):
    with scope(city_id=city.pk):
        return make_person(*args, **fields)


def contact_in(city, *args, **fields):
    with scope(city_id=city.pk):
        return make_encounter(*args, **fields)


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


@pytest.mark.parametrize("who", ["x", str(uuid7()), "'; --"])
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


# Naming an anonymous contact ---------------------------------------------------------------


def attach_to(made):
    return reverse("encounters:attach", args=[made.pk])


def test_an_anonymous_contact_is_given_its_person(outreach, torino, only, send):
    made = contact_in(torino, needs=["food"], note="Giacca verde")
    amina = person_in(torino, "Amina")
    assert attach_to(made) in page(outreach, reverse("encounters:detail", args=[made.pk]))
    assert "Giacca verde" in page(outreach, attach_to(made))
    send(attach_to(made), who=str(amina.pk))
    assert only().person == amina
    text = page(outreach, reverse("encounters:detail", args=[made.pk]))
    undo = text.split("data-undo")[0].rsplit('action="', 1)[1].split('"')[0]
    outreach.post(undo)
    assert only().person is None


def test_an_anonymous_contact_may_be_with_someone_new(send, torino, only):
    made = contact_in(torino)
    send(attach_to(made), who="new", known_as="Momo")
    assert only().person.known_as == "Momo"


def test_two_who_name_a_contact_do_not_overwrite_each_other(send, torino, only, outreach):
    made = contact_in(torino, person_in(torino, "Amina"))
    other = person_in(torino, "Ibrahim")
    send(attach_to(made), who=str(other.pk))
    assert only().person.known_as == "Amina"
    assert outreach.get(attach_to(made)).status_code == 302


def test_naming_a_contact_needs_somebody(send, torino):
    made = contact_in(torino)
    for who in ("", "anonymous", "new", str(uuid7())):
        send(attach_to(made), who=who, status=422)


# Reading -----------------------------------------------------------------------------------


@time_machine.travel(dt.datetime(2026, 11, 23, 2, 0, tzinfo=ROME), tick=False)
def test_the_list_goes_night_by_night_tonight_first(outreach, torino):
    def at(day, hour):
        return dt.datetime(2026, 11, day, hour, 30, tzinfo=ROME)

    for name, moment in (
        ("Now", at(23, 1)),
        ("Evening", at(22, 21)),
        ("Before six", at(22, 5)),
        ("Long ago", at(1, 12)),
    ):
        contact_in(torino, person_in(torino, name), happened_at=moment)
    text = page(outreach, LIST)
    order = [
        "Today and tonight",
        "<bdi>Now",
        "<bdi>Evening",
        "Yesterday and last night",
        "<bdi>Before six",
        "1 November 2026",
        "<bdi>Long ago",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_the_list_is_filtered_by_setting_also_on_its_next_pages(outreach, torino):
    moment = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
    for number in range(21):
        contact_in(torino, setting="desk", happened_at=moment + dt.timedelta(minutes=number))
    contact_in(torino, person_in(torino, "Amina"), setting="street")
    text = page(outreach, f"{LIST}?setting=desk")
    assert "Amina" not in text
    older = html.unescape(text.split('rel="next" href="')[1].split('"')[0])
    assert "setting=desk" in older
    assert page(outreach, older).count('class="lg-row-link"') == 1
    assert "Amina" in page(outreach, f"{LIST}?setting=moon")


def test_opening_a_contact_is_in_the_audit(outreach, torino):
    made = contact_in(torino)
    page(outreach, reverse("encounters:detail", args=[made.pk]))
    with scope(city_id=torino.pk):
        assert AuditEvent.objects.get(verb="encounters.viewed").target_id == str(made.pk)


def test_who_may_only_read_is_offered_nothing_to_record(sign_in, torino):
    client = sign_in(Role.CITY_MANAGER, torino)
    made = contact_in(torino)
    for address in (LIST, reverse("encounters:detail", args=[made.pk])):
        text = page(client, address)
        assert NEW not in text
        assert attach_to(made) not in text
    assert client.post(attach_to(made), {"who": "new"}).status_code == 403


# What a page costs and leaves --------------------------------------------------------------


@pytest.fixture
def addresses(torino):
    person = person_in(torino, "Amina", names=["أمينة"])
    made, nobody = contact_in(torino, person, needs=["food"]), contact_in(torino)
    return {
        "list": LIST,
        "new": f"{NEW}?person={person.pk}",
        "pick": f"{PICK}?q=amina&who={person.pk}",
        "detail": reverse("encounters:detail", args=[made.pk]),
        "saved": reverse("encounters:saved", args=[made.pk]),
        "attach": attach_to(nobody),
    }


NAMES = ("list", "new", "pick", "detail", "saved", "attach")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_writes_nothing_but_audit_and_keeps_to_its_budget(outreach, addresses, name):
    assert writes(outreach, addresses[name]) == []
    assert count(outreach, addresses[name]) <= MOST_A_PAGE


@pytest.mark.parametrize("name", ["list", "pick"])
def test_ten_more_rows_add_no_query(outreach, torino, addresses, name):
    before = count(outreach, addresses[name])
    for number in range(10):
        person = person_in(torino, "Amina", names=[f"Amina {number}"])
        contact_in(torino, person, needs=["food", "sleep"], recorded_by=outreach.user)
    assert count(outreach, addresses[name]) == before
