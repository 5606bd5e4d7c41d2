"""One referral: what is told, what happened, and what one can do about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lgnet.audit.actions import record
from lgnet.network.access import access
from lgnet.ui.undo import offer_undo

from .. import wording
from ..access import ReferralRefused, is_receiver, is_sender
from ..actions.answering import answer_referral
from ..actions.links import send_link
from ..actions.sending import take_up, withdraw_referral
from ..enums import FactKind, ReceiverKind, SharedField, Turn
from ..forms import AnswerForm, LinkForm
from ..models import Referral
from ..queries import reading
from ..rules import NEXT, OUTCOMES, WAITING


@access(permission="referrals.view")
@require_GET
def detail(request: Any, referral_id: UUID) -> HttpResponse:
    """Show a referral to who sent it, or to who received it: these read what was told, no more."""
    referral = _referral_or_404(referral_id)
    record(verb="referrals.viewed", target=referral, person=referral.person_id)
    return _page(request, referral)


@access(permission="referrals.answer")
@require_POST
def answer(request: Any, referral_id: UUID) -> HttpResponse:
    """Answer for the organisation it was sent to, with a way back for some seconds."""
    referral = _referral_or_404(referral_id)
    if not is_receiver(referral, request.membership.organisation_id):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if form.is_valid():
        facts = form.facts()
        try:
            answer_referral(referral_id=referral.pk, by=request.user, **facts)
        except ValidationError as problem:
            form.add_error(None, problem)
        except ReferralRefused as refused:
            return _refused(request, referral, refused)
        else:
            if facts["kind"] in (FactKind.ACCEPTED, FactKind.DECLINED):
                offer_undo(
                    request,
                    action="referrals.answer",
                    arguments={"referral_id": str(referral.pk)},
                    label=_("Answered: %(state)s.") % {"state": facts["kind"].label},
                )
            return redirect("referrals:detail", referral.pk)
    return _page(request, referral, form=form, status=422)


@access(permission="referrals.send")
@require_POST
def outcome(request: Any, referral_id: UUID) -> HttpResponse:
    """Say whether the person came, for who sent: the person told them, or the partner did."""
    referral = _own_or_403(request, referral_id)
    kind = request.POST.get("kind", "")
    if kind not in OUTCOMES:
        return _page(request, referral, status=422)
    return _done(
        request,
        referral,
        lambda: answer_referral(referral_id=referral.pk, kind=FactKind(kind), by=request.user),
    )


@access(permission="referrals.send")
@require_POST
def withdraw(request: Any, referral_id: UUID) -> HttpResponse:
    """Take it back: what was told is closed; with a way back for some seconds."""
    referral = _own_or_403(request, referral_id)

    def deed() -> None:
        withdraw_referral(referral_id=referral.pk, by=request.user)
        offer_undo(
            request,
            action="referrals.withdraw",
            arguments={"referral_id": str(referral.pk)},
            label=_("The referral has been withdrawn."),
        )

    return _done(request, referral, deed)


@access(permission="referrals.send")
@require_POST
def take_up_again(request: Any, referral_id: UUID) -> HttpResponse:
    """Say that what came back is taken up here."""
    referral = _own_or_403(request, referral_id)

    def deed() -> None:
        take_up(referral_id=referral.pk, by=request.user)
        messages.success(request, _("Noted: you take it up again."))

    return _done(request, referral, deed)


@access(permission="referrals.send")
@require_POST
def link_again(request: Any, referral_id: UUID) -> HttpResponse:
    """Send a new link; the one before opens no longer."""
    referral = _own_or_403(request, referral_id)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, referral, link_form=form, status=422)

    def deed() -> None:
        send_link(
            referral=referral,
            email=form.cleaned_data["email"],
            by=request.user,
            base_url=request.build_absolute_uri("/"),
        )
        messages.success(request, _("A new link is on its way. The old one opens no longer."))

    return _done(request, referral, deed)


def _done(request: Any, referral: Referral, deed: Any) -> HttpResponse:
    try:
        deed()
    except ReferralRefused as refused:
        return _refused(request, referral, refused)
    return redirect("referrals:detail", referral.pk)


def _refused(request: Any, referral: Referral, refused: ReferralRefused) -> HttpResponse:
    messages.warning(request, str(refused))
    return redirect("referrals:detail", referral.pk)


def _referral_or_404(referral_id: UUID) -> Referral:
    found = reading.referral_by_id(referral_id)
    if found is None:
        raise Http404
    return found


def _own_or_403(request: Any, referral_id: UUID) -> Referral:
    referral = _referral_or_404(referral_id)
    if not is_sender(referral, request.membership.organisation_id):
        raise PermissionDenied
    return referral


def _page(
    request: Any,
    referral: Referral,
    *,
    form: AnswerForm | None = None,
    link_form: LinkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now, organisation_id = timezone.now(), request.membership.organisation_id
    told = wording.standing(referral, now)
    received, sent = is_receiver(referral, organisation_id), is_sender(referral, organisation_id)
    may_send = sent and "referrals.send" in request.permissions
    may_answer = received and "referrals.answer" in request.permissions
    state, turn = told["state"], told["turn"]
    is_ours = (turn == Turn.SENDER and sent) or (turn == Turn.RECEIVER and received)
    person = reading.person_of(referral)
    shown = reading.told_now(referral)
    link = reading.link_of(referral) if sent and referral.to_kind == ReceiverKind.BODY else None
    is_revoked = referral.to_kind == ReceiverKind.CITY and reading.is_revoked(referral)
    context = {
        "referral": referral,
        "person": person,
        "called": person.known_as if person else wording.called(referral),
        "partner": wording.partner_of(referral),
        "is_received": received and not sent,
        "standing": told,
        "turn_words": wording.turn_words(turn, is_ours=is_ours),
        "is_ours": is_ours,
        "urgency": wording.urgency_words(referral.urgency),
        "told": shown,
        "is_partly_closed": reading.closed_fields(referral, shown),
        "opens_record": SharedField.RECORD in referral.given,
        "facts": reading.facts_of(referral),
        "link": link,
        "is_revoked": is_revoked,
        "form": form or AnswerForm(),
        "link_form": link_form or LinkForm(initial={"email": link.email if link else ""}),
        "may_see": may_answer and state == FactKind.SENT,
        "may_answer": may_answer and state in WAITING,
        "may_tell_outcome": (may_answer or may_send)
        and referral.to_kind != ReceiverKind.CITY
        and state in (FactKind.ACCEPTED, *OUTCOMES),
        "outcome_url_name": "referrals:answer" if may_answer else "referrals:outcome",
        "may_withdraw": may_send and FactKind.WITHDRAWN in NEXT[state] and not is_revoked,
        "may_take_up": may_send and FactKind.CLOSED in NEXT[state],
        "may_send": may_send,
        "may_renew_link": may_send and link is not None and state in WAITING,
    }
    return render(request, "referrals/detail.html", context, status=status)
