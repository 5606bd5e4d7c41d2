"""The receiving end of a transfer between cities: seen, accepted, declined, who came."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.people.actions.taking_over import take_over
from lgnet.referrals import rules
from lgnet.referrals.access import ReferralRefused
from lgnet.referrals.enums import FactKind
from lgnet.referrals.models import ReceivedTransfer

from .answering import check_answer
from .facts import lock


@transaction.atomic
def answer_transfer(
    *, transfer_id: UUID, kind: FactKind, by: Any, reason: str = ""
) -> ReceivedTransfer:
    """Say that it was seen, declined, or whether the person came; the other city learns it.

    Not once it was revoked there, or nothing more is told: then it stays here. Raises
    ValidationError by field, ReferralRefused, ReceivedTransfer.DoesNotExist.
    """
    check_answer(kind, reason=reason)
    transfer = _locked(transfer_id)
    if transfer.state == kind:
        return transfer
    _say(transfer, kind, reason=reason)
    transfer.state = kind
    transfer.decline_reason = reason if kind == FactKind.DECLINED else ""
    if kind == FactKind.DECLINED:
        transfer.answered_at, transfer.answered_by = timezone.now(), by
    elif kind in rules.WAITING:
        transfer.answered_at = transfer.answered_by = None
    transfer.save()
    record(verb="referrals.transfer_answered", target=transfer, fact=kind.value, reason=reason)
    return transfer


@transaction.atomic
def accept_transfer(
    *, transfer_id: UUID, person_id: UUID, request_id: UUID, by: Any
) -> ReceivedTransfer:
    """Take somebody over: a person of this city, and what the other city tells of them.

    Accepting twice changes nothing. Raises ReferralRefused, ReceivedTransfer.DoesNotExist.
    """
    transfer = _locked(transfer_id)
    if transfer.state == FactKind.ACCEPTED:
        return transfer
    # Before anybody is recorded for it.
    if not rules.may_follow(
        transfer.state, FactKind.ACCEPTED, due=transfer.due_at, now=timezone.now()
    ):
        raise ReferralRefused(_("This waits for no answer any more."))
    person, request = take_over(
        person_id=person_id,
        request_id=request_id,
        from_city=transfer.from_city.name,
        profile=transfer.profile,
        by=by,
    )
    _say(transfer, FactKind.ACCEPTED, request_id=request.pk)
    transfer.state, transfer.person, transfer.request_id = FactKind.ACCEPTED, person, request.pk
    transfer.answered_at, transfer.answered_by = timezone.now(), by
    transfer.save()
    record(verb="referrals.transfer_accepted", target=transfer, person=person.pk)
    return transfer


@transaction.atomic
def cut_transfer(*, transfer_id: UUID, by: Any) -> ReceivedTransfer:
    """Tell the other city nothing more: it keeps what it knows, and learns nothing new."""
    transfer = _locked(transfer_id)
    if transfer.cut_at is None:
        transfer.cut_at, transfer.cut_by = timezone.now(), by
        transfer.save(update_fields=["cut_at", "cut_by"])
        record(verb="referrals.transfer_cut", target=transfer)
    return transfer


def _locked(transfer_id: UUID) -> ReceivedTransfer:
    referral_id = (
        ReceivedTransfer.objects.order_by()
        .values_list("referral_id", flat=True)
        .get(pk=transfer_id)
    )
    lock(referral_id)
    found: ReceivedTransfer = (
        ReceivedTransfer.objects.select_related("from_city")
        .select_for_update(of=("self",))
        .order_by()
        .get(pk=transfer_id)
    )
    return found


def _say(
    transfer: ReceivedTransfer,
    kind: FactKind,
    *,
    reason: str = "",
    request_id: UUID | None = None,
) -> None:
    if not rules.may_follow(transfer.state, kind, due=transfer.due_at, now=timezone.now()):
        raise ReferralRefused(_("This waits for no answer any more."))
    why = reason if kind == FactKind.DECLINED else ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT referrals_answer(%s, %s, %s, %s)",
                [transfer.pk, kind.value, why, request_id],
            )
            is_said = cursor.fetchone()[0]
    except IntegrityError:
        is_said = False
    if not is_said:
        raise ReferralRefused(_("The other city has taken this back, or its term is over."))
