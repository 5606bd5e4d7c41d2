"""The national dictionary."""

from uuid import UUID

from django.db import models

from lgnet.forms.models import NationalTerm
from lgnet.forms.rules_problems import Term


def current_terms() -> models.QuerySet[NationalTerm]:
    """Return the terms in use."""
    return NationalTerm.objects.filter(is_current=True).order_by("code")


def all_terms() -> models.QuerySet[NationalTerm]:
    """Return every term, those out of use last."""
    return NationalTerm.objects.order_by("-is_current", "code")


def term_by_id(term_id: UUID) -> NationalTerm | None:
    """Return a term."""
    return NationalTerm.objects.filter(pk=term_id).first()


def terms_by_code() -> dict[str, Term]:
    """Return the terms in use as rules see them."""
    return {one.code: one.term for one in current_terms()}
