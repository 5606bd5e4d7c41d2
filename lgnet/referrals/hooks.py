"""What referrals add to pages of others: the menu, a person's page, the first page, undo."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.notifications.registry import register_kind
from lgnet.people import registry
from lgnet.ui import navigation, panels, undo
from lgnet.ui.actions import UndoRefused

from . import jobs, wording
from .access import ReferralRefused
from .actions import telling
from .actions.facts import add_fact
from .actions.sending import send_again, withdraw_referral
from .actions.transfers import answer_transfer
from .enums import FactKind
from .models import ReceivedTransfer, Referral
from .queries import lists

# The worker finds jobs by importing them.
JOBS = (jobs.tell_of_referrals,)
_NOTICES = {
    telling.ACCEPTED: gettext_lazy("A referral of %(sent_at)s has been accepted."),
    telling.DECLINED: gettext_lazy("A referral of %(sent_at)s has been declined: our turn."),
    telling.SILENT: gettext_lazy("Nobody answered a referral of %(sent_at)s: our turn."),
    telling.NOT_CAME: gettext_lazy("The person of a referral of %(sent_at)s did not come."),
    telling.RECEIVED: gettext_lazy("A referral waits for our answer by %(due_at)s."),
    telling.TRANSFER: gettext_lazy("Another city asks us to take somebody over by %(due_at)s."),
}
_SHOWN = 5


def register() -> None:
    """Register all that referrals hand to the shell and to a person's page."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Referrals"),
            url_name="referrals:list",
            permission="referrals.view",
            icon="it-exchange-circle",
            order=33,
            key="i",
            hint=gettext_lazy("Whom we sent, who was sent to us, whose turn it is"),
        )
    )
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("How partners answer"),
            url_name="referrals:figures",
            permission="referrals.manage",
            icon="it-chart-line",
            order=36,
            hint=gettext_lazy("Who answers how fast, who says no and why"),
            also=("referrals:policy",),
        )
    )
    registry.register_add_link(
        label=gettext_lazy("Refer to a service"),
        url_name="referrals:new",
        permission="referrals.send",
        icon="it-exchange-circle",
        order=12,
    )
    panels.register(
        panels.Panel(
            name="referrals.our_turn",
            template="referrals/_our_turn.html",
            context=our_turn,
            permission="referrals.view",
            order=28,
        )
    )
    for name, words in _NOTICES.items():
        register_kind(name, words=words, icon="it-exchange-circle")
    undo.register("referrals.send", take_back_sending, permission="referrals.send")
    undo.register("referrals.withdraw", take_back_withdrawal, permission="referrals.send")
    undo.register("referrals.answer", take_back_answer, permission="referrals.answer")
    undo.register("referrals.transfer", take_back_decline, permission="referrals.answer")


def our_turn(request: Any) -> dict[str, Any] | None:
    """Return the first page's panel: what waits for us; None where nothing does."""
    now, organisation_id = timezone.now(), request.membership.organisation_id
    rows = [
        wording.row_of(one, organisation_id, now) for one in lists.our_turn(organisation_id, now)
    ]
    rows += [wording.transfer_row(one, now) for one in lists.transfers_waiting(now)]
    return {"rows": rows[:_SHOWN], "has_more": len(rows) > _SHOWN} if rows else None


def take_back_sending(*, by: Any, referral_id: str) -> None:
    """Withdraw what was just sent; raises UndoRefused where somebody has answered."""
    _or_refused(lambda: withdraw_referral(referral_id=UUID(referral_id), by=by))


def take_back_withdrawal(*, by: Any, referral_id: str) -> None:
    """Send again what was just withdrawn; raises UndoRefused after the term."""
    _or_refused(lambda: send_again(referral_id=UUID(referral_id), by=by))


def take_back_answer(*, by: Any, referral_id: str) -> None:
    """Let a referral wait again for an answer; raises UndoRefused where things moved on."""
    _or_refused(lambda: add_fact(referral_id=UUID(referral_id), kind=FactKind.SEEN, by=by))


def take_back_decline(*, by: Any, transfer_id: str) -> None:
    """Let a transfer wait again; raises UndoRefused where things moved on."""
    _or_refused(lambda: answer_transfer(transfer_id=UUID(transfer_id), kind=FactKind.SEEN, by=by))


def _or_refused(deed: Any) -> None:
    try:
        deed()
    except ReferralRefused as refused:
        raise UndoRefused(str(refused)) from refused
    except (Referral.DoesNotExist, ReceivedTransfer.DoesNotExist):
        raise UndoRefused(_("This referral is no longer here.")) from None
