"""Forms as they are being written: a city's in its cell, the core for the national direction."""

from typing import Any
from uuid import UUID

from django.db import models

from lgnet.forms.models import CityForm, CoreForm
from lgnet.kernel.tenancy import current_scope

Written = CityForm | CoreForm


def is_national() -> bool:
    """Return whether who looks works for the nation: the open scope has no city."""
    found = current_scope()
    return found is None or found.city_id is None


def forms_here() -> models.QuerySet[Any]:
    """Return the forms that who looks may write: the city's, or the national ones."""
    if is_national():
        return CoreForm.objects.order_by("code")
    return CityForm.objects.order_by("code", "pk")


def core_forms() -> models.QuerySet[CoreForm]:
    """Return the national forms."""
    return CoreForm.objects.order_by("code")


def form_by_id(form_id: UUID) -> Written | None:
    """Return a form of the place in which somebody works; elsewhere and nowhere are the same."""
    return forms_here().filter(pk=form_id).first()


def is_code_taken(code: str) -> bool:
    """Return whether a form of this place has the code."""
    return forms_here().filter(code=code).exists()
