"""Screens of papers: the usual lists, one begun for a person, the sheet in two scripts."""

from lgnet.encounters.actions.papers import begin_papers, mark_paper, take_usual_lists
from lgnet.encounters.enums import PaperState
from lgnet.encounters.queries.papers import items_of, offered_lists
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e.screen import Screen

DESK = Role.DESK_OPERATOR

SCREENS = [
    Screen("encounters:papers_new", DESK, query="?person={person}", on_phone=True),
    Screen("encounters:papers", DESK, ("papers",), on_phone=True),
    Screen("encounters:papers_missing", DESK, ("papers",), on_phone=True),
    Screen("encounters:papers_missing", DESK, ("papers",), query="?language=eng"),
    Screen("encounters:paper_lists", Role.CITY_MANAGER, on_phone=True),
    Screen("encounters:paper_list_new", Role.CITY_MANAGER, sends_empty_form=True, status=422),
    Screen("encounters:paper_list", Role.CITY_MANAGER, ("paper_list",)),
    Screen("encounters:paper_item_new", DESK, ("paper_list",)),
    Screen("encounters:paper_item", DESK, ("paper_item",), on_phone=True),
]


def fill_papers(by, person) -> dict[str, object]:
    """Take the usual lists, and begin one of which one paper is there."""
    take_usual_lists(by=by)
    kept = offered_lists()[0]
    item = items_of(kept)[0]
    papers = begin_papers(id=uuid7(), person=person, paper_list=kept, by=by)
    mark_paper(
        id=uuid7(),
        papers_id=papers.pk,
        item=item,
        state=PaperState.BROUGHT,
        note="Copia nel faldone",
        by=by,
    )
    return {"papers": papers, "paper_list": kept, "paper_item": item}
