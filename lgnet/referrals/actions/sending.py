"""Sending somebody to others, taking it back, and taking up again what came back."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.directory.models import Offer, Service
from lgnet.network.models import City, Organisation
from lgnet.people.access import has_consent
from lgnet.people.actions.match_tokens import refuses_other_cities
from lgnet.people.actions.record_requests import revoke_excerpt, sealed_for
from lgnet.people.enums import GivingBasis, Purpose
from lgnet.people.models import Person, ReceivedRequest
from lgnet.referrals import rules
from lgnet.referrals.access import ReferralRefused
from lgnet.referrals.enums import FactKind, ReceiverKind, SharedField, Urgency
from lgnet.referrals.models import Referral, ReferralFact
from lgnet.referrals.queries.reading import policy_here
from lgnet.referrals.registry import tell_sent, tell_withdrawn
from lgnet.referrals.rules_sharing import basis_for, wrong_fields
from lgnet.referrals.shared import for_other_city, kept, parts_of, taken, without_identity

from .facts import add_fact, carry
from .links import send_link
from .telling import tell_receivers

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """To whom: an offer of the directory, with whether they answer by a link, or a city."""

    offer: Offer | None = None
    is_by_link: bool = False
    city: City | None = None

    @property
    def kind(self) -> ReceiverKind:
        """Return the way in which they answer."""
        if self.city is not None:
            return ReceiverKind.CITY
        return ReceiverKind.BODY if self.is_by_link else ReceiverKind.ORGANISATION

    @property
    def organisation(self) -> Organisation | None:
        """Return the organisation that runs the offer's site."""
        return self.offer.site.organisation if self.offer is not None else None

    @property
    def is_joint(self) -> bool:
        """Return whether it shares the city's record of people."""
        found = self.organisation
        return found is not None and found.is_joint and not self.is_by_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is told: fields by their ticks, named reasons of urgency, some words."""

    fields: Collection[str] = ()
    urgency: Collection[str] = field(default_factory=tuple)
    note: str = ""


@transaction.atomic
def send_referral(
    *,
    id: UUID,
    person: Person,
    service: Service,
    receiver: Receiver,
    telling: Telling,
    from_organisation: Organisation,
    by: Any,
    email: str = "",
    base_url: str = "",
    need_id: UUID | None = None,
    at: dt.datetime | None = None,
    mail_through: Any = None,
) -> Referral:
    """Send somebody, and return the referral; the same ``id`` sends once.

    ``at``: when it was sent, now unless said. ``mail_through``: a connection for the e-mail,
    the installation's unless said.

    Raises ValidationError by field for what may not be told so, ReferralRefused where the e-mail
    with the link does not leave, or the person said no to other cities.
    """
    known = Referral.objects.filter(pk=id, person=person).order_by("pk").first()
    if known is not None:
        return known
    given = checked(person, receiver, telling, email)
    now = at or timezone.now()
    referral = Referral(
        id=id,
        person=person,
        service=service,
        to_kind=receiver.kind,
        offer=receiver.offer,
        to_organisation=receiver.organisation,
        to_city=receiver.city,
        from_organisation=from_organisation,
        urgency=[one for one in Urgency.values if one in set(telling.urgency)],
        given=given,
        content=kept(taken(person, given, note=telling.note.strip())),
        need_id=need_id,
        sent_at=now,
        sent_by=by,
        due_at=rules.due_at(now, policy_here().answer_hours),
    )
    if receiver.city is not None:
        referral.profile = without_identity(person, today=timezone.localdate())
        referral.parts = dict.fromkeys(parts_of(given), GivingBasis.TRANSFER.value)
        # Where the other city will read it: in an excerpt of people's with this identifier.
        referral.for_city = sealed_for(receiver.city.pk, id, for_other_city(person, given))
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        raise ReferralRefused(_("This was sent already.")) from None
    ReferralFact.objects.create(
        referral=referral,
        position=1,
        kind=FactKind.SENT,
        due_at=referral.due_at,
        recorded_at=now,
        recorded_by=by,
    )
    record(verb="referrals.sent", target=referral, person=person.pk, fields=sorted(given))
    if receiver.kind == ReceiverKind.BODY:
        send_link(
            referral=referral,
            email=email,
            by=by,
            base_url=base_url,
            at=now,
            mail_through=mail_through,
        )
    elif receiver.kind == ReceiverKind.ORGANISATION:
        tell_receivers(referral)
    else:
        carry(referral.pk)
    tell_sent(referral, by)
    return referral


@transaction.atomic
def withdraw_referral(*, referral_id: UUID, by: Any) -> Referral:
    """Take back what was sent: who received sees it no more, and what was told is closed.

    What another city was told is revoked. Raises ReferralRefused, Referral.DoesNotExist.
    """
    referral = add_fact(referral_id=referral_id, kind=FactKind.WITHDRAWN, by=by)
    if referral.to_kind == ReceiverKind.CITY:
        if ReceivedRequest.objects.filter(pk=referral.pk).order_by().exists():
            revoke_excerpt(received_id=referral.pk, by=by)
        carry(referral.pk)
    tell_withdrawn(referral, by)
    return referral


@transaction.atomic
def send_again(*, referral_id: UUID, by: Any) -> Referral:
    """Take a withdrawal back; raises ReferralRefused after the term, or after another city's yes.

    What was revoked there stays revoked: it is sent anew.
    """
    if ReceivedRequest.objects.filter(pk=referral_id).order_by().exists():
        raise ReferralRefused(_("The other city had accepted. Send it anew."))
    referral = add_fact(referral_id=referral_id, kind=FactKind.SENT, by=by)
    if referral.to_kind == ReceiverKind.CITY:
        carry(referral.pk)
    tell_sent(referral, by)
    return referral


@transaction.atomic
def take_up(*, referral_id: UUID, by: Any) -> Referral:
    """Say that what came back is taken up here; raises ReferralRefused, Referral.DoesNotExist."""
    referral = add_fact(referral_id=referral_id, kind=FactKind.CLOSED, by=by)
    if referral.to_kind == ReceiverKind.CITY:
        carry(referral.pk)
    return referral


def may_tell_city(person: Person) -> None:
    """Raise ReferralRefused for somebody who said no to other cities."""
    if refuses_other_cities(person):
        raise ReferralRefused(_("This person said no to other cities. Ask them first."))


def checked(person: Person, receiver: Receiver, telling: Telling, email: str) -> dict[str, str]:
    """Return field -> ground of what is told; raises ValidationError by field."""
    kind, organisation = receiver.kind, receiver.organisation
    if kind == ReceiverKind.CITY:
        may_tell_city(person)
    has_agreed = organisation is not None and has_consent(person, Purpose.SHARING, organisation.pk)
    wrong: dict[str, str] = {}
    asked: dict[str, Any] = {"kind": kind, "is_joint": receiver.is_joint, "has_consent": has_agreed}
    ticked = [one for one in SharedField.values if one in set(telling.fields)]
    if not ticked:
        wrong["fields"] = _("Tick what is told: without anything nobody can answer.")
    elif wrong_fields(ticked, **asked):
        wrong["fields"] = _("The person has not agreed to tell all of this to them.")
    if SharedField.NOTE in ticked and not telling.note.strip():
        wrong["note"] = _("Write what you want to tell, or take the tick away.")
    if telling.note.strip() and SharedField.NOTE not in ticked:
        wrong["note"] = _("This is not ticked to be told. Tick it, or empty it.")
    if len(telling.note) > LONGEST_NOTE:
        wrong["note"] = _("This is too long: 1000 characters at most.")
    if kind == ReceiverKind.BODY and not email:
        wrong["email"] = _("Write the e-mail address to which the link goes.")
    if wrong:
        raise ValidationError(wrong)
    grounds = {one: basis_for(one, **asked) for one in ticked}
    return {one: basis.value for one, basis in grounds.items() if basis is not None}
