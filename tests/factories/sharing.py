"""Consents and members outside the joint service, for tests of sharing."""

import datetime as dt

from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.network.models import Organisation
from lgnet.people.actions.consents import record_consent
from lgnet.people.consent_texts import CURRENT
from lgnet.people.enums import Explained, Purpose
from lgnet.people.models import Consent, Person


def step_outside(client) -> Organisation:
    """Take a signed-in member's organisation out of the joint service, and return it."""
    organisation = client.member.organisation
    organisation.is_joint = False
    organisation.save()
    return organisation


def answer(
    person: Person,
    recipient: Organisation | None = None,
    *,
    by,
    is_given: bool = True,
    days: int | None = 30,
    **fields,
) -> Consent:
    """Record an answer: to sharing where there is a recipient, else to ``purpose``."""
    expires_on = timezone.localdate() + dt.timedelta(days=days) if days is not None else None
    return record_consent(
        **{
            "id": uuid7(),
            "person_id": person.pk,
            "by": by,
            "purpose": Purpose.SHARING,
            "is_given": is_given,
            "text_version": CURRENT,
            "language": "fra",
            "explained": Explained.SPOKEN,
            "recipient": recipient,
            "expires_on": expires_on,
            **fields,
        }
    )
