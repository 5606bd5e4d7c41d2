"""A family of the demo taken in charge together, and what was found about who pays for it."""

from uuid import UUID

from lgnet.accounts.models import User
from lgnet.cases.actions.eligibility import find_eligibility
from lgnet.cases.actions.parties import join_case, leave_case
from lgnet.cases.enums import CaseState, Conclusion, Leaving, Met
from lgnet.cases.models import Case
from lgnet.cases.models.eligibility import Ground
from lgnet.cases.queries.cases import cases_of_member
from lgnet.cases.queries.parties import free_of_cases, household_beside
from lgnet.kernel.ids import derived_uuid
from lgnet.network.actions.reference import CONDITIONS, funding_line_id
from lgnet.network.models import FundingLine

# Cases looked through for one whose person lives with others.
_MOST = 40


def load_demo_family(*, worker_id: UUID) -> int:
    """Have the others of a household join a case; return how many rows were written."""
    by = User.objects.get(pk=worker_id)
    running = cases_of_member(worker_id).exclude(state=CaseState.SUSPENDED)
    written = 0
    for case in running.order_by("-opened_at", "-pk")[:_MOST]:
        others = free_of_cases(household_beside(case.person))
        if not others:
            continue
        for number, person in enumerate(others):
            party = join_case(
                id=derived_uuid("demo", "party", case.pk, str(number)),
                case=case,
                person=person,
                by=by,
            )
            if number == 2:
                leave_case(party=party, leaving=Leaving.LEFT, note="Vive con il fratello.", by=by)
        written = len(others) + _find(case, by)
        break
    return written


def _find(case: Case, by: User) -> int:
    """Find that the case meets what its funding line asks, but for a condition not known yet."""
    met = [Met.YES, Met.YES, Met.YES, Met.NOT_KNOWN]
    find_eligibility(
        id=derived_uuid("demo", "finding", case.pk),
        case=case,
        line=FundingLine.objects.get(pk=funding_line_id()),
        seen=None,
        conclusion=Conclusion.UNCLEAR,
        grounds=[Ground(one[1], how) for one, how in zip(CONDITIONS, met, strict=True)],
        evidence="Permesso di soggiorno; si aspetta la risposta della prefettura",
        by=by,
    )
    return 1
