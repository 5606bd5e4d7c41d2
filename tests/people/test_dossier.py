"""A person's page: within its budget, in its order, each name apart from the text around it."""

import datetime as dt
import html.parser
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people import registry
from lgnet.people.actions.contacts import Contact, add_contact_point
from lgnet.people.actions.papers import Numbered, Title, add_identifier, add_title
from lgnet.people.actions.person_cards import issue_card
from lgnet.people.actions.tongues import Tongue, add_language
from lgnet.people.enums import (
    Ability,
    ContactKind,
    IdentifierScheme,
    Interpreter,
    NameKind,
    Safety,
)
from lgnet.people.models import Person
from lgnet.people.tasks import TaskState, tasks_of
from lgnet.people.whole import whole_person
from tests.budget import MOST_A_PAGE, count, statements, writes
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.housing import make_stay
from tests.factories.network import make_member
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

# A name that no page may let run into the text around it, in both directions.
LTR, RTL = "Zzplanted Qqname", "زرعزرع قققاسم"
EVERYTHING = frozenset({"people.view", "people.edit", "people.papers", "people.consent"})


@pytest.fixture
def user(torino):
    return make_member(role=Role.CASE_MANAGER, city=torino).user


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def known(torino, user):
    """Return a person of whom every app has something."""
    with scope(city_id=torino.pk, user_id=user.pk):
        person = make_person(
            RTL,
            names=[(NameKind.GIVEN, LTR), (NameKind.FULL, RTL[::-1])],
            language="ara",
            language_answer=Answer.KNOWN,
            interpreter=Interpreter.WOMAN,
            interpreter_answer=Answer.KNOWN,
        )
        told = {"person_id": person.pk, "by": user}
        phone = Contact(
            kind=ContactKind.PHONE, value="+39 333 1234567", call_safety=Safety.NO, note=LTR
        )
        add_contact_point(id=uuid7(), contact=phone, **told)
        add_language(id=uuid7(), tongue=Tongue(language="fra", speaks=Ability.LITTLE), **told)
        add_language(id=uuid7(), tongue=Tongue(language="ara", reads=Ability.NO), **told)
        soon = timezone.localdate() + dt.timedelta(days=9)
        add_title(id=uuid7(), title=Title(kind="1", number="I123", expires_on=soon), **told)
        passport = Numbered(scheme=IdentifierScheme.PASSPORT, number="BX0123456")
        add_identifier(id=uuid7(), numbered=passport, **told)
        issue_card(**told)
        make_case(person, by=user)
        make_stay(person=person, by=user)
        make_encounter(person, needs=["food"], note=f"{RTL} {LTR}", recorded_by=user)
    return person


