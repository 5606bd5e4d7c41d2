"""Who may open what: pages that need no account. An address that opens something is a secret or a
city's own decision, so here they all answer as for what is not there; what they show is in
tests/encounters/test_citizens.py and test_wall_links.py.
"""

from tests.house.access_row import Row

PUBLIC_ROWS = {
    "tell:start": Row(None),
    "tell:tell": Row(None, get=404, post=404, path={"code": "=zzzz"}),
    "tell:thanks": Row(None, get=404, path={"code": "=zzzz"}),
    "wall:screen": Row(None, get=404, path={"token": "=nothing.at-all"}),
}
