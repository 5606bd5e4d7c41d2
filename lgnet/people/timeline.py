"""What the people app itself knows of a person's story: when they were first recorded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .models import Person
from .registry import TimelineEntry


def moments_of(person: Person) -> Iterator[TimelineEntry]:
    """Yield when the person was recorded."""
    yield TimelineEntry(moment=person.created_at, label=_("Recorded"), icon="it-user")
