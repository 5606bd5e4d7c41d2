"""Asking the protection service: a word to whom the city named, without a word of why."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.cases.models import Case, ProtectionAsk, ProtectionPolicy
from lgnet.cases.queries import protection as queries
from lgnet.kernel.conflicts import Conflict
from lgnet.network.models import Organisation
from lgnet.notifications.actions import notify
from lgnet.people.models import Person
from lgnet.referrals.access import ReferralRefused
from lgnet.referrals.actions.sending import Receiver, Telling, send_referral
from lgnet.referrals.enums import SharedField, Urgency

from .persons import person_of_case
from .refusals import AlreadyWritten
from .restricted import own_id
from .restricted_refusals import IsTheContact, NobodyNamed, NotSent
from .states import locked

ASKED = "cases.protection_asked"
FIELDS = ("contact", "offer", "local_name", "local_number")
# Enough to receive somebody; what happened is told by the person, if and to whom they wish.
TOLD = (SharedField.CALLED, SharedField.LANGUAGES)


@transaction.atomic
def ask_protection(
    *,
    id: UUID,
    case: Case,
    by: Any,
    from_organisation: Organisation,
    person: Person | None = None,
    base_url: str = "",
    mail_through: Any = None,
) -> ProtectionAsk:
    """Ask whom the city named, and return what was asked; the same form again asks once.

    It is about ``person``, somebody of the case: the one it goes through unless named.
    Who reads a protected file of the person gets a notice too; who asks learns nothing of that.
    Raises NobodyNamed, IsTheContact, NotSent, NotInCase, AlreadyWritten.
    """
    current = locked(case)
    ask_id = own_id("ask", id, by)
    known = ProtectionAsk.objects.filter(pk=ask_id).order_by().first()
    about = person_of_case(current, person)
    if known is not None:
        if known.person_id != about.pk:
            raise AlreadyWritten
        return known
    named = queries.named_by(queries.protection_here())
    if named is None:
        raise NobodyNamed
    if named.contact is not None and named.contact.pk == by.pk:
        raise IsTheContact
    referral = None
    if named.offer is not None:
        try:
            referral = send_referral(
                id=ask_id,
                person=about,
                service=named.offer.service,
                receiver=Receiver(offer=named.offer, is_by_link=named.is_by_link),
                telling=Telling(fields=TOLD, urgency=(Urgency.PROTECTION,)),
                from_organisation=from_organisation,
                by=by,
                email=named.offer.site.email if named.is_by_link else "",
                base_url=base_url,
                mail_through=mail_through,
            )
        except ReferralRefused as refused:
            raise NotSent(str(refused)) from refused
        except ValidationError as problem:
            raise NotSent(" ".join(problem.messages)) from problem
    ask = ProtectionAsk.objects.create(
        id=ask_id,
        case=current,
        person=about,
        contact=named.contact,
        referral=referral,
        recorded_by=by,
    )
    record(verb="cases.protection_asked", target=current, person=about.pk)
    today = timezone.localdate()
    if named.contact is not None:
        notify(
            user_ids=[named.contact.pk],
            kind=ASKED,
            arguments={"on": today},
            url_name="cases:protection",
            url_args={"case_id": current.pk},
            once_key=f"{ASKED}:{ask.pk}",
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_restricted_tell(%s, %s, %s)", [ask.pk, current.pk, today])
    return ask


@transaction.atomic
def take_up(*, ask: ProtectionAsk, by: Any) -> ProtectionAsk:
    """Say that one sees to what was asked, and return it; done twice is done once.

    Raises Conflict for who was not asked.
    """
    current = ProtectionAsk.objects.select_for_update(of=("self",)).order_by().get(pk=ask.pk)
    if current.contact_id != by.pk:
        raise Conflict("Somebody else was asked.")
    if current.taken_at is None:
        current.taken_at, current.taken_by = timezone.now(), by
        current.save(update_fields=["taken_at", "taken_by"])
        record(verb="cases.protection_taken", target=current, case=current.case_id)
    return current


@transaction.atomic
def set_protection(*, by: Any, **facts: Any) -> ProtectionPolicy:
    """Name whom to ask in this city, and return what holds now; the same again changes nothing.

    ``facts``: any of FIELDS; the others stay as they were. Raises ValidationError by field.
    """
    before = queries.protection_here()
    wanted = {name: facts.get(name, getattr(before, name)) for name in FIELDS}
    changed = [name for name in FIELDS if wanted[name] != getattr(before, name)]
    if not changed and not before._state.adding:
        return before
    policy = ProtectionPolicy(recorded_by=by, **wanted)
    policy.full_clean(exclude=["city", "contact", "offer", "recorded_by"])
    policy.save(force_insert=True)
    record(verb="cases.protection_set", target=policy, fields=changed)
    return policy
