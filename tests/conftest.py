"""Strict ground for every test: real PostgreSQL under the application role, nothing forgiven.

- a variable a template does not know fails the test;
- every warning is an error (pyproject.toml);
- no socket but the database's and the test's own server;
- an unordered query comes back in random order;
- a query on a tenant model outside a scope raises (that is how the code itself works).
"""

import os

import hypothesis
import pytest

# As the process that reads workbooks has it (lgnet/exchange/tables/limited.py): before openpyxl.
os.environ["OPENPYXL_LXML"] = "False"

from tests.database import *  # noqa: F403  (fixtures)
from tests.members import *  # noqa: F403  (fixtures)
from tests.strictness import *  # noqa: F403  (fixtures)

# A busy machine is slow at making examples; that is no fault of what they try.
hypothesis.settings.register_profile(
    "lgnet",
    parent=hypothesis.settings(),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("lgnet")

# Files that take longest. Both cores end together where these do not come last.
FIRST = (
    "test_accessibility",
    "test_access",
    "test_interface",
    "test_quick_exit",
    "test_first_night",
    "test_coordinators_evening",
    "test_postgres_kill",
    "test_bookings",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    places = {stem: place for place, stem in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(FIRST)))
