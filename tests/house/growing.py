"""Lists of one thing: what lengthens the page of a house or of a stay, one more each time."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lgnet.cases.models import Case
from lgnet.directory.models import Site
from lgnet.encounters.enums import Heard, NeedKind
from lgnet.encounters.models import (
    Desk,
    Encounter,
    Need,
    NeedAnswer,
    PaperList,
    PersonPapers,
    Shift,
)
from lgnet.housing.models import (
    HouseRules,
    HousingStructure,
    PrincipleCheck,
    Season,
    Stay,
    SupportVisit,
)
from lgnet.kernel.nights import tonight
from tests.factories.desk import make_room, make_visit, make_wall_link
from tests.factories.directory import make_offer
from tests.factories.housing import make_places
from tests.factories.outreach import make_stop
from tests.factories.papers import make_paper_item, make_paper_mark
from tests.house import rows_of_upkeep
from tests.house.rows_of_answers import answers_of
from tests.house.rows_of_assessments import assessment_of
from tests.house.rows_of_cases import fact_of, service_of
from tests.house.rows_of_closings import outcome_of
from tests.house.rows_of_eligibility import finding_of
from tests.house.rows_of_papers import document_of
from tests.house.rows_of_parties import party_of
from tests.house.rows_of_plans import goal_of
from tests.house.rows_of_restricted import ask_of
from tests.house.rows_of_team import member_of

_days = itertools.count(1)
# Each need of a contact once, by each of the two who may say it.
_kinds = itertools.cycle([kind.value for kind in NeedKind for _ in Heard])
_heard = itertools.cycle(Heard.values)


def _later() -> dt.date:
    """Return a day that no other row has."""
    return tonight() + dt.timedelta(days=3 * next(_days))


def _recipe(label: str, house: HousingStructure) -> Any:
    return rows_of_upkeep.recipes(lambda: house, _later())[label]()


def _season(house: HousingStructure) -> Season:
    day = _later()
    return Season.objects.create(
        structure=house, name="Inverno", opens_on=day, closes_on=day + dt.timedelta(days=2)
    )


def _rules(house: HousingStructure) -> HouseRules:
    return HouseRules.objects.create(
        structure=house, language="ita", version=next(_days), text="Silenzio dopo le 23."
    )


WITHIN: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "ticket": (Desk, lambda desk: make_visit(desk)),
    "stop": (Shift, lambda shift: make_stop(shift)),
    "paper_item": (PaperList, lambda kept: make_paper_item(paper_list=kept)),
    "paper_mark": (PersonPapers, lambda papers: make_paper_mark(papers=papers)),
    "room": (Desk, lambda desk: make_room(desk)),
    "wall_link": (Desk, lambda desk: make_wall_link(desk=desk)),
    "offer": (Site, lambda site: make_offer(site=site)),
    "place": (HousingStructure, lambda house: make_places(1, structure=house)),
    "closure": (HousingStructure, lambda house: _recipe("housing.Closure", house)),
    "season": (HousingStructure, _season),
    "photo": (HousingStructure, lambda house: _recipe("housing.StructurePhoto", house)),
    "rules": (HousingStructure, _rules),
    "case_fact": (Case, fact_of),
    "goal": (Case, goal_of),
    "finished_form": (Case, answers_of),
    "case_assessment": (Case, assessment_of),
    "case_outcome": (Case, outcome_of),
    "finding": (Case, finding_of),
    "party": (Case, party_of),
    "case_service": (Case, service_of),
    "case_document": (Case, document_of),
    "case_member": (Case, member_of),
    "protection_ask": (Case, ask_of),
    "principle": (
        HousingStructure,
        lambda house: PrincipleCheck.objects.create(
            structure=house, checked_on=_later(), principle="choice", kept="partly"
        ),
    ),
    "need_within": (
        Encounter,
        lambda contact: NeedAnswer.objects.create(
            need=Need.objects.create(encounter=contact, kind=next(_kinds), heard=next(_heard)),
            kind="not_now",
            reason="closed",
        ),
    ),
    "answer": (
        Need,
        lambda need: NeedAnswer.objects.create(need=need, kind="referral", sent_to="Mensa"),
    ),
    "visit": (
        Stay,
        lambda stay: SupportVisit.objects.create(
            stay=stay, visited_at=timezone.now() - dt.timedelta(days=next(_days)), kind="home"
        ),
    ),
}


def one_more(kind: str, parent_id: str) -> None:
    """Add a row of a kind to what a page is about."""
    model, make = WITHIN[kind]
    make(model.objects.get(pk=parent_id))
