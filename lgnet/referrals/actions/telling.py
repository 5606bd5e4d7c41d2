"""Notices of referrals: to who sent, to who receives; values only, no names."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from lgnet.network.queries import members_who_may
from lgnet.notifications.actions import notify
from lgnet.referrals.enums import FactKind, ReceiverKind
from lgnet.referrals.models import ReceivedTransfer, Referral

ACCEPTED, DECLINED = "referrals.accepted", "referrals.declined"
SILENT, NOT_CAME = "referrals.silent", "referrals.not_attended"
RECEIVED, TRANSFER = "referrals.received", "referrals.transfer"
_KINDS = {
    FactKind.ACCEPTED: ACCEPTED,
    FactKind.DECLINED: DECLINED,
    FactKind.RELEASED: SILENT,
    FactKind.NOT_ATTENDED: NOT_CAME,
}


def tell_receivers(referral: Referral) -> None:
    """Tell the colleagues who may answer."""
    notify(
        user_ids=_members(referral.to_organisation_id, "referrals.answer"),
        kind=RECEIVED,
        arguments={"due_at": referral.due_at},
        url_name="referrals:detail",
        url_args={"referral_id": referral.pk},
        once_key=f"referral-received:{referral.pk}",
    )


def tell_sender(referral: Referral) -> None:
    """Tell the desk that sent: who sent it, or their colleagues where they left."""
    kind = _KINDS.get(FactKind(referral.state))
    if kind is None:
        return
    desk = set(_members(referral.from_organisation_id, "referrals.send"))
    notify(
        user_ids=[referral.sent_by_id] if referral.sent_by_id in desk else desk,
        kind=kind,
        arguments={"sent_at": referral.sent_at},
        url_name="referrals:detail",
        url_args={"referral_id": referral.pk},
        once_key=f"referral:{referral.pk}:{referral.position}",
    )


def tell_of_transfers() -> int:
    """Tell in the open cell what came from and to other cities; return how many there are.

    Each is told once, however often this is called.
    """
    answered = Referral.objects.filter(to_kind=ReceiverKind.CITY, state__in=list(_KINDS))
    count = 0
    for referral in answered.defer("content", "for_city").order_by("sent_at"):
        tell_sender(referral)
        count += 1
    waiting = ReceivedTransfer.objects.filter(state=FactKind.SENT, due_at__gt=timezone.now())
    for transfer in waiting.order_by("due_at"):
        notify(
            user_ids=[one.user_id for one in members_who_may("referrals.answer")],
            kind=TRANSFER,
            arguments={"due_at": transfer.due_at},
            url_name="referrals:transfer",
            url_args={"transfer_id": transfer.pk},
            once_key=f"transfer-received:{transfer.pk}",
        )
        count += 1
    return count


def _members(organisation_id: UUID | None, permission: str) -> Iterable[UUID]:
    rows = members_who_may(permission).filter(organisation_id=organisation_id)
    return list(rows.values_list("user_id", flat=True))
