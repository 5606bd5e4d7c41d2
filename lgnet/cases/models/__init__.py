"""Models of cases."""

from .cases import Case
from .documents import CaseDocument
from .facts import CaseFact
from .follow_ups import CaseFollowUp
from .help import HelpAnswer, HelpAsked, HelpTally, HelpToken
from .outcomes import CaseOutcome
from .plans import Action, Goal, PlanAgreement, PlanReview

__all__ = [
    "Action",
    "Case",
    "CaseDocument",
    "CaseFact",
    "CaseFollowUp",
    "CaseOutcome",
    "Goal",
    "HelpAnswer",
    "HelpAsked",
    "HelpTally",
    "HelpToken",
    "PlanAgreement",
    "PlanReview",
]
