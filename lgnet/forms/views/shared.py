"""What several pages of forms need."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import get_language

from lgnet.forms.access import Written
from lgnet.forms.queries import form_by_id


def form_or_404(form_id: UUID) -> Written:
    """Return a form of the own city, or of the nation for who works for it."""
    found = form_by_id(form_id)
    if found is None:
        raise Http404
    return found


def page_language() -> str:
    """Return the language of the page, as forms name it."""
    return (get_language() or "it").split("-")[0]


def is_national(request: Any) -> bool:
    """Return whether the member works for the nation."""
    return request.membership.city_id is None
