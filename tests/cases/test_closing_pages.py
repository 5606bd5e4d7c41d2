"""Pages of a closing and of what comes after: saving, clashes, the phone handed over."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.help import ask_help
from lgnet.cases.actions.outcomes import Said, change_outcomes
from lgnet.cases.enums import Outcome
from lgnet.cases.enums_outcomes import Achieved, Area
from lgnet.cases.models import Case, CaseFollowUp, HelpAnswer, HelpTally
from lgnet.cases.queries.outcomes import newest_of, outcomes_now
from lgnet.kernel.ids import uuid7
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.people.models import Person
from tests import budget
from tests.factories.cases import make_case
from tests.factories.housing import make_stay
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def body(response):
    return response.content.decode()


def page(name, *args):
    return reverse(f"cases:{name}", args=args)


def closed(by, *said, days_ago=0, **fields):
    case = close_case(case=make_case(by=by, **fields), outcome=Outcome.HOUSED, said=said, by=by)
    if days_ago:
        moment = timezone.now() - dt.timedelta(days=days_ago)
        Case.objects.filter(pk=case.pk).update(opened_at=moment, closed_at=moment)
        case.refresh_from_db()
    return case


def achieved(case):
    return {area.value: row.value for area, row in outcomes_now(case).items()}


def test_closing_says_what_was_achieved_and_undo_takes_it_back(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case(make_person("Ana"), by=manager.user)
    told = {"outcome": "housed", "housing": "reached", "destination": "0", "work_note": "part time"}
    refused = manager.post(page("case_close", case.pk), told)
    assert refused.status_code == 422
    assert "Say also what was achieved" in body(refused) and "part time" in body(refused)
    shown = manager.post(page("case_close", case.pk), told | {"work": "partly"}, follow=True)
    assert "Reached · A home of their own" in body(shown)
    assert "part time" in body(shown) and "After 3 months" in body(shown)
    with scope(city_id=torino.pk):
        case.refresh_from_db()
        assert achieved(case) == {"housing": "reached", "work": "partly"}
    [address] = re.findall(r'action="([^"]+)" data-undo', body(shown))
    manager.post(address)
    with scope(city_id=torino.pk):
        case.refresh_from_db()
        assert case.closed_at is None and achieved(case) == {}


def test_the_notes_are_for_who_manages_cases(torino, manager, sign_in):
    with scope(city_id=torino.pk):
        case = closed(manager.user, Said(Area.HEALTH, Achieved.PARTLY, note="in cura"))
    desk = sign_in(Role.DESK_OPERATOR, torino)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    seen = body(desk.get(page("case_detail", case.pk)))
    assert "Partly" in seen and "in cura" not in seen
    assert desk.get(page("outcomes", case.pk)).status_code == 403


def test_a_clash_shows_both_and_the_second_look_counts(torino, manager):
    with scope(city_id=torino.pk):
        case = closed(manager.user, Said(Area.WORK, Achieved.PARTLY))
        seen = newest_of(case)
        later = Said(Area.WORK, Achieved.REACHED, note="assunta")
        change_outcomes(id=uuid7(), case=case, seen=seen, said=[later], by=manager.user)
    told = {"id": uuid7(), "seen": seen, "work": "not_reached", "work_note": "ha perso il posto"}
    answer = manager.post(page("outcomes", case.pk), told)
    assert answer.status_code == 409
    assert "assunta" in body(answer) and "ha perso il posto" in body(answer)
    with scope(city_id=torino.pk):
        assert achieved(case) == {"work": "reached"}
        newest = newest_of(case)
    assert str(newest) in body(answer)
    for _ in range(2):
        sent = manager.post(page("outcomes", case.pk), told | {"seen": newest})
        assert sent.status_code == 302, "twice is once"
    with scope(city_id=torino.pk):
        assert achieved(case) == {"work": "not_reached"}


def test_a_running_case_leads_to_its_closing(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case(by=manager.user)
    assert "is not closed" in body(manager.get(page("outcomes", case.pk)))
    assert "is not closed" in body(manager.get(page("after_closing", case.pk)))
    sent = manager.post(page("outcomes", case.pk), {"id": uuid7(), "work": "partly"})
    assert sent.status_code == 409


def test_the_phone_is_handed_over_in_the_persons_language_and_comes_back(torino, manager):
    with scope(city_id=torino.pk):
        person = make_person("Samir Haddad")
        Person.objects.filter(pk=person.pk).update(language="ara", language_answer="known")
        case = closed(manager.user, person=person)
    assert "Hand over the phone" in body(manager.get(page("after_closing", case.pk)))
    handed = manager.post(page("help_ask", case.pk))
    assert handed["Location"].endswith("?language=ar")
    shown = manager.get(handed["Location"])
    assert 'lang="ar" dir="rtl"' in body(shown) and shown["Content-Language"] == "ar"
    assert "Samir" not in body(shown) and str(case.pk) not in body(shown)
    assert "no-store" in shown["Cache-Control"]
    empty = manager.post(handed["Location"], {"keep": "anonymous"})
    assert empty.status_code == 422
    told = {"value": "somewhat", "keep": "with_case"}
    for _ in range(2):
        thanks = manager.post(handed["Location"], told, follow=True)
        assert thanks.status_code == 200 and 'lang="ar"' in body(thanks)
    assert "Yes, somewhat" in body(manager.get(page("after_closing", case.pk)))
    again = manager.post(page("help_ask", case.pk), follow=True)
    assert "already been asked" in body(again)
    with scope(city_id=torino.pk):
        assert HelpAnswer.objects.count() == 1


def test_an_anonymous_answer_is_on_no_page_of_the_case(torino, manager):
    with scope(city_id=torino.pk):
        case = closed(manager.user)
        asked = ask_help(case=case, by=manager.user)
    manager.post(page("help_answer", asked.pk), {"value": "not_at_all", "keep": "anonymous"})
    for name in ("after_closing", "case_detail", "outcomes"):
        assert "Not at all" not in body(manager.get(page(name, case.pk)))
    assert "No answer is kept" in body(manager.get(page("after_closing", case.pk)))
    with scope(city_id=torino.pk):
        assert HelpTally.objects.get(value="not_at_all").count == 1


def test_another_citys_question_is_nobodys(palermo, manager):
    with scope(city_id=palermo.pk):
        case = close_case(case=make_case(), outcome=Outcome.HOUSED, by=make_case().opened_by)
        asked = ask_help(case=case, by=case.closed_by)
    url = page("help_answer", asked.pk)
    assert manager.get(url).status_code == 404
    assert manager.post(url, {"value": "very", "keep": "anonymous"}).status_code == 404
    assert manager.post(page("help_ask", case.pk)).status_code == 404


def test_what_was_found_is_saved_once_and_who_wants_help_gets_a_case(torino, manager):
    with scope(city_id=torino.pk):
        case = closed(manager.user, days_ago=120, person=make_person("Ana"))
    url = page("after_closing", case.pk)
    assert "Ana" in body(manager.get(page("follow_ups")))
    sent = {"id": uuid7(), "mark": 3, "contact": "not_found", "works": "yes", "note": "passata"}
    refused = manager.post(url, sent)
    assert refused.status_code == 422
    assert "Only who was spoken with" in body(refused) and "passata" in body(refused)
    sent |= {"contact": "reached", "place": "12", "wants_help": "yes"}
    for _ in range(2):
        saved = manager.post(url, sent)
        assert saved["Location"] == f"/cases/new/?person={case.person_id}"
    other = manager.post(url, sent | {"id": uuid7(), "note": "altro"})
    assert other.status_code == 409
    assert "wrote this down" in body(other) and "altro" in body(other) and "passata" in body(other)
    assert "Ana" not in body(manager.get(page("follow_ups")))
    with scope(city_id=torino.pk):
        found = CaseFollowUp.objects.get()
        assert (found.lives, found.destination, found.wants_help) == ("told", 12, "yes")


def test_overdue_and_mine(torino, manager):
    with scope(city_id=torino.pk):
        closed(manager.user, days_ago=95, person=make_person("Appena"))
        closed(manager.user, days_ago=150, person=make_person("Tardi"))
        closed(make_case().opened_by, days_ago=95, person=make_person("Altrui"))

    def shown(show):
        found = body(manager.get(page("follow_ups"), {"show": show}))
        return {name for name in ("Appena", "Tardi", "Altrui") if name in found}

    assert shown("due") == {"Appena", "Tardi", "Altrui"}
    assert shown("overdue") == {"Tardi"}
    assert shown("mine") == {"Appena", "Tardi"}


def test_a_closed_case_with_a_stay_is_a_list(torino, manager):
    with scope(city_id=torino.pk):
        case = closed(manager.user, person=make_person("Resta"))
        make_stay(person=case.person)
        closed(manager.user, person=make_person("Parte"))
    shown = body(manager.get("/cases/?show=closed_with_stay"))
    assert "Resta" in shown and "Parte" not in shown


def test_many_cost_what_few_do(torino, manager):
    def fill(count):
        with scope(city_id=torino.pk):
            for _ in range(count):
                make_stay(person=closed(manager.user, days_ago=130).person)

    def cost():
        urls = [f"{page('follow_ups')}?show={show}" for show in ("due", "overdue", "mine")]
        return [budget.count(manager, url) for url in [*urls, "/cases/?show=closed_with_stay"]]

    fill(3)
    few = cost()
    fill(7)
    assert cost() == few and max(few) < 12, few
