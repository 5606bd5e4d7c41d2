"""Screens of cases and of their papers: a photo, and a PDF with a title in another script."""

import io

from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from lgnet.cases.actions.cases import close_case
from lgnet.cases.actions.documents import keep_document
from lgnet.cases.actions.handovers import offer_case
from lgnet.cases.actions.states import change_state
from lgnet.cases.actions.supervision import ask_move
from lgnet.cases.actions.team import add_member
from lgnet.cases.enums import CaseMove, DocumentKind, Outcome
from lgnet.cases.enums_team import TeamPart
from lgnet.directory.models import Service
from lgnet.encounters.models import ServiceGiven
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e import (
    screens_of_closings,
    screens_of_eligibility,
    screens_of_parties,
    screens_of_plans,
    screens_of_restricted,
    screens_of_vulnerability,
)
from tests.e2e.screen import Screen
from tests.factories.cases import make_case, make_manager
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
    *screens_of_closings.SCREENS,
    *screens_of_eligibility.SCREENS,
    *screens_of_parties.SCREENS,
    *screens_of_restricted.SCREENS,
    *screens_of_vulnerability.SCREENS,
    Screen("cases:cases", CASES, query="?show=handed", on_phone=True),
    Screen("cases:team", CASES, ("case",), on_phone=True),
    Screen("cases:team", CASES, ("paused_case",), on_phone=True),
    Screen("cases:team", CASES, ("paused_case",), sends_empty_form=True, status=422),
    Screen("cases:member_end", CASES, ("case_member",)),
    Screen("cases:handover_new", CASES, ("paused_case",), on_phone=True),
    Screen("cases:handover_new", CASES, ("paused_case",), sends_empty_form=True, status=422),
    Screen("cases:handover_answer", CASES, ("handover",), on_phone=True),
    Screen("cases:handover_answer", CASES, ("handover",), sends_empty_form=True, status=422),
    Screen("cases:handover_withdraw", Role.CITY_MANAGER, ("handover",)),
    Screen("cases:requests", CASES, on_phone=True),
    Screen("cases:request_decide", CASES, ("case_request",), on_phone=True),
    Screen("cases:request_decide", CASES, ("case_request",), sends_empty_form=True, status=422),
    Screen("cases:workload", Role.CITY_MANAGER),
    Screen("cases:policy", Role.CITY_MANAGER),
]

NOT_SCREENS = {
    "cases:document": "a picture or a PDF",
    "cases:plan_pdf": "a file",
    "cases:plan_word": "a file",
}


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
    screens_of_eligibility.fill_eligibility(case, by)
    screens_of_restricted.fill_restricted(case, by)
    handover, member = _team(by)
    return {
        "handover": handover,
        "case_member": member,
        "case_request": _asked(),
        "case": case,
        "closed_case": closed,
        "paused_case": paused,
        "case_photo": _photo_and_pdf(by, case),
        **screens_of_plans.fill_plan(case, by),
        **screens_of_parties.fill_parties(by),
        **screens_of_closings.fill_closings(by),
        **screens_of_vulnerability.fill_vulnerability(by),
    }


def _team(by):
    """Let a colleague offer their case, on which another works too; return both."""
    other = make_manager()
    case = make_case(by=other)
    member = add_member(
        id=uuid7(),
        case=case,
        user_id=by.pk,
        part=TeamPart.HELPER,
        does="Scuola dei figli",
        from_on=timezone.localdate(),
        last_on=None,
        by=other,
    )
    handover = offer_case(
        id=uuid7(),
        case=case,
        to_user_id=by.pk,
        still_open="Rinnovo del permesso.",
        promised="Chiamare lunedì.",
        by=other,
    )
    return handover, member


def _asked():
    """Let a colleague ask to close a case, and return the request."""
    other = make_manager()
    case = make_case(by=other)
    return ask_move(case=case, move=CaseMove.CLOSE, outcome=Outcome.HOUSED, by=other)


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
