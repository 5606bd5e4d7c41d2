"""The plan as Word and PDF: theirs and ours, with the mark of the paper that is printed."""

import io
import re

import pytest
from django.urls import reverse
from docx import Document

from lgnet.audit.models import AuditEvent
from lgnet.cases.queries.plans import digest_of, goals_of
from lgnet.cases.rules_plan import plan_mark
from lgnet.encounters.models import Letterhead
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from tests.factories.cases import make_case
from tests.factories.people import make_person
from tests.factories.plans import make_action, make_goal

pytestmark = pytest.mark.django_db
ARABIC = "غرفة لأولادي"


@pytest.fixture
def manager(sign_in, torino):
    client = sign_in(Role.CASE_MANAGER, torino)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def case(torino, manager):
    with scope(city_id=torino.pk):
        person = make_person("أمينة", language="ara", language_answer="known")
        case = make_case(person, by=manager.user)
        goal = make_goal(case, by=manager.user, text=ARABIC)
        make_action(goal, by=manager.user, text="Telefonare alla scuola")
        return case


def test_the_file_says_what_the_paper_says_in_both_languages(torino, manager, case):
    with scope(city_id=torino.pk):
        Letterhead.objects.create(name="Città di Torino", lines="Ufficio", recorded_by=manager.user)
        mark = plan_mark(digest_of(goals_of(case)))
    page = manager.get(reverse("cases:plan_print", args=[case.pk])).content.decode()
    assert page.count(mark) == 2
    for language in ("ar", "it"):
        address = reverse("cases:plan_word", args=[case.pk, language])
        assert address in page
        answer = manager.get(address)
        assert (
            "no-store" in answer["Cache-Control"] and "plan.docx" in answer["Content-Disposition"]
        )
        file = Document(io.BytesIO(answer.content))
        assert file.sections[0].header.paragraphs[0].text == "Città di Torino"
        lines = {line.text: line for line in file.paragraphs}
        assert lines[ARABIC].runs[0].font.rtl
        assert any("Telefonare alla scuola" in line for line in lines)
        assert file.paragraphs[-1].text.endswith(mark)
        # Our words are from the right too where they are Arabic.
        assert bool(file.paragraphs[1].runs[0].font.rtl) == (language == "ar")
        pdf = manager.get(reverse("cases:plan_pdf", args=[case.pk, language]))
        assert pdf.content.startswith(b"%PDF") and pdf["Content-Type"] == "application/pdf"
    with scope(city_id=torino.pk):
        told = AuditEvent.objects.filter(verb="cases.plan_taken").order_by("pk")
        assert [row.detail["form"] for row in told] == ["docx", "pdf", "docx", "pdf"]


def test_another_language_or_an_empty_plan_is_nowhere(torino, manager, case):
    assert manager.get(reverse("cases:plan_pdf", args=[case.pk, "en"])).status_code == 404
    with scope(city_id=torino.pk):
        empty = make_case(by=manager.user)
    for name in ("plan_pdf", "plan_word"):
        assert manager.get(reverse(f"cases:{name}", args=[empty.pk, "it"])).status_code == 404
    assert not re.search("/(pdf|word)/", _page(manager, empty))


def test_what_no_font_draws_leaves_word_and_print(torino, manager):
    with scope(city_id=torino.pk):
        case = make_case(by=manager.user)
        make_goal(case, by=manager.user, text="漢字")
    page = _page(manager, case)
    assert "cannot draw these signs" in page and "/pdf/" not in page and "/word/" in page
    assert manager.get(reverse("cases:plan_pdf", args=[case.pk, "it"])).status_code == 302
    assert manager.get(reverse("cases:plan_word", args=[case.pk, "it"])).status_code == 200


def test_papers_offer_a_letter(manager, case):
    page = manager.get(reverse("cases:documents", args=[case.pk])).content.decode()
    assert f"{reverse('encounters:letter_new')}?person={case.person_id}" in page


def _page(manager, case):
    return manager.get(reverse("cases:plan_print", args=[case.pk])).content.decode()
