"""The drill of refuge probes notices each promise that is broken; the suite asks its sample."""

from dataclasses import replace

import pytest

from drills import refuge_probes

GOOD = refuge_probes.Findings(
    probes=3000,
    differing=(),
    median_difference_ms=0.4,
    alerts=500,
    sees_status=True,
    sees_byte=True,
    sees_delay=True,
)


def test_nothing_is_broken_where_all_holds():
    assert refuge_probes.broken_promises(GOOD) == []


@pytest.mark.parametrize(
    "found",
    [
        {"probes": 0},
        {"differing": ("case_manager: get people:detail",)},
        {"median_difference_ms": 5.1},
        {"alerts": 0},
        {"sees_status": False},
        {"sees_byte": False},
        {"sees_delay": False},
    ],
)
def test_each_broken_promise_is_said(found):
    assert len(refuge_probes.broken_promises(replace(GOOD, **found))) == 1
