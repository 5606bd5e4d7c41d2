"""What fails a test that production would let pass."""

import pytest
from django.conf import settings
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler


@pytest.fixture(scope="session", autouse=True)
def shuffle_unordered_queries():
    """Give queries without an order a random one, so that nobody relies on luck."""
    original = SQLCompiler.get_order_by

    def get_order_by(compiler):
        found = original(compiler)
        query = compiler.query
        if found or query.distinct or query.combinator or query.group_by is not None:
            return found
        if query.subquery or any(a.contains_aggregate for a in query.annotations.values()):
            return found
        random = OrderBy(Random())
        resolved = random.resolve_expression(query, allow_joins=True, reuse=None)
        return [(resolved, (*compiler.compile(resolved), False))]

    SQLCompiler.get_order_by = get_order_by
    yield
    SQLCompiler.get_order_by = original


@pytest.fixture(autouse=True)
def plain_static_files():
    """Keep the development finders: a manifest needs a build."""
    assert settings.STORAGES["staticfiles"]["BACKEND"].endswith("StaticFilesStorage")
