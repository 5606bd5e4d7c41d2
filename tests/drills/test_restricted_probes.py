"""The drill of restricted probes notices each promise that is broken; the suite asks its sample."""

from dataclasses import replace

import pytest

from drills import restricted_probes

GOOD = restricted_probes.Findings(
    probes=5000,
    enough=2000,
    differing=(),
    rows=(),
    sees_status=True,
    sees_byte=True,
    sees_row=True,
)


def test_nothing_is_broken_where_all_holds():
    assert restricted_probes.broken_promises(GOOD) == []


@pytest.mark.parametrize(
    "found",
    [
        {"probes": 1999},
        {"differing": ("case_manager: get cases:case_detail",)},
        {"rows": ("city_manager: audit_auditevent file",)},
        {"sees_status": False},
        {"sees_byte": False},
        {"sees_row": False},
    ],
)
def test_each_broken_promise_is_said(found):
    assert len(restricted_probes.broken_promises(replace(GOOD, **found))) == 1
