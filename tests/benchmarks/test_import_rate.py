"""The benchmark of imports still measures all four ways, at a handful of people."""

import pytest

from benchmarks import import_rate

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_way_writes_the_same_people(monkeypatch):
    monkeypatch.setattr(import_rate, "PEOPLE_QUICK", 12)
    monkeypatch.setattr(import_rate, "ROUNDS", 1)
    result = import_rate.run(True)
    assert set(result["seconds"]) == {"import", "copy", "same_tables", "bulk_create"}
    assert all(seconds > 0 for seconds in result["seconds"].values())
    assert result["rows_written"] > result["rows_read"] - 6 > 0
