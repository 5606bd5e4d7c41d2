"""Models of cases."""

from .answers import FormAnswers
from .cases import Case
from .documents import CaseDocument
from .facts import CaseFact

__all__ = ["Case", "CaseDocument", "CaseFact", "FormAnswers"]
