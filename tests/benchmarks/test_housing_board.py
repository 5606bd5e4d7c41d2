"""The benchmark of the board runs, reads what the control reads, and stays within its budget."""

import pytest

from benchmarks import housing_board


@pytest.mark.django_db
def test_it_measures_a_tiny_city(monkeypatch):
    """The owner's VACUUM needs committed rows; here the city is left without."""
    monkeypatch.setattr("benchmarks._city.refresh_statistics", lambda: None)
    monkeypatch.setattr(housing_board, "PLACES_QUICK", 12)
    monkeypatch.setattr(housing_board, "HELD", 1)
    monkeypatch.setattr(housing_board, "ROUNDS_QUICK", 1)
    monkeypatch.setattr(housing_board, "WARM_UPS", 0)
    result = housing_board.run(True)
    assert result["places"] == 12
    assert 0 < result["queries"] < 15
    assert result["control_queries"] > 2 * 12
    assert result["pages"]["board, unchanged"]["queries"] <= result["queries"]
    assert result["p95_ms"] > 0


def test_seeded_a_board_that_reads_otherwise_is_caught():
    housing_board._compare({1: ("free", "")}, {1: ("free", "")})
    for shown in ({1: ("taken", "Amina")}, {}, {1: ("free", ""), 2: ("free", "")}):
        with pytest.raises(RuntimeError):
            housing_board._compare({1: ("free", "")}, shown)
