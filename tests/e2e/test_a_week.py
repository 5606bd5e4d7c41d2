"""A case manager's week for one family, in Italian, with the Arabic copy of the plan."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from lgnet.cases.models import Action, Assessment, Case, FormAnswers, PlanAgreement, PlanReview
from lgnet.encounters.models import ServiceGiven
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.families import make_family
from tests.e2e.staff import Office, fits, save
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)
WISH = "أريد غرفة ينام فيها أولادي"


@pytest.fixture
def torino():
    return City.objects.get(name="Torino")


class Week:
    """One worker's window, and the family of the week."""

    def __init__(self, page, address, city, mother):
        self.page, self.address, self.city, self.mother = page, address, city, mother

    def go(self, name, *args, query=""):
        self.page.goto(f"{self.address}{reverse(name, args=args)}{query}")
        assert fits(self.page), name

    def only(self, model):
        with scope(city_id=self.city.pk):
            return model.objects.get()

    def case(self):
        return self.only(Case).pk


def monday(week):
    """The family is taken in charge, and the work begins."""
    week.go("people:detail", week.mother.pk)
    week.go("cases:case_new", query=f"?person={week.mother.pk}")
    save(week.page)
    week.go("cases:case_state", week.case())
    save(week.page)
    assert "In corso" in week.page.inner_text("main")


def tuesday(week):
    """They speak of how the family lives; what is chosen stays when the page is left."""
    page = week.page
    week.go("cases:assessments", week.case())
    with page.expect_navigation():
        page.get_by_role("button", name="Inizia una valutazione").click()
    page.locator("#housing > summary").click()
    page.locator("#housing input[name=together][value='2']").check()
    page.locator("#housing [role=status]", has_text="Conservato.").wait_for()
    page.reload()
    page.locator("#housing > summary .lg-badge", has_text="Un letto per stanotte").wait_for()
    assert fits(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Concludi la valutazione").click()
    assert week.only(Assessment).finished_at


def wednesday(week):
    """The plan: a goal in the mother's words, who does what, the paper in two languages."""
    page = week.page
    week.go("cases:goal_new", week.case())
    page.check("[name=area][value=housing]")
    page.fill("[name=text]", WISH)
    page.check("[name=is_exit]")
    save(page)
    page.get_by_role("link", name="Aggiungi un’azione").click()
    page.fill("[name=text]", "Telefonare a tre agenzie")
    page.fill("[name=due_on]", timezone.localdate().isoformat())
    save(page)
    week.go("cases:plan_print", week.case())
    theirs, ours = page.locator("article.hs-paper").all()
    assert (theirs.get_attribute("dir"), ours.get_attribute("dir")) == ("rtl", "ltr")
    assert WISH in theirs.inner_text()
    assert WISH in ours.inner_text()
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) == 2
    assert "Telefonare a tre agenzie" in paper.pages[1].extract_text()
    # What is only for the screen is not on the paper.
    assert "Stampa" not in "".join(one.extract_text() for one in paper.pages)
    save(page)
    assert week.only(PlanAgreement).language == "ar"
    with scope(city_id=week.city.pk):
        assert WISH in PlanAgreement.objects.get().text


def thursday(week):
    """The city's form, and what was done that day."""
    page = week.page
    week.go("cases:form_fill", week.case(), "situation")
    page.locator("main form select").first.select_option(index=1)
    with page.expect_navigation():
        page.locator("button[name=deed][value=keep]").click()
    assert week.only(FormAnswers).state == "draft"
    week.go("encounters:day_work")
    line = page.locator("form [data-line]").first
    line.locator("select[name$='-person']").select_option(str(week.mother.pk))
    line.locator("select[name$='-service']").select_option(index=1)
    line.locator("input[name$='-minutes']").fill("45")
    page.locator("button[name=do][value=save]").click()
    page.wait_for_url("**?day=*")
    assert week.only(ServiceGiven).minutes == 45
    week.go("cases:services", week.case())
    assert "45" in page.inner_text("main")


def friday(week):
    """What is due is done; the plan is looked at together, and again in a month."""
    page = week.page
    week.go("cases:due")
    assert "Telefonare a tre agenzie" in page.inner_text("main")
    week.go("cases:plan", week.case())
    with page.expect_navigation():
        page.locator(".plan-do button").click()
    assert week.only(Action).state == "done"
    week.go("cases:plan_review", week.case())
    page.fill("[name=note]", "Le agenzie richiamano lunedì.")
    save(page)
    with scope(city_id=week.city.pk):
        assert PlanReview.objects.get().note == "Le agenzie richiamano lunedì."
    week.go("cases:team", week.case())
    week.go("cases:case_detail", week.case())


@pytest.mark.slow
def test_a_week_for_one_family(browser, live_server, browser_context_args, torino):
    with scope(city_id=torino.pk):
        mother = make_person("أمينة", language="ara", language_answer="known")
        make_family(mother)
    office = Office(browser, live_server.url, browser_context_args)
    with office.at_work(Role.CASE_MANAGER, torino) as page:
        week = Week(page, live_server.url, torino, mother)
        for day in (monday, tuesday, wednesday, thursday, friday):
            day(week)
    assert office.faults == []
