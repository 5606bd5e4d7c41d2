"""Adding a fact to a referral, and what follows from it: who sees the person, who is told."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.kernel.nights import add_months
from lgnet.kernel.tenancy import required_scope, scope
from lgnet.people.actions.sharing import end_sharing, share_person
from lgnet.people.catalogue import end_of
from lgnet.people.enums import AccessReason
from lgnet.people.models import Person
from lgnet.referrals import rules
from lgnet.referrals.access import ReferralRefused
from lgnet.referrals.enums import FactKind, ReceiverKind, SharedField
from lgnet.referrals.models import Referral, ReferralFact
from lgnet.referrals.queries.reading import agrees
from lgnet.referrals.rules_sharing import readable


def lock(referral_id: UUID) -> None:
    """Take the lock of both ends of a referral: what is said at once is said one after another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"referral|{referral_id}"]
        )


@transaction.atomic
def add_fact(
    *,
    referral_id: UUID,
    kind: FactKind,
    by: Any,
    reason: str = "",
    words: str = "",
    is_by_link: bool = False,
    at: dt.datetime | None = None,
) -> Referral:
    """Add a fact, and return the referral as it stands then.

    ``at``: when it happened, now unless said. The same fact again changes nothing. Raises
    ReferralRefused where it may not follow what is there, Referral.DoesNotExist.
    """
    lock(referral_id)
    referral: Referral = (
        Referral.objects.select_for_update(of=("self",)).order_by().get(pk=referral_id)
    )
    if referral.state == kind:
        return referral
    now = at or timezone.now()
    if kind == FactKind.CLOSED and referral.state in rules.WAITING and now > referral.due_at:
        _append(referral, FactKind.RELEASED, now=now, by=None)
    if not rules.may_follow(referral.state, kind, due=referral.due_at, now=now):
        raise ReferralRefused(why_not(referral, now))
    try:
        with transaction.atomic():
            _append(
                referral, kind, now=now, by=by, reason=reason, words=words, is_by_link=is_by_link
            )
    except IntegrityError:
        raise ReferralRefused(_("Somebody has answered meanwhile.")) from None
    _open_or_close_record(referral, by)
    record(
        verb="referrals.fact_added",
        target=referral,
        person=referral.person_id,
        fact=kind.value,
        reason=reason,
        by_link=is_by_link,
    )
    return referral


def carry(referral_id: UUID) -> None:
    """Bring the other city's end in line with this one."""
    lock(referral_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT referrals_send(%s)", [referral_id])


def why_not(referral: Referral, now: dt.datetime) -> str:
    """Return in words why nothing can follow here."""
    state = rules.state_at(referral.state, referral.due_at, now)
    if state == FactKind.RELEASED:
        return _("The time to answer is over: the person was released. It can be sent anew.")
    if state == FactKind.WITHDRAWN:
        return _("This has been withdrawn.")
    return _("Somebody has answered meanwhile: %(state)s.") % {"state": state.label}


def _append(
    referral: Referral,
    kind: FactKind,
    *,
    now: dt.datetime,
    by: Any,
    reason: str = "",
    words: str = "",
    is_by_link: bool = False,
) -> None:
    ReferralFact.objects.create(
        referral=referral,
        position=referral.position + 1,
        kind=kind,
        previous_position=referral.position,
        previous=referral.state,
        due_at=referral.due_at,
        reason=reason,
        words=words.strip() or None,
        is_by_link=is_by_link,
        recorded_at=now,
        recorded_by=by,
    )
    referral.state, referral.position = kind, referral.position + 1
    if kind in (FactKind.ACCEPTED, FactKind.DECLINED):
        referral.answered_at, referral.decline_reason = now, reason
    elif kind in rules.WAITING:
        referral.answered_at, referral.decline_reason = None, ""
    referral.save(update_fields=["state", "position", "answered_at", "decline_reason"])


def _open_or_close_record(referral: Referral, by: Any) -> None:
    """Let who accepted see the record where that was told, and no longer once it is over.

    In the cell's own name: who answers sees nobody before, and consents never.
    """
    if referral.to_kind != ReceiverKind.ORGANISATION or referral.to_organisation_id is None:
        return
    here = required_scope("referrals")
    with scope(city_id=here.city_id, user_id=here.user_id, compartment_id=here.compartment_id):
        if referral.state in (FactKind.ACCEPTED, FactKind.ATTENDED):
            told = readable(referral.given, has_consent=agrees(referral))
            if SharedField.RECORD in told:
                until_on = add_months(timezone.localdate(), rules.RECORD_MONTHS)
                share_person(
                    person=Person.objects.order_by().get(pk=referral.person_id),
                    audience_id=referral.to_organisation_id,
                    reason=AccessReason.REFERRAL,
                    source_id=referral.pk,
                    until_at=end_of(until_on),
                    by=by,
                )
        else:
            end_sharing(source_id=referral.pk, by=by)
