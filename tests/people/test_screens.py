"""Finding, recording and reading people, as members of staff meet the pages."""

import datetime as dt
import html

import pytest
from django.urls import reverse

from lgnet.audit.models import AuditEvent
from lgnet.kernel.answers import Answer
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.enums import BirthPrecision, Sex
from tests.budget import MOST_A_PAGE, count, writes
from tests.factories.encounters import make_encounter
from tests.factories.network import make_compartment
from tests.factories.people import make_person
from tests.typed import opened, sealed_search

pytestmark = pytest.mark.django_db

SEARCH = reverse("people:search")


@pytest.fixture
def outreach(sign_in, torino):
    return sign_in(Role.OUTREACH_WORKER, torino)


def page(client, address, status=200) -> str:
    response = opened(client, address, headers={"accept-language": "en"})
    assert response.status_code == status, address
    return response.content.decode()


def detail_of(person) -> str:
    return reverse("people:detail", args=[person.pk])


def person_in(city, *args, **fields):
    with scope(city_id=city.pk):
        return make_person(*args, **fields)


def rows_of(text) -> list[str]:
    """Return the names in the first column, in order."""
    return [part.split("</bdi>")[0] for part in text.split('class="lg-row-link"')[1:]]


def names_of(text) -> list[str]:
    return [html.unescape(row.split("<bdi>")[1]) for row in rows_of(text)]


# Finding -----------------------------------------------------------------------------------


def test_with_nothing_asked_the_newest_come_first(outreach, torino):
    now = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
    for number in range(3):
        person_in(torino, f"Nome {number}", created_at=now + dt.timedelta(days=number))
    assert names_of(page(outreach, SEARCH)) == ["Nome 2", "Nome 1", "Nome 0"]


def test_pages_by_key_show_everybody_once_also_where_moments_are_equal(outreach, torino):
    moment = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
    for number in range(45):
        person_in(torino, f"Nome {number}", created_at=moment)
    seen, address = [], SEARCH
    while address:
        text = page(outreach, address)
        seen.append(names_of(text))
        older = text.split('rel="next" href="')
        address = html.unescape(older[1].split('"')[0]) if len(older) > 1 else ""
    assert [len(names) for names in seen] == [20, 20, 5]
    assert len({name for names in seen for name in names}) == 45
    back = html.unescape(text.split('rel="prev" href="')[1].split('"')[0])
    assert names_of(page(outreach, back)) == seen[1]


@pytest.mark.parametrize("key", ["x", "~", "2026-11-01~y", "2026-11-01T10:00~" + "0" * 32, "\x00"])
def test_a_mangled_page_key_shows_the_first_page(outreach, torino, key):
    person_in(torino, "Amina")
    assert names_of(page(outreach, f"{SEARCH}?older={key}")) == ["Amina"]


def test_a_name_is_found_in_another_script_and_says_why(outreach, torino):
    person_in(torino, "Yusuf", names=["يوسف"])
    person_in(torino, "Youssouf")
    text = page(outreach, f"{SEARCH}?q=Youssouf")
    assert names_of(text) == ["Youssouf", "Yusuf"]
    assert text.index("Same spelling") < text.index("Name sounds alike")
    assert set(names_of(page(outreach, f"{SEARCH}?q=يوسف"))) == {"Youssouf", "Yusuf"}


def test_every_word_asked_must_match(outreach, torino):
    person_in(torino, "Amina Bah")
    person_in(torino, "Amina Diallo")
    assert names_of(page(outreach, f"{SEARCH}?q=diallo+amina")) == ["Amina Diallo"]


def born(year, precision=BirthPrecision.YEAR):
    return {
        "birth_date": dt.date(year, 1, 1),
        "birth_precision": precision,
        "birth_answer": Answer.KNOWN,
    }


def test_a_birth_year_orders_and_hides_nobody(outreach, torino):
    person_in(torino, "Amina C", **born(1999))
    person_in(torino, "Amina D")
    person_in(torino, "Amina B", **born(1992, BirthPrecision.ESTIMATED))
    person_in(torino, "Amina A", **born(1990))
    text = page(outreach, f"{SEARCH}?q=amina+1990")
    assert names_of(text) == ["Amina A", "Amina B", "Amina D", "Amina C"]
    for reason in ("Same birth year", "Birth year close", "Other date of birth"):
        assert reason in text


