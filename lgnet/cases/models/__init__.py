"""Models of cases."""

from .cases import Case
from .documents import CaseDocument
from .facts import CaseFact
from .supervision import CasePolicy, CaseRequest
from .team import CaseMember, Handover

__all__ = [
    "Case",
    "CaseDocument",
    "CaseFact",
    "CaseMember",
    "CasePolicy",
    "CaseRequest",
    "Handover",
]
