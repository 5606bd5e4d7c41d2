"""Protected files: writing in one, opening the first, letting in, taking off the list.

Every deed is audited in the compartment of the file, where the city's access log does not reach.
Identifiers are derived from the form's and its sender: another's cannot be tried.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.enums_restricted import Harm
from lgnet.cases.models import Case, RestrictedEntry, RestrictedFile, RestrictedReader
from lgnet.cases.queries import restricted as queries
from lgnet.cases.rules_restricted import may_end, reads_on, says_something
from lgnet.cases.rules_team import day_after
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.notifications.actions import notify
from lgnet.people.models import Person

from .persons import person_of_case
from .refusals import AlreadyWritten
from .restricted_refusals import (
    CannotRead,
    DayPast,
    LastHolder,
    NotHolder,
    ReadsAlready,
    SaysNothing,
)
from .states import locked

LET_IN = "cases.restricted_let_in"


def own_id(kind: str, form_id: UUID, by: Any) -> UUID:
    """Return the identifier of what a form makes: the same form of the same sender makes one."""
    return derived_uuid("cases", kind, form_id, by.pk)


def record_in(file: RestrictedFile, *, verb: str, **detail: Any) -> None:
    """Append to the audit of a file, which only its readers open."""
    here = required_scope("a protected file")
    with scope(city_id=here.city_id, compartment_id=file.pk, user_id=here.user_id):
        record(verb=verb, target=file, **detail)


@transaction.atomic
def write_entry(
    *,
    id: UUID,
    case: Case,
    by: Any,
    file: RestrictedFile | None = None,
    person: Person | None = None,
    text: str = "",
    harm: str | None = None,
    told_day: dt.date | None = None,
    teller: str = "",
    corrects: RestrictedEntry | None = None,
) -> RestrictedEntry:
    """Write in a file, or open one with its first entry, and return the entry.

    Without a file it is about ``person``, somebody of the case: the one it goes through unless
    named. The same form again writes once. Raises SaysNothing, AlreadyWritten, NotInCase.
    """
    said = {
        "text": text.strip(),
        "harm": Harm(harm).value if harm else None,
        "told_day": told_day,
        "teller": teller.strip(),
    }
    if not says_something(text=text, harm=harm):
        raise SaysNothing
    current = locked(case)
    entry_id = own_id("entry", id, by)
    known = RestrictedEntry.objects.select_related("file").filter(pk=entry_id).order_by().first()
    if known is not None:
        if any((getattr(known, name) or None) != (value or None) for name, value in said.items()):
            raise AlreadyWritten
        if person is not None and queries.about_person([known.file], person) is None:
            raise AlreadyWritten
        return known
    if file is None:
        about = person_of_case(current, person)
        # One that was opened in another tab meanwhile.
        mine = queries.about_person(queries.files_about(current, [about]), about)
        file = mine or _opened(own_id("file", id, by), current, about, by)
    if corrects is not None and corrects.file_id != file.pk:
        raise ValueError("A correction belongs to the same file.")
    entry = RestrictedEntry.objects.create(
        id=entry_id, file=file, corrects=corrects, recorded_by=by, **said
    )
    record_in(file, verb="cases.restricted_written", entry=entry.pk)
    return entry


def _opened(file_id: UUID, case: Case, person: Person, by: Any) -> RestrictedFile:
    file = RestrictedFile(id=file_id, case=case, person=person, recorded_by=by)
    file.save(force_insert=True)
    RestrictedReader.objects.create(
        file=file, user=by, is_opening=True, is_holder=True, recorded_by=by
    )
    record_in(file, verb="cases.restricted_opened")
    return file


@transaction.atomic
def let_in(
    *,
    id: UUID,
    file: RestrictedFile,
    user_id: UUID,
    by: Any,
    reason: str,
    last_on: dt.date | None = None,
    is_holder: bool = False,
) -> RestrictedReader:
    """Let a colleague read a file up to and with a day, or hold it too; return their row.

    The same form again lets in once. Raises NotHolder, CannotRead, ReadsAlready, DayPast.
    """
    today = timezone.localdate()
    readers = _locked_readers(file)
    reader_id = own_id("reader", id, by)
    known = next((one for one in readers if one.pk == reader_id), None)
    if known is not None:
        return known
    if by.pk not in {one.user_id for one in _holders(readers)}:
        raise NotHolder
    if user_id == by.pk or not queries.may_read().filter(user_id=user_id).exists():
        raise CannotRead
    if last_on is not None and last_on < today:
        raise DayPast
    for one in readers:
        if one.user_id != user_id or one.ended_at is not None:
            continue
        if reads_on(today, until_on=one.until_on, is_ended=False):
            raise ReadsAlready
        # Its day is over: the new row takes its place.
        _end(one, by)
    reader = RestrictedReader.objects.create(
        id=reader_id,
        file=file,
        user_id=user_id,
        is_holder=is_holder,
        until_on=None if is_holder else day_after(last_on),
        reason=reason.strip(),
        recorded_by=by,
    )
    record_in(file, verb="cases.restricted_let_in", user=user_id, holds=is_holder)
    notify(
        user_ids=[user_id],
        kind=LET_IN,
        arguments={"on": today},
        url_name="cases:protection",
        url_args={"case_id": file.case_id},
    )
    return reader


@transaction.atomic
def take_off(*, file: RestrictedFile, reader_id: UUID, by: Any) -> RestrictedReader:
    """Take somebody off the list of a file at once; done twice is done once.

    Raises NotHolder, LastHolder, RestrictedReader.DoesNotExist.
    """
    readers = _locked_readers(file)
    reader = next((one for one in readers if one.pk == reader_id), None)
    if reader is None:
        raise RestrictedReader.DoesNotExist
    if reader.ended_at is not None:
        return reader
    holders = _holders(readers)
    if by.pk not in {one.user_id for one in holders}:
        raise NotHolder
    if not may_end(reader.pk, [one.pk for one in holders]):
        raise LastHolder
    # While the list still shows it to who goes.
    record_in(file, verb="cases.restricted_taken_off", user=reader.user_id)
    _end(reader, by)
    return reader


def _end(reader: RestrictedReader, by: Any) -> None:
    reader.ended_at, reader.ended_by = timezone.now(), by
    reader.save(update_fields=["ended_at", "ended_by"])


def _holders(readers: list[RestrictedReader]) -> list[RestrictedReader]:
    return [one for one in readers if one.is_holder and one.ended_at is None]


def _locked_readers(file: RestrictedFile) -> list[RestrictedReader]:
    """Return the list as it stands now; nobody else changes it until the transaction ends."""
    RestrictedFile.objects.select_for_update(of=("self",)).order_by().get(pk=file.pk)
    return queries.readers_of([file])[file.pk]
