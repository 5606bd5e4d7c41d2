"""A page as a benchmark fetches it: in this process, through all middleware."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def fetch(client: Client, url: str) -> None:
    """Fetch a page; raises RuntimeError for any answer but 200, since an error page is fast."""
    status = client.get(url).status_code
    if status != 200:
        raise RuntimeError(f"{url} answers {status}.")


def queries(client: Client, url: str) -> int:
    """Return how many queries a page makes once it has been fetched before."""
    fetch(client, url)
    with CaptureQueriesContext(connection) as captured:
        fetch(client, url)
    return len(captured)
