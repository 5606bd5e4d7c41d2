"""Models of cases."""

from .cases import Case
from .documents import CaseDocument
from .facts import CaseFact
from .follow_ups import CaseFollowUp
from .help import HelpAnswer, HelpAsked, HelpTally, HelpToken
from .outcomes import CaseOutcome

__all__ = [
    "Case",
    "CaseDocument",
    "CaseFact",
    "CaseFollowUp",
    "CaseOutcome",
    "HelpAnswer",
    "HelpAsked",
    "HelpTally",
    "HelpToken",
]
