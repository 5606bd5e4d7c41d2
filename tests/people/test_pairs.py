"""The pages of duplicates: the queue, two records side by side, linking, taking apart."""

import datetime as dt
import html
import itertools
import re

import pytest
from django.urls import reverse

from lgnet.kernel.answers import Answer
from lgnet.kernel.nights import tonight
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.actions.duplicates import find_duplicates
from lgnet.people.enums import BirthPrecision, NameKind, Verdict
from lgnet.people.models import ContactPoint, DuplicateCandidate, Identifier, PairVerdict, Person
from tests.budget import MOST_A_PAGE, count
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.housing import make_stay
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

QUEUE = reverse("people:duplicates")


def named(given, family, **fields):
    names = [(NameKind.GIVEN, given), (NameKind.FAMILY, family)]
    return make_person(f"{given} {family}", names=names, **fields)


def born(year, month=5, day=17):
    return {
        "birth_date": dt.date(year, month, day),
        "birth_precision": BirthPrecision.EXACT,
        "birth_answer": Answer.KNOWN,
    }


@pytest.fixture
def desk(sign_in, torino):
    return sign_in(Role.DESK_OPERATOR, torino)


@pytest.fixture
def twice(torino):
    with scope(city_id=torino.pk):
        one = named("Aminata", "Diallo", **born(1990))
        other = named("Aminatou", "Dialo", **born(1990, 5, 18))
    find_duplicates(city_id=torino.pk, compartment_id=one.compartment_id)
    return one, other


def page(client, address, status=200):
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == status, response.status_code
    return html.unescape(response.content.decode())


def pair_url(one, other):
    return reverse("people:pair", args=[one.pk, other.pk])


def seen_on(client, one, other):
    return re.search(r'name="seen" value="([^"]*)"', page(client, pair_url(one, other))).group(1)


def answer(client, one, other, verdict, follow=False, **fields):
    data = {"verdict": verdict, "seen": seen_on(client, one, other), **fields}
    return client.post(pair_url(one, other), data, follow=follow, headers={"accept-language": "en"})


def verdicts(city):
    with scope(city_id=city.pk):
        return list(PairVerdict.objects.order_by("pk"))


