"""Query budgets: a list sends as many statements for a hundred rows as for one."""

from collections.abc import Callable
from typing import Any

from tests import budget

TEN = 10


def more_queries(client: Any, url: str, add_rows: Callable[[], Any]) -> tuple[int, int]:
    """Return how many statements the page sends before and after ``add_rows`` has added rows."""
    before = budget.count(client, url)
    add_rows()
    return before, budget.count(client, url)


def assert_no_more_queries(client: Any, url: str, add_rows: Callable[[], Any]) -> None:
    """Fail where the rows that ``add_rows`` adds cost the page more statements.

    There must be rows before: the first of a kind may cost a statement that the next ones do not.
    """
    before, after = more_queries(client, url, add_rows)
    assert after <= before, f"{url}: {before} statements before, {after} with more rows"
    assert after <= budget.MOST_A_PAGE, f"{url}: {after} statements"
