"""Reads of tailored forms. Published versions and terms are open to every city."""

from .forms import core_forms, form_by_id, forms_here, is_code_taken
from .terms import current_terms, term_by_id, terms_by_code
from .versions import (
    adoptable,
    asked_by_city,
    current_core,
    current_of_all,
    current_version,
    last_version,
    version_by_id,
    versions_of,
)

__all__ = [
    "adoptable",
    "asked_by_city",
    "core_forms",
    "current_core",
    "current_of_all",
    "current_terms",
    "current_version",
    "form_by_id",
    "forms_here",
    "is_code_taken",
    "last_version",
    "term_by_id",
    "terms_by_code",
    "version_by_id",
    "versions_of",
]
