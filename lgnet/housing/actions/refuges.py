"""Asking the refuges of the city for protection, in the open cell (docs/adr/0014).

The asker's row is written here; the copies in the refuges by a function of the database, in the
same transaction. Neither this code nor its caller learns how many there are, or whether any is.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.housing.enums import PlaceNeed, RefugeAnswer, Urgency
from lgnet.housing.models import ReceivedRefugeRequest, RefugeRequest
from lgnet.housing.refuge_profile import RefugeProfile
from lgnet.housing.rules import AGE_BANDS, REFUGE_TERM
from lgnet.people.models import Person, PersonLanguage

from .refusals import HousingRefused


class RefugeRefused(HousingRefused):
    """Protection cannot be asked for, or answered, as things stand."""


@transaction.atomic
def ask_refuges(
    *,
    id: UUID,
    person: Person,
    party: int,
    urgency: Iterable[str],
    needs: Iterable[str],
    contact: str,
    by: Any,
) -> RefugeRequest:
    """Ask every refuge of the city for a person, and return the request.

    A form sent twice asks once. Raises RefugeRefused where a request for the person waits.
    """
    known = RefugeRequest.objects.filter(pk=id, person=person).order_by("pk").first()
    if known is not None:
        return known
    settle_past_requests()
    asked = RefugeRequest(
        id=id,
        person=person,
        party=party,
        urgency=sorted(Urgency(code).value for code in set(urgency)),
        needs=sorted(PlaceNeed(code).value for code in set(needs)),
        contact=contact,
        asked_at=timezone.now(),
        asked_by=by,
    )
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        raise RefugeRefused(_("A request about this person is waiting already.")) from None
    copy = ReceivedRefugeRequest(id=uuid4())
    profile = profile_for_refuge(
        person, party=party, urgency=asked.urgency, needs=asked.needs, today=timezone.localdate()
    )
    texts = {"profile": profile.to_text(), "contact": contact}
    sealed = [
        bytes(ReceivedRefugeRequest._meta.get_field(name).sealed(copy, text))  # type: ignore[union-attr]
        for name, text in texts.items()
    ]
    _send(asked, copy.pk, *sealed)
    record(verb="housing.refuge_asked", target=asked, person=person.pk)
    return asked


@transaction.atomic
def withdraw_refuge_request(*, asked: RefugeRequest, by: Any) -> RefugeRequest:
    """Take a request back, also one that was accepted: nobody comes. It reaches the refuges.

    Withdrawing twice changes nothing. Raises RefugeRefused for one answered "not now".
    """
    current = locked_request(asked)
    if current.withdrawn_at is not None:
        return current
    if current.standing == RefugeAnswer.NOT_NOW:
        raise RefugeRefused(_("This request has been answered meanwhile."))
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    _send(current)
    record(verb="housing.refuge_ask_withdrawn", target=current, person=current.person_id)
    return current


@transaction.atomic
def restore_refuge_request(*, asked: RefugeRequest, by: Any) -> RefugeRequest:
    """Take a withdrawal back; raises RefugeRefused where another request waits by now."""
    current = locked_request(asked)
    if current.withdrawn_at is None:
        return current
    current.withdrawn_at = None
    try:
        with transaction.atomic():
            current.save(update_fields=["withdrawn_at"])
    except IntegrityError:
        raise RefugeRefused(_("A request about this person is waiting already.")) from None
    _send(current)
    record(verb="housing.refuge_ask_restored", target=current, person=current.person_id)
    return current


def profile_for_refuge(
    person: Person,
    *,
    party: int,
    urgency: Sequence[str],
    needs: Sequence[str],
    today: dt.date,
) -> RefugeProfile:
    """Return what a refuge may read of a person: no name, no birth date, no citizenship."""
    ages = person.ages_on(today)
    bands = {max(start for start in AGE_BANDS if start <= age) for age in ages or ()}
    spoken = PersonLanguage.objects.filter(person=person).order_by("pk")
    languages = [person.language, *spoken.values_list("language", flat=True)]
    return RefugeProfile(
        sex=person.sex,
        band=bands.pop() if len(bands) == 1 else None,
        languages=list(dict.fromkeys(code for code in languages if code)),
        party=party,
        urgency=list(urgency),
        needs=list(needs),
    )


def settle_past_requests() -> int:
    """Answer "not now" what nobody accepted within the term, in the open scope; return how many.

    The moment is that of the term, whenever this runs.
    """
    past = RefugeRequest.objects.filter(
        answer=RefugeAnswer.WAITING,
        withdrawn_at__isnull=True,
        asked_at__lte=timezone.now() - REFUGE_TERM,
    )
    settled = 0
    for asked in past.order_by("pk"):
        current = locked_request(asked)
        if current.answer == RefugeAnswer.WAITING and current.withdrawn_at is None:
            current.answer = RefugeAnswer.NOT_NOW
            current.answered_at = current.asked_at + REFUGE_TERM
            current.save(update_fields=["answer", "answered_at"])
            settled += 1
    return settled


def locked_request(asked: RefugeRequest) -> RefugeRequest:
    """Return the asker's row as it stands, under the lock that an answer takes, too."""
    lock_request(asked.pk)
    return RefugeRequest.objects.select_for_update(of=("self",)).order_by().get(pk=asked.pk)


def lock_request(request_id: UUID) -> None:
    """Take the one lock of a request and its copies, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"refuge|{request_id}"]
        )


def _send(
    asked: RefugeRequest,
    copy: UUID | None = None,
    profile: bytes | None = None,
    contact: bytes | None = None,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT housing_ask_refuges(%s, %s, %s, %s)", [asked.pk, copy, profile, contact]
        )
