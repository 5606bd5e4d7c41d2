"""The one person that an address names."""

from uuid import UUID

from django.http import Http404

from .. import queries
from ..models import Person


def person_or_404(person_id: UUID) -> Person:
    """Return a person whom this member may see; elsewhere and nowhere are the same 404."""
    person = queries.person_by_id(person_id)
    if person is None:
        raise Http404
    return person
