"""What another city hands over: without a name until it is accepted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.kernel.ids import derived_uuid
from lgnet.network.access import access
from lgnet.people.models import SharedExcerpt
from lgnet.ui.undo import offer_undo

from .. import wording
from ..access import ReferralRefused
from ..actions.transfers import accept_transfer, answer_transfer, cut_transfer
from ..enums import FactKind, Turn
from ..forms import AnswerForm
from ..models import ReceivedTransfer
from ..queries.lists import transfer_by_id
from ..rules import OUTCOMES, WAITING
from ..shared import nameless_words


@access(permission="referrals.view")
@require_GET
def transfer(request: Any, transfer_id: UUID) -> HttpResponse:
    """Show what is known without identity; once accepted, the person and the other's excerpt."""
    found = _transfer_or_404(transfer_id)
    record(verb="referrals.transfer_viewed", target=found, person=found.person_id)
    return _page(request, found)


@access(permission="referrals.answer")
@require_POST
def answer(request: Any, transfer_id: UUID) -> HttpResponse:
    """Answer the other city, or say whether the person came."""
    found = _transfer_or_404(transfer_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    facts = form.facts()
    try:
        if facts["kind"] == FactKind.ACCEPTED:
            accept_transfer(
                transfer_id=found.pk,
                person_id=derived_uuid("transfer-person", found.pk),
                request_id=derived_uuid("transfer-request", found.pk),
                by=request.user,
            )
            messages.success(request, _("Accepted. What the other city tells is open to you now."))
        else:
            answer_transfer(
                transfer_id=found.pk, kind=facts["kind"], by=request.user, reason=facts["reason"]
            )
            if facts["kind"] == FactKind.DECLINED:
                offer_undo(
                    request,
                    action="referrals.transfer",
                    arguments={"transfer_id": str(found.pk)},
                    label=_("Declined. The other city learns the reason."),
                )
    except ValidationError as problem:
        form.add_error(None, problem)
        return _page(request, found, form=form, status=422)
    except ReferralRefused as refused:
        messages.warning(request, str(refused))
    return redirect("referrals:transfer", found.pk)


@access(permission="referrals.answer")
@require_POST
def cut(request: Any, transfer_id: UUID) -> HttpResponse:
    """Tell the other city nothing more from now on."""
    found = _transfer_or_404(transfer_id)
    cut_transfer(transfer_id=found.pk, by=request.user)
    messages.success(request, _("The other city learns nothing more from here on."))
    return redirect("referrals:transfer", found.pk)


def _transfer_or_404(transfer_id: UUID) -> ReceivedTransfer:
    found = transfer_by_id(transfer_id)
    if found is None:
        raise Http404
    return found


def _page(
    request: Any, found: ReceivedTransfer, *, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    told = wording.standing(found, timezone.now())
    state = told["state"]
    may_answer = "referrals.answer" in request.permissions
    excerpt = None
    if found.person_id is not None:
        excerpts = SharedExcerpt.objects.filter(person=found.person_id, pk=found.referral_id)
        excerpt = excerpts.defer("content").order_by("pk").first()
    may_read = "people.cross_city" in request.permissions
    context = {
        "transfer": found,
        "standing": told,
        "turn_words": wording.turn_words(told["turn"], is_ours=told["turn"] == Turn.RECEIVER),
        "profile": nameless_words(found.profile),
        "urgency": wording.urgency_words(found.urgency),
        "excerpt": excerpt if may_read else None,
        "is_revoked": excerpt is not None and excerpt.revoked_at is not None,
        "form": form or AnswerForm(),
        "may_see": may_answer and state == FactKind.SENT,
        "may_answer": may_answer and state in WAITING,
        "may_tell_outcome": may_answer and state in (FactKind.ACCEPTED, *OUTCOMES),
        "may_cut": may_answer and found.person_id is not None and found.cut_at is None,
    }
    return render(request, "referrals/transfer.html", context, status=status)
