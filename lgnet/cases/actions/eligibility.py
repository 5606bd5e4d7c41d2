"""Writing down what was found about a funding line; each finding is a fact that stays."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from lgnet.audit.actions import record
from lgnet.cases.enums_eligibility import Conclusion
from lgnet.cases.models import Case, EligibilityFinding
from lgnet.cases.models.eligibility import Ground
from lgnet.cases.queries import eligibility as queries
from lgnet.cases.rules import is_running
from lgnet.cases.rules_eligibility import needs_reason
from lgnet.network.models import FundingLine

from .refusals import FindingChanged, IsClosed, ReasonMissing
from .states import locked


@transaction.atomic
def find_eligibility(
    *,
    id: UUID,
    case: Case,
    line: FundingLine,
    seen: UUID | None,
    conclusion: Conclusion,
    grounds: Sequence[Ground],
    evidence: str = "",
    reason: str = "",
    by: Any,
) -> EligibilityFinding:
    """Write what was found about a line, and return it. The same ``id`` again changes nothing.

    ``seen`` is the finding the page showed. Raises IsClosed, FindingChanged where a colleague
    found something, ReasonMissing where the conclusion does not follow.
    """
    current = locked(case)
    known = EligibilityFinding.objects.filter(pk=id, case=current).order_by("pk").first()
    if known is not None:
        return known
    if not is_running(current.state):
        raise IsClosed
    last = queries.finding_now(current, line.pk)
    if (last.pk if last else None) != seen:
        raise FindingChanged
    if needs_reason(conclusion, [one.met for one in grounds]) and not reason:
        raise ReasonMissing
    found = EligibilityFinding(
        id=id,
        case=current,
        person=current.person,
        line=line,
        conclusion=conclusion,
        evidence=evidence,
        reason=reason,
        recorded_by=by,
    )
    found.grounds = list(grounds)
    found.save()
    record(verb="cases.eligibility_found", target=found, case=current.pk, line=line.code)
    return found
