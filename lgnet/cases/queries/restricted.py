"""Reads of protected files: what the database shows to who asks, and nothing past that."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from lgnet.audit.models import AuditEvent
from lgnet.audit.queries import recent_events
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.network.models import Membership
from lgnet.network.queries import members_who_may
from lgnet.people.catalogue import group_ids
from lgnet.people.models import Person

from ..models import Case, RestrictedEntry, RestrictedFile, RestrictedReader
from .parties import persons_of

RIGHT = "cases.restricted"
# How many of the last looks a page shows.
SHOWN_LOOKS = 20


def may_read() -> QuerySet[Membership]:
    """Return who may be let in to a protected file here, by name."""
    return members_who_may(RIGHT)


def my_files() -> QuerySet[RestrictedFile]:
    """Return the files that are open to the one who asks, erased ones apart."""
    found = RestrictedFile.objects.exclude(data_key=b"")
    return found.select_related("case", "person", "recorded_by")


def files_about(case: Case, persons: Iterable[Person]) -> list[RestrictedFile]:
    """Return one's files about some people of a case, other records of them included.

    One that was opened here stays here, also when its person has left the case.
    """
    ids = [person.pk for person in persons]
    group = {one for found in group_ids(ids).values() for one in found} | set(ids)
    found = my_files().filter(Q(person_id__in=group) | Q(case=case))
    return list(found.order_by("recorded_at", "pk"))


def about_person(files: Iterable[RestrictedFile], person: Person) -> RestrictedFile | None:
    """Return the first of some files that is about a person, or about another record of them."""
    group = group_ids([person.pk]).get(person.pk, frozenset({person.pk}))
    return next((one for one in files if one.person_id in group), None)


def file_by_id(case: Case, file_id: UUID) -> RestrictedFile | None:
    """Return one's file about somebody of a case, or None: another's is as good as none."""
    files = files_about(case, persons_of(case))
    return next((one for one in files if one.pk == file_id), None)


def entries_of(file: RestrictedFile) -> QuerySet[RestrictedEntry]:
    """Return what was written in a file; pages take it by when it was."""
    return RestrictedEntry.objects.filter(file=file).select_related(
        "file", "recorded_by", "corrects"
    )


def readers_of(files: Iterable[RestrictedFile]) -> dict[UUID, list[RestrictedReader]]:
    """Return who is and was on the list of each file, who was let in first first."""
    rows = (
        RestrictedReader.objects.filter(file__in=list(files))
        .select_related("file", "user", "recorded_by", "ended_by")
        .order_by("recorded_at", "pk")
    )
    found: dict[UUID, list[RestrictedReader]] = defaultdict(list)
    for row in rows:
        found[row.file_id].append(row)
    return found


def living(day: dt.date | None = None) -> Q:
    """Return the condition on rows of a list: they count on a day, today unless named."""
    return Q(ended_at__isnull=True) & (
        Q(until_on__isnull=True) | Q(until_on__gt=day or timezone.localdate())
    )


def looks_at(file: RestrictedFile) -> list[AuditEvent]:
    """Return the last reads and changes of a file, from the compartment of its own."""
    here = required_scope("a protected file")
    with scope(city_id=here.city_id, compartment_id=file.pk, user_id=here.user_id):
        return list(recent_events()[:SHOWN_LOOKS])


def unread_count() -> int:
    """Return how many files of the open cell nobody reads any more; of whom, nobody learns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_restricted_unread()")
        return int(cursor.fetchone()[0])
