"""What the third and fourth step of sending show: fields with their ground, as they would go."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lgnet.people.access import has_consent
from lgnet.people.catalogue import Line
from lgnet.people.enums import Purpose
from lgnet.people.models import Person

from .actions.sending import Receiver, Telling, checked
from .enums import SharedField, SharingBasis
from .queries.reading import policy_here
from .rules import due_at
from .rules_sharing import basis_for, fields_for
from .shared import nameless_words, preview, without_identity
from .wording import urgency_words


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that can be told: on what ground, what it would say, whether it is ticked."""

    field: SharedField
    basis: SharingBasis | None
    lines: list[Line]
    is_ticked: bool


def choices(person: Person, receiver: Receiver, ticked: Collection[str] | None) -> list[Choice]:
    """Return the fields that can be told to a receiver, those that may not be with their reason."""
    fields = fields_for(receiver.kind, is_joint=receiver.is_joint)
    shown = preview(person, fields)
    has_agreed = agreed(person, receiver)
    chosen = set(ticked or ())
    found = []
    for field in fields:
        if field == SharedField.NOTE:
            lines: list[Line] = []
        else:
            lines = shown[field]
        basis = basis_for(
            field, kind=receiver.kind, is_joint=receiver.is_joint, has_consent=has_agreed
        )
        # What nobody knows of the person cannot be told.
        if lines or field in (SharedField.NOTE, SharedField.RECORD):
            found.append(Choice(field, basis, lines, field in chosen and basis is not None))
    return found


def chosen(person: Person, receiver: Receiver, ticked: Collection[str], note: str) -> list[Choice]:
    """Return what was ticked, as it would go."""
    return [
        Choice(
            one.field,
            one.basis,
            [Line("", note)] if one.field == SharedField.NOTE else one.lines,
            True,
        )
        for one in choices(person, receiver, ticked)
        if one.is_ticked
    ]


def check(person: Person, receiver: Receiver, telling: Telling, *, email: str) -> None:
    """Raise ValidationError by field, ReferralRefused, for what could not be sent so."""
    checked(person, receiver, telling, email)


def add_errors(form: Any, problem: ValidationError) -> None:
    """Put what was wrong beside its cause."""
    for name, errors in problem.message_dict.items():
        form.add_error("fields_told" if name == "fields" else name, errors)


def agreed(person: Person, receiver: Receiver) -> bool:
    """Return whether the person agrees now that this organisation is told."""
    organisation = receiver.organisation
    return organisation is not None and has_consent(person, Purpose.SHARING, organisation.pk)


def consent_url(request: Any, person: Person, receiver: Receiver) -> str:
    """Return where an agreement is recorded, or empty where there is none to ask for."""
    if receiver.city is not None or receiver.is_joint or agreed(person, receiver):
        return ""
    if "people.consent" not in request.permissions:
        return ""
    return reverse("people:consent_new", args=[person.pk, Purpose.SHARING.value])


def partner_words(receiver: Receiver) -> str:
    """Return to whom it goes."""
    if receiver.city is not None:
        return receiver.city.name
    site = receiver.offer.site if receiver.offer else None
    return f"{site.name} · {site.organisation.name}" if site else ""


def nameless(person: Person) -> list[str]:
    """Return what another city sees before it accepts."""
    return nameless_words(without_identity(person, today=timezone.localdate()))


def urgency(codes: Collection[str]) -> list[str]:
    """Return the named reasons in words."""
    return urgency_words(list(codes))


def due(now: dt.datetime) -> dt.datetime:
    """Return until when an answer would count if it were sent now."""
    return due_at(now, policy_here().answer_hours)