def page_of(client, person, query="", **headers):
    response = client.get(f"{reverse('people:detail', args=[person.pk])}{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


# Order and contents --------------------------------------------------------------------------


def test_what_must_be_known_first_stands_first(manager, known):
    text = page_of(manager, known)
    main = text.split("<main")[1]
    places = [
        main.index(words)
        for words in (
            f"<h1><bdi>{RTL}</bdi></h1>",
            "Do not call",
            "Interpreter: Needed, a woman",
            "Also understands:",
            "Reads this language:",
            "Seen by:",
            'id="people-tasks"',
            "Renew the permit",
            'id="people-story"',
            'id="people-papers"',
        )
    ]
    assert places == sorted(places)
    assert reverse("people:card", args=[known.pk]) in main
    assert main.count("data-new") == 1


def test_tasks_say_what_was_asked_and_never_stop_anything(known, torino, user):
    with scope(city_id=torino.pk, user_id=user.pk):
        states = {task.key: task.state for task in tasks_of(whole_person(known.pk), EVERYTHING)}
        assert states["people.language"] == TaskState.DONE
        assert states["people.birth"] == TaskState.NOT_STARTED
        assert states["people.papers_asked"] == TaskState.DONE
        assert states["people.sharing_explained"] == TaskState.NOT_STARTED
        Person.objects.filter(pk=known.pk).update(birth_answer=Answer.DECLINED)
        found = tasks_of(whole_person(known.pk), EVERYTHING)
        states = {task.key: task.state for task in found}
        assert states["people.birth"] == TaskState.MISSING
        open_ones = [task for task in found if task.is_open]
        assert found[: len(open_ones)] == open_ones
        assert open_ones[0].due_on is not None
        seen = {task.key for task in tasks_of(whole_person(known.pk), {"people.view"})}
        assert "people.papers_asked" not in seen
        assert not any(task.url for task in tasks_of(whole_person(known.pk), {"people.view"}))


def test_who_may_not_see_papers_sees_no_trace_of_them(sign_in, known, torino):
    client = sign_in(Role.OUTREACH_WORKER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    text = page_of(client, known)
    for trace in ("I123", "BX0123456", "Renew the permit", "people-papers"):
        assert trace not in text


# The timeline ----------------------------------------------------------------------------------


def titles(text):
    story = text.split('id="people-story"')[1].split("</section>")[0]
    found = re.findall(r"</time> <(?:a[^>]*|strong)>([^<]+)</", story)
    return found, story


def test_the_timeline_goes_back_step_by_step_and_loses_nothing(manager, torino, user):
    with scope(city_id=torino.pk, user_id=user.pk):
        person = make_person("Sam", created_at=timezone.now() - dt.timedelta(days=900))
        for day in range(70):
            at = timezone.now() - dt.timedelta(days=day, hours=1)
            make_encounter(person, happened_at=at, note=f"note {day:02}", recorded_by=user)
        same = timezone.now() - dt.timedelta(days=11, hours=1)
        for number in range(3):
            make_encounter(person, happened_at=same, note=f"twin {number}", recorded_by=user)
    query, seen, pages = "", [], 0
    while True:
        text = page_of(manager, person, query)
        seen += re.findall(r"(note \d\d|twin \d)", titles(text)[1])
        pages += 1
        older = re.search(r'href="[^"]*?(\?before=[^"#]+)[^"]*"', titles(text)[1].split("<ol")[1])
        if older is None:
            break
        query = older[1].replace("&amp;", "&")
    assert pages > 5
    assert sorted(seen) == sorted(
        [f"note {day:02}" for day in range(70)] + [f"twin {number}" for number in range(3)]
    )
    assert "Recorded" in titles(text)[0]


def test_one_kind_shows_alone_and_asks_no_other_source(manager, known):
    found, _ = titles(page_of(manager, known))
    assert {"Came to the desk", "Met on the street"} & set(found)
    assert "A case was opened" in found
    alone, story = titles(page_of(manager, known, "?kind=cases"))
    assert alone == ["A case was opened"]
    assert 'aria-current="true">Cases' in story
    sent = statements(
        manager,
        f"{reverse('people:detail', args=[known.pk])}?kind=cases",
        headers={"HX-Target": "people-story"},
    )
    assert not any('FROM "encounters_encounter"' in sql for sql in sent)


def test_htmx_gets_the_stretch_alone(manager, known):
    text = page_of(manager, known, "?kind=cases", **{"HX-Target": "people-story"})
    assert text.lstrip().startswith('<section id="people-story"')
    assert "<h1" not in text


@pytest.mark.parametrize("query", ["?kind=x", "?before=x", "?before=2026-01-01", "?kind=%00"])
def test_nonsense_in_the_address_shows_the_newest(manager, known, query):
    assert titles(page_of(manager, known, query))[0] == titles(page_of(manager, known))[0]


def test_kinds_follow_the_role(sign_in, known, torino):
    text = page_of(sign_in(Role.HOUSING_COORDINATOR, torino), known)
    assert "kind=places" in text
    assert "kind=cases" not in text
    assert "kind=contacts" not in text


def test_moments_at_one_time_stay_on_one_page(known, monkeypatch):
    at = timezone.now()
    entries = [registry.TimelineEntry(moment=at, label=str(n)) for n in range(20)]
    monkeypatch.setattr(
        registry,
        "_sources",
        {
            (lambda person: entries): registry._Story(
                permission="people.view", kind="", label="", is_paged=False
            )
        },
    )
    page = registry.timeline_of(known, {"people.view"})
    assert len(page.entries) == 20
    assert page.older_than is None


# What it costs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.DESK_OPERATOR, Role.OUTREACH_WORKER])
def test_the_whole_page_keeps_to_its_budget(sign_in, known, torino, role):
    client = sign_in(role, torino)
    address = reverse("people:detail", args=[known.pk])
    sent = count(client, address)
    assert sent <= MOST_A_PAGE, "\n".join(sql[:160] for sql in statements(client, address))
    assert writes(client, address) == []


def test_more_of_everything_adds_no_query(manager, known, torino, user):
    address = reverse("people:detail", args=[known.pk])
    before = count(manager, address)
    with scope(city_id=torino.pk, user_id=user.pk):
        for number in range(10):
            told = {"person_id": known.pk, "by": user}
            phone = Contact(kind=ContactKind.PHONE, value=f"+39 333 12345{number:02}")
            add_contact_point(id=uuid7(), contact=phone, **told)
            add_title(id=uuid7(), title=Title(kind="1", number=f"T{number}"), **told)
            make_encounter(known, needs=["food", "sleep"], recorded_by=user)
    assert count(manager, address) == before


# Names apart from the text around them -----------------------------------------------------------


class Bare(html.parser.HTMLParser):
    """Gathers the places where a planted name stands outside of <bdi> and outside of inputs."""

    ISOLATED = {"bdi", "textarea", "option"}
    VOID = {"input", "meta", "link", "img", "br", "hr", "use", "path"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if tag != "input" and self._is_planted(value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if self._is_planted(data) and not self.ISOLATED & set(self.open):
            self.found.append(f"{'/'.join(self.open[-3:])}: {data.strip()[:80]}")

    @staticmethod
    def _is_planted(text):
        return any(part in text for part in ("Zzplanted", "Qqname", "زرعزرع", "قققاسم"))


def bare_names(text):
    parser = Bare()
    parser.feed(text)
    return parser.found


PAGES = [
    ("people:detail", "person"),
    ("people:edit", "person"),
    ("people:card", "person"),
    ("people:photo_edit", "person"),
    ("people:sharing", "person"),
    ("people:search", None),
    ("people:name_new", "person"),
    ("people:contact_new", "person"),
    ("people:language_new", "person"),
    ("people:title_new", "person"),
    ("people:identifier_new", "person"),
    ("people:citizenship_new", "person"),
    ("people:family_new", "person"),
    ("people:duplicates", None),
    ("people:record_requests", None),
    ("people:minors", None),
    ("ui:home", None),
    ("encounters:list", None),
    ("cases:cases", None),
]


@pytest.mark.parametrize("language", ["it", "ar"])
@pytest.mark.parametrize(("url_name", "of"), PAGES, ids=[name for name, _ in PAGES])
def test_planted_names_stand_apart_on_every_page(manager, known, url_name, of, language):
    manager.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    args = [known.pk] if of else []
    response = manager.get(reverse(url_name, args=args))
    assert response.status_code == 200
    assert bare_names(response.content.decode()) == []


def test_planted_names_stand_apart_where_they_are_found(manager: Client, known):
    for q in (LTR, RTL):
        text = manager.post(reverse("people:search"), {"q": q}, follow=True).content.decode()
        assert "زرعزرع" in text
        assert bare_names(text) == []
    told = {"known_as": LTR, "given": "", "family": ""}
    text = manager.post(reverse("people:candidates"), told).content.decode()
    assert "Zzplanted" in text
    assert bare_names(text) == []


def test_seeded_a_bare_name_is_found():
    assert bare_names(f"<p>{LTR}</p>") == [f"p: {LTR}"]
    assert bare_names(f"<p title='{RTL}'>x</p>")
    assert bare_names(f"<p><bdi>{LTR}</bdi><b>{RTL}</b></p>") == [f"p/b: {RTL}"]
    assert bare_names(f"<p><bdi>{LTR}</bdi><input value='{RTL}'><textarea>{RTL}</textarea>") == []
