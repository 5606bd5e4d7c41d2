"""Screens of cases and of their papers: a photo, and a PDF with a title in another script."""

import io

from PIL import Image
from pypdf import PdfWriter

from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.documents import keep_document
from lgnet.cases.actions.states import change_state
from lgnet.cases.enums import CaseMove, DocumentKind, Outcome
from lgnet.directory.models import Service
from lgnet.encounters.models import ServiceGiven
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e import screens_of_plans
from tests.e2e.screen import Screen
from tests.factories.cases import make_case
from tests.factories.encounters import make_encounter
from tests.factories.people import make_person

CASES = Role.CASE_MANAGER
LONG_NAME = "Abdoulrahmane-Christophe Oluwaseunfunmi Ndiaye-Castellammare della Rovere"

SCREENS = [
    Screen("cases:cases", CASES),
    Screen("cases:cases", CASES, query="?show=closed"),
    Screen("cases:case_new", CASES, query="?person={met}"),
    Screen("cases:case_detail", CASES, ("case",)),
    Screen("cases:case_detail", CASES, ("closed_case",)),
    Screen("cases:case_close", CASES, ("case",)),
    Screen("cases:case_close", CASES, ("case",), sends_empty_form=True, status=422),
    Screen("cases:cases", CASES, query="?show=quiet"),
    Screen("cases:cases", CASES, query="?show=nobody"),
    Screen("cases:cases", CASES, query="?show=suspended", on_phone=True),
    Screen("cases:case_detail", CASES, ("paused_case",), on_phone=True),
    Screen("cases:case_state", CASES, ("case",), on_phone=True),
    Screen("cases:case_state", CASES, ("closed_case",), sends_empty_form=True, status=422),
    Screen("cases:case_state", CASES, ("closed_case",)),
    Screen("encounters:day_work", CASES, on_phone=True),
    Screen("encounters:day_work", CASES, sends_empty_form=True, status=422),
    Screen("cases:services", CASES, ("case",), on_phone=True),
    Screen("cases:services", CASES, ("closed_case",)),
    Screen("cases:documents", CASES, ("case",), on_phone=True),
    Screen("cases:documents", CASES, ("case",), sends_empty_form=True, status=422),
    Screen("cases:documents", CASES, ("closed_case",)),
    Screen("cases:document_destroy", CASES, ("case_photo",)),
    *screens_of_plans.SCREENS,
]

NOT_SCREENS = {"cases:document": "a picture or a PDF"}


def fill_cases(by) -> dict[str, object]:
    """Open a case with papers, pause one, and close another."""
    closed = make_case(by=by)
    close_case(case=closed, outcome=Outcome.values[0], by=by, note="Ha trovato casa.")
    case = make_case(make_person(LONG_NAME), by=by)
    met = make_encounter(case.person, recorded_by=by)
    food = Service.objects.get(code="food")
    ServiceGiven.objects.create(
        encounter=met,
        service=food,
        minutes=45,
        given_by=by,
        given_to="group",
        group_size=6,
        place="home",
    )
    paused = make_case(by=by)
    change_state(id=uuid7(), case=paused, move=CaseMove.START, by=by)
    change_state(id=uuid7(), case=paused, move=CaseMove.SUSPEND, by=by, reason="In ospedale.")
    return {
        "case": case,
        "closed_case": closed,
        "paused_case": paused,
        "case_photo": _photo_and_pdf(by, case),
        **screens_of_plans.fill_plan(case, by),
    }


def _photo_and_pdf(by, case):
    """Keep both with a case; return the photo."""
    photo, paper = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (320, 200), "#7a9").save(photo, format="PNG")
    writer = PdfWriter()
    writer.add_blank_page(200, 300)
    writer.write(paper)

    def keep(sent, title, kind):
        return keep_document(
            id=uuid7(),
            case=case,
            person=case.person,
            kind=kind,
            title=title,
            content=sent.getvalue(),
            by=by,
        )

    keep(paper, "إيصال طلب اللجوء", DocumentKind.PERMIT)
    return keep(photo, "Permesso, davanti", DocumentKind.IDENTITY)
