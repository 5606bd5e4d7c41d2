"""Models of cases."""

from .cases import Case
from .documents import CaseDocument
from .facts import CaseFact
from .plans import Action, Goal, PlanAgreement, PlanReview

__all__ = ["Action", "Case", "CaseDocument", "CaseFact", "Goal", "PlanAgreement", "PlanReview"]
