"""Models of cases."""

from .answers import FormAnswers
from .assessments import Assessment, AssessmentArea
from .cases import Case
from .documents import CaseDocument
from .eligibility import EligibilityFinding
from .facts import CaseFact
from .follow_ups import CaseFollowUp
from .help import HelpAnswer, HelpAsked, HelpTally, HelpToken
from .outcomes import CaseOutcome
from .parties import CaseParty
from .plans import Action, Goal, PlanAgreement, PlanReview
from .protection import ProtectionAsk, ProtectionPolicy
from .restricted import RestrictedEntry, RestrictedFile, RestrictedReader
from .supervision import CasePolicy, CaseRequest
from .team import CaseMember, Handover

__all__ = [
    "Action",
    "Assessment",
    "AssessmentArea",
    "Case",
    "CaseDocument",
    "CaseFact",
    "CaseFollowUp",
    "CaseMember",
    "CaseOutcome",
    "CaseParty",
    "CasePolicy",
    "CaseRequest",
    "EligibilityFinding",
    "FormAnswers",
    "Goal",
    "Handover",
    "HelpAnswer",
    "HelpAsked",
    "HelpTally",
    "HelpToken",
    "PlanAgreement",
    "PlanReview",
    "ProtectionAsk",
    "ProtectionPolicy",
    "RestrictedEntry",
    "RestrictedFile",
    "RestrictedReader",
]