@pytest.mark.parametrize("nothing", ["1990", "%25%25", "؟", "\u200d"])
def test_signs_alone_find_nobody_and_say_so(outreach, torino, nothing):
    person_in(torino, "Amina", **born(1990))
    text = page(outreach, f"{SEARCH}?q={nothing}")
    assert names_of(text) == []
    assert "a year, a country or signs alone find nobody" in text


def test_at_most_twenty_are_shown(outreach, torino):
    for _ in range(22):
        person_in(torino, "Amina")
    text = page(outreach, f"{SEARCH}?q=amina")
    assert len(names_of(text)) == 20
    assert "The twenty likeliest" in text


def test_what_was_asked_is_shown_as_text_and_carried_to_the_new_person(outreach):
    text = page(outreach, f"{SEARCH}?q=<script>alert(1)</script>")
    assert "<script>alert" not in text
    assert "Not here? Record a new person" in text
    address = html.unescape(text.split("data-new")[0].rsplit('href="', 1)[1].split('"')[0])
    assert address.startswith(reverse("people:new"))
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in page(outreach, address)


def test_who_may_only_read_is_offered_no_new_person(sign_in, torino):
    client = sign_in(Role.HOUSING_COORDINATOR, torino)
    person_in(torino, "Amina")
    for address in (SEARCH, f"{SEARCH}?q=amina", f"{SEARCH}?q=nobody"):
        assert reverse("people:new") not in page(client, address)


def test_another_city_and_a_refuge_are_never_found(outreach, torino, palermo):
    person_in(palermo, "Amina")
    with scope(city_id=torino.pk, compartment_id=make_compartment(torino).pk):
        make_person("Amina")
    for address in (SEARCH, f"{SEARCH}?q=amina", f"{reverse('people:candidates')}?known_as=amina"):
        assert "Amina" not in page(outreach, address)


def test_no_typed_name_stands_in_an_address(outreach, torino):
    answer = outreach.post(SEARCH, {"q": "Amina Bah 1990"})
    assert answer.status_code == 302
    assert "mina" not in answer.url
    assert answer.url == answer.headers["Location"]
    text = page(outreach, answer.url)
    assert 'value="Amina Bah 1990"' in text
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    assert not any("mina" in link or "Bah" in link for link in links)
    assert outreach.get(reverse("people:candidates")).status_code == 405


def test_a_sealed_search_opens_for_who_typed_it_only(outreach, sign_in, torino):
    person_in(torino, "Amina")
    person_in(torino, "Sara")
    address = sealed_search(outreach, "amina")
    assert names_of(page(outreach, address)) == ["Amina"]
    colleague = sign_in(Role.OUTREACH_WORKER, torino)
    for other, where in ((colleague, address), (outreach, f"{address[:-4]}AAAA")):
        assert set(names_of(page(other, where))) == {"Amina", "Sara"}


def test_a_search_is_in_the_audit_without_its_words(outreach, torino):
    page(outreach, f"{SEARCH}?q=amina")
    with scope(city_id=torino.pk):
        event = AuditEvent.objects.get(verb="people.searched")
        assert event.actor_id == outreach.user.pk
        assert event.detail == {"found": 0}


# Candidates --------------------------------------------------------------------------------


def test_candidates_show_while_the_name_is_typed(outreach, torino):
    known = person_in(torino, "Momo", names=["Mohamed", "Diallo"])
    person_in(torino, "Sara")
    address = reverse("people:candidates")
    for typed in ("known_as=momo", "given=Muhammad&family=Dialo", "known_as=x&given=محمد"):
        text = page(outreach, f"{address}?{typed}")
        assert "Perhaps already known" in text
        assert f'href="{detail_of(known)}"' in text
        assert "Sara" not in text
    assert page(outreach, f"{address}?known_as=momo&but={known.pk}").strip() == ""
    assert page(outreach, f"{address}?known_as=&given=").strip() == ""
    assert page(outreach, f"{address}?but=zz&known_as=%00").strip() == ""


# Reading -----------------------------------------------------------------------------------


