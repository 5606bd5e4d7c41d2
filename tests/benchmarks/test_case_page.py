"""The benchmark of a case runs, and the pages it fetches stay within their budgets."""

import pytest

from benchmarks import case_page, form_fields


@pytest.mark.django_db
def test_it_measures_a_tiny_city(monkeypatch):
    """The owner's VACUUM needs committed rows; here the city is left without."""
    monkeypatch.setattr("benchmarks._city.refresh_statistics", lambda: None)
    monkeypatch.setattr(case_page, "CASES_QUICK", 5)
    monkeypatch.setattr(case_page, "PAIRS_OF_CONTACTS", 3)
    monkeypatch.setattr(case_page, "PAUSES", 2)
    for benchmark in (case_page, form_fields):
        monkeypatch.setattr(benchmark, "ROUNDS_QUICK", 1)
        monkeypatch.setattr(benchmark, "WARM_UPS", 0)
    result = case_page.run(True)
    assert result["cases"] == 5
    assert 0 < result["queries"] < 20
    assert 0 < result["board_queries"] < 12
    assert result["p95_ms"] > 0
    assert result["form_ms"] > 0
