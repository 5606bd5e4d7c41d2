"""Who may open what of papers: rows of ``access_matrix.py``."""

from lgnet.network.enums import Role
from tests.house.access_row import Row

# Who notes what somebody brings, and who keeps the lists as the city's offices ask.
NOTING = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER})
KEEPING = frozenset({Role.DESK_OPERATOR, Role.CITY_MANAGER})
PAPERS = {"papers_id": "papers"}

ROWS = {
    "encounters:papers_new": Row(NOTING, post=422, query={"person": "person"}),
    "encounters:papers": Row(NOTING, post=422, path=PAPERS, adds="paper_mark"),
    "encounters:papers_missing": Row(NOTING, path=PAPERS),
    "encounters:papers_end": Row(NOTING, get=405, post=302, path=PAPERS),
    "encounters:paper_lists": Row(KEEPING, grows=("paper_list",)),
    "encounters:paper_lists_usual": Row(KEEPING, get=405, post=302),
    "encounters:paper_list_new": Row(KEEPING, post=422),
    "encounters:paper_list": Row(
        KEEPING, post=422, path={"list_id": "paper_list"}, adds="paper_item"
    ),
    "encounters:paper_item_new": Row(KEEPING, post=422, path={"list_id": "paper_list"}),
    "encounters:paper_item": Row(KEEPING, post=422, path={"item_id": "paper_item"}),
}
