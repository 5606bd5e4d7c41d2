"""How to make one row of each model of papers."""

from collections.abc import Callable
from typing import Any

from tests.factories import papers

RECIPES: dict[str, Callable[..., Any]] = {
    "encounters.PaperList": papers.make_paper_list,
    "encounters.PaperListItem": papers.make_paper_item,
    "encounters.PersonPapers": papers.make_papers,
    "encounters.PaperMark": papers.make_paper_mark,
}
