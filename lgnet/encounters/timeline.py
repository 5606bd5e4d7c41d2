"""Contacts as moments of a person's page."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from lgnet.people.models import Person
from lgnet.people.registry import TIMELINE_LENGTH, TimelineEntry

from .enums import NeedKind, Setting
from .queries.contacts import encounters_with

LONGEST_EXCERPT = 200


def moments_of(person: Person, *, before: dt.datetime | None = None) -> Iterator[TimelineEntry]:
    """Yield the newest contacts with a person, those before a moment where one is given."""
    encounter: Any
    for encounter in encounters_with(person, most=TIMELINE_LENGTH, before=before):
        is_street = encounter.setting == Setting.STREET
        needs = ", ".join(str(NeedKind(kind).label) for kind in encounter.need_kinds)
        note = Truncator(encounter.note).chars(LONGEST_EXCERPT)
        author = encounter.recorded_by
        yield TimelineEntry(
            moment=encounter.happened_at,
            label=_("Met on the street") if is_street else _("Came to the desk"),
            text="\n".join(part for part in (needs, note) if part),
            url=reverse("encounters:detail", args=[encounter.pk]),
            by=author.get_full_name() if author else "",
            icon="it-comment",
        )
