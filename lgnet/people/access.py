"""Who may see a person, what the person answered, and who may change either."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import Organisation

from .enums import AccessReason, Purpose
from .models import Consent, Person, PersonAccess
from .rules_legal import LEGAL_BASES, ConsentState, may_use, state_of_answer
from .whole import rows_of


class SharingRefused(Exception):
    """Sharing cannot be changed so; ``str()`` says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a person, and where it stands today."""

    consent: Consent
    state: ConsentState

    @property
    def is_standing(self) -> bool:
        """Whether it is a yes that can be withdrawn."""
        return self.state is ConsentState.GIVEN


def live() -> Q:
    """Return the condition on access rows: not past their term."""
    return Q(until_at__isnull=True) | Q(until_at__gt=Now())


def live_access(person: Person) -> list[PersonAccess]:
    """Return why somebody may see a person now, care first, with who gave it.

    Each row has ``audience_name``, None for the joint service.
    """
    now = timezone.now()
    rows: list[PersonAccess] = rows_of(person, "accesses", "granted_by")
    return sorted(
        (row for row in rows if row.until_at is None or row.until_at > now),
        key=lambda row: (row.reason != AccessReason.CARE, row.granted_at, row.pk),
    )


def answers_of(person: Person) -> list[Answer]:
    """Return every answer of a person with where it stands, the newest first."""
    rows = rows_of(person, "consents", "recipient", "given_by", "withdrawn_by")
    return answers_in(rows, today=timezone.localdate())


def answers_in(newest_first: Iterable[Consent], *, today: dt.date) -> list[Answer]:
    """Return where each answer stands; a question is a person, a purpose and a recipient."""
    asked: set[tuple[UUID, str, UUID | None]] = set()
    found = []
    for consent in newest_first:
        question = (consent.person_id, consent.purpose, consent.recipient_id)
        state = state_of_answer(
            is_given=consent.is_given,
            is_withdrawn=consent.withdrawn_at is not None,
            is_newest=question not in asked,
            expires_on=consent.expires_on,
            today=today,
        )
        asked.add(question)
        found.append(Answer(consent, state))
    return found


def has_consent(person: Person, purpose: Purpose, recipient_id: UUID | None = None) -> bool:
    """Return whether data of a person may be used for a purpose now, by their newest answer."""
    newest = (
        Consent.objects.filter(person=person, purpose=purpose, recipient_id=recipient_id)
        .order_by("-given_at", "-pk")
        .first()
    )
    answer = answers_in([newest], today=timezone.localdate())[0].state if newest else None
    return may_use(purpose, answer)


def same_question(consent: Consent) -> models.QuerySet[Consent]:
    """Return the answers to the same question as ``consent``, itself among them."""
    return Consent.objects.filter(
        person_id=consent.person_id,
        purpose=consent.purpose,
        recipient_id=consent.recipient_id,
    )


def recipients_for(person: Person, *, asked_by: Organisation) -> models.QuerySet[Organisation]:
    """Return the organisations of the city that a person may be shared with, by name.

    Left out: who asks, and who sees the person by working with them. In a refuge's compartment
    nobody: what lies there is shared with no one.
    """
    found = required_scope("sharing")
    if found.compartment_id != OPEN_COMPARTMENT:
        return Organisation.objects.none()
    caring = set(
        PersonAccess.objects.filter(live(), person=person, reason=AccessReason.CARE)
        .order_by()
        .values_list("audience_id", flat=True)
    )
    others = Organisation.objects.filter(city_id=found.city_id).exclude(pk=asked_by.pk)
    if found.city_id in caring:
        others = others.filter(is_joint=False)
    return others.exclude(pk__in=caring).order_by("name")


def check_audience(audience_id: UUID) -> None:
    """Raise SharingRefused for an audience that is neither the city nor an organisation of it.

    National bodies see figures, never a person.
    """
    found = required_scope("sharing")
    if audience_id == found.city_id:
        return
    if not Organisation.objects.filter(pk=audience_id, city_id=found.city_id).exists():
        raise SharingRefused(_("This organisation does not work in this city."))


def check_asked(purpose: Purpose) -> None:
    """Raise SharingRefused where a purpose is no matter of consent: a no would change nothing."""
    if not LEGAL_BASES[purpose].is_asked:
        raise SharingRefused(_("Nobody is asked about this: it is the task of the city."))


def cares(person: Person, audience_id: UUID | None) -> bool:
    """Return whether an audience sees a person because it works with them."""
    return PersonAccess.objects.filter(
        live(), person=person, audience_id=audience_id, reason=AccessReason.CARE
    ).exists()


def can_restrict(person: Person, organisation: Organisation) -> bool:
    """Return whether ``check_may_restrict`` lets it pass."""
    try:
        check_may_restrict(person, organisation)
    except SharingRefused:
        return False
    return True


def check_may_restrict(person: Person, organisation: Organisation) -> None:
    """Raise SharingRefused unless the organisation works in the joint service that sees a person.

    Whoever was shown a person by consent or referral cannot shut out those who work with them.
    """
    found = required_scope("sharing")
    if not organisation.is_joint or not cares(person, found.city_id):
        raise SharingRefused(_("This record is not open to the joint service."))


def can_open(person: Person, organisation: Organisation) -> bool:
    """Return whether ``check_may_open`` lets it pass."""
    try:
        check_may_open(person, organisation)
    except SharingRefused:
        return False
    return True


def check_may_open(person: Person, organisation: Organisation) -> None:
    """Raise SharingRefused unless the organisation of the joint service keeps a person to itself.

    An organisation outside shares whom it recorded by consent only.
    """
    found = required_scope("sharing")
    is_kept = cares(person, organisation.pk) and not cares(person, found.city_id)
    if not organisation.is_joint or not is_kept:
        raise SharingRefused(_("This record is not kept to your organisation."))