def words_of(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


# The queue ---------------------------------------------------------------------------------


def test_the_queue_says_why_in_words_and_leads_to_the_pair(desk, twice):
    text = page(desk, QUEUE)
    assert pair_url(*twice) in text or pair_url(*reversed(twice)) in text
    words = words_of(text)
    assert "Aminata Diallo" in words
    assert "day or month of birth differs" in words
    assert "given." not in words


def test_a_pair_decided_on_leaves_the_queue_and_not_sure_waits_apart(desk, torino, twice):
    answer(desk, *twice, "not_sure")
    assert "No records look alike" in page(desk, QUEUE)
    assert "Aminata Diallo" in page(desk, f"{QUEUE}?show=not_sure")
    answer(desk, *twice, "never_same")
    assert "No pair was left open" in page(desk, f"{QUEUE}?show=not_sure")
    assert [row.verdict for row in verdicts(torino)] == [Verdict.NEVER]


def test_more_pairs_ask_no_more_of_the_database(desk, torino, twice):
    before = count(desk, QUEUE)
    with scope(city_id=torino.pk):
        people = [named("Aminata", f"Diallo{n}", **born(1990)) for n in range(10)]
        for one, other in itertools.pairwise(people):
            first, second = sorted((one, other), key=lambda person: person.pk)
            DuplicateCandidate.objects.create(first=first, second=second, weight=3, reasons=[])
    assert count(desk, QUEUE) <= before
    assert before <= MOST_A_PAGE


@pytest.mark.parametrize("role", [Role.OUTREACH_WORKER, Role.CITY_MANAGER])
def test_who_does_not_adjudicate_sees_no_queue(sign_in, torino, twice, role):
    client = sign_in(role, torino)
    page(client, QUEUE, status=403)
    page(client, pair_url(*twice), status=403)


def test_a_pair_with_a_record_out_of_sight_is_no_pair(desk, palermo, twice):
    with scope(city_id=palermo.pk):
        elsewhere = make_person("Aminata")
    page(desk, pair_url(twice[0], elsewhere), status=404)
    page(desk, pair_url(twice[0], twice[0]), status=404)


# Side by side ------------------------------------------------------------------------------


def test_differences_are_marked_by_word_and_the_values_stand_side_by_side(desk, torino, twice):
    one, other = twice
    with scope(city_id=torino.pk):
        Person.objects.filter(pk=one.pk).update(language="fra", language_answer="known")
    words = words_of(page(desk, pair_url(one, other)))
    assert "17 May 1990" in words or "May 17, 1990" in words
    for word in ("Alike", "Only one", "Show this"):
        assert word in words


def test_numbers_and_phones_stand_in_the_comparison(desk, torino, twice):
    with scope(city_id=torino.pk):
        for person in twice:
            ContactPoint.objects.create(
                person=person, kind="phone", value="+393331234567", created_by=desk.user
            )
            Identifier.objects.create(
                person=person, scheme="stp", value="STP0010000000012", created_by=desk.user
            )
    text = page(desk, pair_url(*twice))
    assert text.count("STP0010000000012") == 2
    assert "same number on a document" in text
    assert "same phone" in text


def test_an_empty_answer_is_asked_again(desk, torino, twice):
    response = desk.post(pair_url(*twice), {})
    assert response.status_code == 422
    assert verdicts(torino) == []


def test_a_decision_made_meanwhile_in_another_tab_is_told(desk, sign_in, torino, twice):
    seen = seen_on(desk, *twice)
    answer(sign_in(Role.CASE_MANAGER, torino), *twice, "never_same")
    response = desk.post(pair_url(*twice), {"verdict": "same", "seen": seen})
    assert response.status_code == 409
    assert [row.verdict for row in verdicts(torino)] == [Verdict.NEVER]


def test_after_an_answer_comes_the_next_pair(desk, torino, twice):
    with scope(city_id=torino.pk):
        third, fourth = make_person("Oksana Koval"), make_person("Oxana Koval")
        first, second = sorted((third, fourth), key=lambda person: person.pk)
        DuplicateCandidate.objects.create(first=first, second=second, weight=99, reasons=[])
    response = answer(desk, *twice, "never_same")
    assert response.url == pair_url(first, second)
    assert answer(desk, first, second, "not_sure").url == QUEUE


# Linking -----------------------------------------------------------------------------------


def preview_url(one, other, **query):
    address = reverse("people:pair_preview", args=[one.pk, other.pk])
    return address + "?" + "&".join(f"{key}={value}" for key, value in query.items())


def test_the_preview_shows_all_that_comes_together_and_writes_nothing(desk, torino, twice):
    one, other = twice
    with scope(city_id=torino.pk):
        make_encounter(person=other)
        for person in twice:
            make_case(person)
    text = words_of(page(desk, preview_url(one, other)))
    assert "Aminata Diallo" in text
    assert "Aminatou Dialo" in text
    assert "A case was opened 1" in text
    assert "more than one of these records has an open case" in text.lower()
    assert verdicts(torino) == []


def test_overlapping_stays_are_told_before_linking(desk, torino, twice):
    one, other = twice
    with scope(city_id=torino.pk):
        make_stay(person=one, started_on=tonight() - dt.timedelta(days=3))
        make_stay(person=other)
    assert "overlap" in page(desk, preview_url(one, other))


def test_link_look_and_undo(desk, torino, twice):
    one, other = twice
    with scope(city_id=torino.pk):
        make_encounter(person=other)
    preview = page(desk, preview_url(one, other, pick_known_as="second"))
    assert 'name="pick_known_as" value="second"' in preview
    told = answer(desk, one, other, "same", pick_known_as="second", follow=True)
    text = html.unescape(told.content.decode())
    words = words_of(text)
    assert "2 records read together" in words
    # The head shows the picked name, and what happened to either record is one story.
    assert "<h1><bdi>Aminatou Dialo</bdi></h1>" in text
    assert "Aminata Diallo" in words
    assert text.count("Recorded") >= 2
    detail = reverse("people:detail", args=[other.pk])
    assert "2 records read together" in words_of(page(desk, detail))
    offer = re.search(r"/undo/([0-9a-f-]{36})/", text).group(1)
    desk.post(reverse("ui:undo", args=[offer]))
    assert verdicts(torino) == []
    assert "read together" not in page(desk, detail)
    assert "Aminata Diallo" in page(desk, QUEUE)


def test_a_search_shows_records_read_together_once(desk, twice):
    def found():
        asked = desk.post(reverse("people:search"), {"q": "Aminata Diallo"})
        text = page(desk, asked.url)
        return [f"/people/{one.pk}/" for one in twice if f"/people/{one.pk}/" in text]

    assert len(found()) == 2
    answer(desk, *twice, "same")
    assert len(found()) == 1


def test_each_further_record_on_the_page_asks_little_more(desk, torino, twice):
    address = reverse("people:detail", args=[twice[0].pk])
    alone = count(desk, address)
    answer(desk, *twice, "same")
    two = count(desk, address)
    # What links there are, the other record, and what each app has to tell of it.
    assert two <= alone + 8
    with scope(city_id=torino.pk):
        third = named("Aminata", "Dialo")
    answer(desk, twice[0], third, "same")
    assert count(desk, address) <= two + 6


def test_a_contradiction_is_told_in_words(desk, torino, twice):
    one, other = twice
    with scope(city_id=torino.pk):
        third = named("Aminata", "Dialo")
    answer(desk, one, other, "same")
    answer(desk, other, third, "never_same")
    response = answer(desk, one, third, "same")
    assert response.status_code == 409
    assert "never the same person" in html.unescape(response.content.decode())
    # Of two that are read together the page asks nothing but whether to take them apart.
    assert "Never the same" not in page(desk, pair_url(one, other))


# Taking apart ------------------------------------------------------------------------------


@pytest.mark.parametrize(("again", "left"), [("never", [Verdict.NEVER]), ("may", [])])
def test_taken_apart_at_any_time(desk, torino, twice, again, left):
    one, other = twice
    answer(desk, one, other, "same")
    address = reverse("people:take_apart", args=[one.pk])
    assert address in page(desk, reverse("people:detail", args=[one.pk]))
    assert "Aminatou" in page(desk, address)
    assert desk.post(address, {}).status_code == 422
    assert desk.post(address, {"again": again}).status_code == 302
    assert [row.verdict for row in verdicts(torino)] == left
    assert "read together" not in page(desk, reverse("people:detail", args=[one.pk]))


def test_who_does_not_adjudicate_reads_together_and_takes_nothing_apart(
    sign_in, desk, torino, twice
):
    answer(desk, *twice, "same")
    outreach = sign_in(Role.OUTREACH_WORKER, torino)
    text = page(outreach, reverse("people:detail", args=[twice[0].pk]))
    assert "2 records read together" in words_of(text)
    assert "take-apart" not in text
    page(outreach, reverse("people:take_apart", args=[twice[0].pk]), status=403)
