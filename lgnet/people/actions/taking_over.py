"""Taking somebody over from another city: a person of one's own, and a request to read by."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lgnet.audit.actions import record
from lgnet.people.enums import AskReason, RecordPart, RecordRequestState, Sex
from lgnet.people.models import Person, RecordRequest
from lgnet.people.profiles import NOT_ASKED, Profile

from .persons import create_person


@transaction.atomic
def take_over(
    *, person_id: UUID, request_id: UUID, from_city: str, profile: dict[str, Any], by: Any
) -> tuple[Person, RecordRequest]:
    """Record somebody whom another city hands over, and the request its answer belongs to.

    The record names nobody: what the other city tells stays an excerpt, which ends by its term or
    by being revoked. What the person tells here is this city's own.
    """
    with override("it"):
        known_as = _("From %(city)s") % {"city": from_city}
    person = create_person(
        id=person_id,
        by=by,
        profile=Profile(
            known_as=known_as,
            sex=Sex(profile["sex"]) if "sex" in profile else NOT_ASKED,
            language=profile.get("language", NOT_ASKED),
        ),
    )
    now = timezone.now()
    request = RecordRequest.objects.create(
        id=request_id,
        person=person,
        reason=AskReason.MOVED,
        parts=list(RecordPart.values),
        state=RecordRequestState.ACCEPTED,
        asked_at=now,
        asked_by=by,
        answered_at=now,
    )
    record(verb="people.taken_over", target=request, person=person.pk)
    return person, request