def test_a_page_shows_names_in_every_script_apart_from_the_text_around(outreach, torino):
    person = person_in(
        torino,
        "أمينة باه",
        names=["Amina Bah", "ክ\u200dን"],
        language="ful",
        language_answer=Answer.KNOWN,
        sex=Sex.FEMALE,
        sex_answer=Answer.KNOWN,
    )
    text = page(outreach, detail_of(person))
    assert "<h1><bdi>أمينة باه</bdi></h1>" in text
    assert '<bdi dir="auto">Amina Bah</bdi>' in text
    assert "ክ\u200dን" in text
    assert "Pulaar" in text
    assert "Female" in text
    assert "Not asked yet" in text


def test_markup_in_a_name_is_text(outreach, torino):
    person = person_in(torino, '<img src=x onerror="alert(1)">', names=["</bdi><script>1</script>"])
    for address in (
        detail_of(person),
        reverse("people:edit", args=[person.pk]),
        SEARCH,
        f"{SEARCH}?q=img",
        f"{reverse('people:candidates')}?known_as=script",
    ):
        text = page(outreach, address)
        assert "<img src=x" not in text
        assert "<script>1" not in text


def test_a_minor_is_flagged_and_an_unknown_age_is_not(outreach, torino):
    today = dt.date.today()
    minor = person_in(torino, "Sam", **born(today.year - 12))
    unknown = person_in(torino, "Kim")
    assert "Minor" in page(outreach, detail_of(minor))
    assert "Minor" not in page(outreach, detail_of(unknown))


def test_1_january_is_hinted_at(outreach, torino):
    exact = person_in(torino, "Sam", **born(1990, BirthPrecision.EXACT))
    year = person_in(torino, "Kim", **born(1990))
    assert "Born on 1 January" in page(outreach, detail_of(exact))
    assert "Born on 1 January" not in page(outreach, detail_of(year))


def test_the_story_and_what_can_be_added_follow_the_role(outreach, sign_in, torino):
    person = person_in(torino, "Sam")
    with scope(city_id=torino.pk):
        make_encounter(person, needs=["food"], note="Torna domani")
    text = page(outreach, detail_of(person))
    assert "Torna domani" in text
    assert f"{reverse('encounters:new')}?person={person.pk}" in text
    text = page(sign_in(Role.HOUSING_COORDINATOR, torino), detail_of(person))
    assert "Torna domani" not in text
    assert reverse("encounters:new") not in text
    assert reverse("people:edit", args=[person.pk]) not in text


def test_opening_a_person_is_in_the_audit(outreach, torino):
    person = person_in(torino, "Sam")
    page(outreach, detail_of(person))
    page(outreach, reverse("people:edit", args=[person.pk]))
    with scope(city_id=torino.pk):
        events = list(AuditEvent.objects.filter(verb="people.viewed"))
        assert {event.target_id for event in events} == {str(person.pk)}
        assert len(events) == 2


# What a page costs and leaves ----------------------------------------------------------------


@pytest.fixture
def addresses(torino, outreach):
    with scope(city_id=torino.pk):
        person = make_person("Amina", names=["أمينة", "Bah"])
        make_encounter(person, needs=["food"])
    return {
        "newest": SEARCH,
        "search": sealed_search(outreach, "amina"),
        "new": reverse("people:new"),
        "detail": detail_of(person),
        "edit": reverse("people:edit", args=[person.pk]),
    }


NAMES = ("newest", "search", "new", "detail", "edit")


@pytest.mark.parametrize("name", NAMES)
def test_a_get_writes_nothing_but_audit(outreach, addresses, name):
    assert writes(outreach, addresses[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_to_its_budget(outreach, addresses, name):
    assert count(outreach, addresses[name]) <= MOST_A_PAGE


@pytest.mark.parametrize("name", ["newest", "search"])
def test_ten_more_people_add_no_query(outreach, torino, addresses, name):
    # Only of two and more it is asked which of them are one person.
    person_in(torino, "Amina")
    before = count(outreach, addresses[name])
    for number in range(10):
        person_in(torino, "Amina", names=[f"Amina {number}", "أمينة"])
    assert count(outreach, addresses[name]) == before


def test_ten_more_contacts_and_names_add_no_query_to_a_person(outreach, torino):
    with scope(city_id=torino.pk):
        person = make_person("Amina", names=["Bah"])
        make_encounter(person, needs=["food"])
        # The first page of a process also asks what it then remembers.
        count(outreach, detail_of(person))
        before = count(outreach, detail_of(person))
    with scope(city_id=torino.pk):
        for _ in range(10):
            make_encounter(person, needs=["food", "sleep"])
    assert count(outreach, detail_of(person)) == before
