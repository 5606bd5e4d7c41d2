"""Every reason is found where it stands, said in words, and spares the rest of the file."""

import pytest

from lgnet.exchange.enums import Reason
from tests.exchange.export import small_export
from tests.exchange.faults import ELSEWHERE, FAULTS

pytestmark = pytest.mark.django_db


def test_every_reason_has_a_fault():
    assert {reason for reason, _ in FAULTS} | ELSEWHERE == set(Reason)
    assert not {reason for reason, _ in FAULTS} & ELSEWHERE


@pytest.mark.parametrize(
    ("reason", "label"), FAULTS, ids=[f"{reason.value} {label}".strip() for reason, label in FAULTS]
)
def test_a_fault_is_reported_and_the_rest_carried(bring, findings, reason, label):
    spoilt = small_export()
    file, column, effect = FAULTS[(reason, label)](spoilt)
    summary = bring(spoilt)
    found = findings()
    assert (file, column, effect, reason.value) in {
        (found_file, found_column, found_effect, found_reason)
        for found_file, _, found_column, found_effect, found_reason in found
    }
    for count in summary.files:
        out = {row for f, row, _, e, _ in found if f == count.file and e == "left_out" and row}
        assert count.left_out == len(out)
    assert summary.counts["person"].made >= 5


def test_a_finding_stands_on_its_line(bring, findings, export):
    row = export.row("Services.csv", "s2")
    row["DateProvided"] = "never"
    bring(export)
    assert findings() == [
        (
            "Services.csv",
            str(export.line("Services.csv", row)),
            "DateProvided",
            "left_out",
            "bad_date",
        )
    ]
