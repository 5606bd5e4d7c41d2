"""The frame of the benchmarks: what it finds, what it accepts, what it prints where."""

import json
from types import ModuleType

import pytest

from benchmarks import frame

GOOD = {"figure": 2.5, "unit": "ms", "ratio": 0.5, "against": "nothing"}


@pytest.fixture
def known(monkeypatch):
    """Put benchmarks in place of the real ones, without a database: name -> run function."""
    modules = {}

    def put(**runs):
        for name, run in runs.items():
            modules[name] = ModuleType(name)
            modules[name].run = run

    monkeypatch.setattr(frame, "benchmarks", lambda: modules)
    monkeypatch.setattr(
        frame, "run_one", lambda name, module, quick: frame.checked(name, quick, module.run(quick))
    )
    return put


def test_every_module_of_the_folder_is_a_benchmark():
    found = frame.benchmarks()
    assert "list_pages" in found
    assert "frame" not in found


def test_each_result_is_one_line_of_json_on_standard_output(known, capsys):
    known(first=lambda quick: GOOD, second=lambda quick: {**GOOD, "own": "é"})
    assert frame.main("", quick=True) == 0
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert [line["name"] for line in lines] == ["first", "second"]
    assert lines[1]["own"] == "é"
    assert all(line["quick"] for line in lines)
    assert "first, small size" in told.err


def test_one_can_be_named(known, capsys):
    known(first=lambda quick: GOOD, second=lambda quick: GOOD)
    assert frame.main("second", quick=False) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "second"


def test_an_unknown_name_is_told_with_those_there_are(known, capsys):
    known(first=lambda quick: GOOD)
    assert frame.main("third", quick=False) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "first" in told.err


def test_a_failed_one_prints_no_result_and_the_others_still_run(known, capsys):
    def fail(quick):
        raise RuntimeError("broken")

    known(first=fail, second=lambda quick: GOOD)
    assert frame.main("", quick=False) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["name"] == "second"
    assert "broken" in told.err


@pytest.mark.parametrize(
    "result",
    [
        {key: value for key, value in GOOD.items() if key != "ratio"},
        {**GOOD, "figure": "fast"},
        {**GOOD, "ratio": float("nan")},
    ],
)
def test_a_result_without_a_number_is_refused(result):
    with pytest.raises(frame.BadResult):
        frame.checked("some", False, result)


def test_quick_is_yes_or_no():
    assert frame.is_quick("1")
    assert frame.is_quick("Yes")
    assert not frame.is_quick("")
    assert not frame.is_quick("0")
    with pytest.raises(ValueError, match="maybe"):
        frame.is_quick("maybe")


def test_percentiles_lie_between_the_values():
    assert frame.percentile([3.0], 0.95) == 3.0
    assert frame.percentile([4.0, 1.0, 2.0, 3.0], 0.5) == 2.5
    assert frame.percentile([1.0, 2.0, 3.0], 1) == 3.0
    with pytest.raises(ValueError, match="needs values"):
        frame.percentile([], 0.5)
