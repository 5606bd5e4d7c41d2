"""Screens of funding lines: what they ask, and what was found about a case."""

from lgnet.cases.actions.eligibility import find_eligibility
from lgnet.cases.enums_eligibility import Conclusion, Met
from lgnet.cases.models.eligibility import Ground
from lgnet.kernel.ids import uuid7
from lgnet.network.actions.reference import FUNDING_LINES, funding_line_id
from lgnet.network.enums import Role
from lgnet.network.models import FundingLine
from tests.e2e.screen import Screen

CASES = Role.CASE_MANAGER
LINE = FUNDING_LINES["lgnet2"][0]

SCREENS = [
    Screen("cases:eligibility", CASES, ("case",), on_phone=True),
    Screen("cases:eligibility_find", CASES, ("case", LINE), on_phone=True),
    Screen("cases:eligibility_find", CASES, ("case", LINE), sends_empty_form=True, status=422),
    Screen("network:funding", Role.NATIONAL_COORDINATOR, on_phone=True),
]


def fill_eligibility(case, by) -> None:
    """Find twice about a case: not clear, then what was said."""
    for conclusion, met, reason in (
        (Conclusion.UNCLEAR, Met.NOT_KNOWN, ""),
        (Conclusion.MEETS, Met.DECLINED, "Ha mostrato il passaporto a una collega."),
    ):
        last = case.findings.order_by("-recorded_at").first()
        find_eligibility(
            id=uuid7(),
            case=case,
            line=FundingLine.objects.get(pk=funding_line_id()),
            seen=last.pk if last else None,
            conclusion=conclusion,
            grounds=[Ground("Vive o si trova nel territorio della città", met)],
            evidence="Permesso di soggiorno scaduto",
            reason=reason,
            by=by,
        )
