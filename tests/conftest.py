"""Strict ground for every test: real PostgreSQL under the application role, nothing forgiven.

- a variable a template does not know fails the test;
- every warning is an error (pyproject.toml);
- no socket but the database's and the test's own server;
- an unordered query comes back in random order;
- a query on a tenant model outside a scope raises (that is how the code itself works).
"""

from tests.database import *  # noqa: F403  (fixtures)
from tests.members import *  # noqa: F403  (fixtures)
from tests.strictness import *  # noqa: F403  (fixtures)
