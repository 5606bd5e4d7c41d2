"""Loading answers in bulk, for the demo: what stands opens the record as if asked at a desk."""

from collections.abc import Iterable

from django.utils import timezone

from lgnet.kernel.bulk import Written, upsert
from lgnet.kernel.ids import derived_uuid
from lgnet.people.access import answers_in
from lgnet.people.enums import AccessReason, Purpose
from lgnet.people.models import Consent, PersonAccess
from lgnet.people.rules_legal import ConsentState, end_of


def load_consents(consents: Iterable[Consent]) -> Written:
    """Write answers in the open scope, with the access that a standing yes to sharing gives.

    Each person's answers must be given whole: the newest to each question is the one that
    counts.
    """
    rows = list(consents)
    newest_first = sorted(rows, key=lambda row: (row.given_at, row.pk), reverse=True)
    written = upsert(Consent, rows)
    upsert(
        PersonAccess,
        [
            PersonAccess(
                id=derived_uuid("consent-access", answer.consent.pk),
                person_id=answer.consent.person_id,
                audience_id=answer.consent.recipient_id,
                reason=AccessReason.CONSENT,
                source_id=answer.consent.pk,
                granted_at=answer.consent.given_at,
                granted_by_id=answer.consent.given_by_id,
                until_at=end_of(answer.consent.expires_on),
            )
            for answer in answers_in(newest_first, today=timezone.localdate())
            # One past its last day ends by that day, here as at the desk.
            if answer.state in (ConsentState.GIVEN, ConsentState.EXPIRED)
            and answer.consent.purpose == Purpose.SHARING
        ],
    )
    return written
