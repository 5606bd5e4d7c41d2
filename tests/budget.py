"""Query budgets: how many statements a page sends, and what a GET leaves behind."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

# Statements that belong to the test's own transaction, not to the page.
_OURS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
_CONTEXT = "SELECT set_config('lgnet.context'"
MOST_A_PAGE = 12


def statements(client, address, **extra):
    """Open the page, which must answer 200, and return the statements it sent."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, **extra)
    assert response.status_code == 200, response.status_code
    sent = [q["sql"] for q in captured if not q["sql"].startswith(_OURS)]
    # A page's own transaction takes the context with it when it ends; the test's goes on.
    return sent[:-1] if sent and sent[-1].startswith(_CONTEXT) else sent


def count(client, address, **extra):
    """Open the page twice, so that caches are warm, and return how many statements it sent."""
    statements(client, address, **extra)
    return len(statements(client, address, **extra))


WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE")


def writes(client, address, **extra):
    """Return the statements by which a GET wrote, the audit's own function left out."""
    return [sql for sql in statements(client, address, **extra) if sql.upper().startswith(WRITES)]
