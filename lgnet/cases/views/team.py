"""The team of a case: who takes part, ending their days, offering the case, answering."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lgnet.audit.actions import record
from lgnet.kernel.ids import uuid7
from lgnet.kernel.keyset import page_by
from lgnet.kernel.page_links import keys_in, links_of
from lgnet.network.access import access, can

from ..actions.handovers import answer_handover, offer_case
from ..actions.team import add_member, end_member
from ..actions.team_refusals import AnsweredAlready, HandoverWaits, NotYours, TeamRefused
from ..enums_team import HandoverState, TeamPart
from ..forms.team import AnswerForm, HandoverForm, MemberForm
from ..models import Case, CaseMember, Handover
from ..queries import cases as queries
from ..queries import team
from ..queries.team_rights import may_hand_over, may_withdraw
from ..rules import is_running
from .parts import parts_of


@access(permission="cases.team")
@require_http_methods(["GET", "POST"])
def case_team(request: Any, case_id: UUID) -> HttpResponse:
    """Show who works on a case and its handovers, and add a colleague."""
    case = get_object_or_404(queries.cases(), pk=case_id)
    colleagues = _names(team.colleagues(), but=case.responsible_id)
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        initial = {"id": uuid7(), "from_on": timezone.localdate()}
        return _team(request, case, MemberForm(initial=initial, colleagues=colleagues))
    form = MemberForm(request.POST, colleagues=colleagues)
    if not form.is_valid():
        return _team(request, case, form, status=422)
    told = form.cleaned_data
    status = _tried(
        form,
        lambda: add_member(
            id=told["id"],
            case=case,
            user_id=told["user"],
            part=TeamPart(told["part"]),
            does=told["does"],
            from_on=told["from_on"],
            last_on=told["last_on"],
            by=request.user,
        ),
    )
    if status != 200:
        return _team(request, case, form, status=status)
    messages.success(request, _("The colleague takes part in this case."))
    return redirect("cases:team", case.pk)


@access(permission="cases.team")
@require_http_methods(["GET", "POST"])
def member_end(request: Any, member_id: UUID) -> HttpResponse:
    """End a colleague's days with a case: asked first."""
    member = team.member_by_id(member_id)
    if member is None:
        raise Http404
    if request.method == "POST":
        end_member(member=member, by=request.user)
        messages.success(request, _("The colleague no longer takes part in this case."))
        return redirect("cases:team", member.case_id)
    context = {
        "case": member.case,
        "member": member,
        "action_url": reverse("cases:member_end", args=[member.pk]),
        "back_url": reverse("cases:team", args=[member.case_id]),
    }
    return render(request, "cases/team_end.html", context)


@access(permission="cases.team")
@require_http_methods(["GET", "POST"])
def handover_new(request: Any, case_id: UUID) -> HttpResponse:
    """Offer a case to a colleague."""
    case = get_object_or_404(queries.cases(), pk=case_id)
    colleagues = _names(queries.case_managers(), but=case.responsible_id)
    if request.method == "GET":
        record(verb="cases.viewed", target=case, person=case.person_id)
        form = HandoverForm(initial={"id": uuid7()}, colleagues=colleagues)
        return _offer(request, case, form)
    form = HandoverForm(request.POST, colleagues=colleagues)
    if not form.is_valid():
        return _offer(request, case, form, status=422)
    told = form.cleaned_data
    status = _tried(
        form,
        lambda: offer_case(
            id=told["id"],
            case=case,
            to_user_id=told["user"],
            still_open=told["still_open"],
            promised=told["promised"],
            by=request.user,
        ),
    )
    if status != 200:
        return _offer(request, case, form, status=status)
    messages.success(request, _("The case is offered. Until it is accepted, nothing changes."))
    return redirect("cases:team", case.pk)


@access(permission="cases.team")
@require_http_methods(["GET", "POST"])
def handover_answer(request: Any, handover_id: UUID) -> HttpResponse:
    """Take over a case that was offered, or decline; only the colleague asked finds this page."""
    handover = _handover(handover_id)
    if handover.to_user_id != request.user.pk:
        raise Http404
    if request.method == "GET":
        record(verb="cases.viewed", target=handover.case, person=handover.case.person_id)
        return _answer(request, handover, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answer(request, handover, form, status=422)
    told = form.cleaned_data
    answer = HandoverState(told["answer"])
    status = _tried(
        form,
        lambda: answer_handover(
            handover=handover, answer=answer, reason=told["reason"], by=request.user
        ),
    )
    if status != 200:
        return _answer(request, handover, form, status=status)
    done = answer == HandoverState.ACCEPTED
    words = _("You answer for this case now.") if done else _("The case stays where it was.")
    messages.success(request, words)
    return redirect("cases:case_detail", handover.case_id)


@access(permission="cases.team")
@require_http_methods(["GET", "POST"])
def handover_withdraw(request: Any, handover_id: UUID) -> HttpResponse:
    """Take an offer back: asked first."""
    handover = _handover(handover_id)
    if not may_withdraw(handover, request.user):
        raise Http404
    context: dict[str, Any] = {
        "case": handover.case,
        "handover": handover,
        "action_url": reverse("cases:handover_withdraw", args=[handover.pk]),
        "back_url": reverse("cases:team", args=[handover.case_id]),
    }
    if request.method == "POST":
        try:
            answer_handover(handover=handover, answer=HandoverState.WITHDRAWN, by=request.user)
        except TeamRefused as refused:
            context["refused"] = str(refused)
            return render(request, "cases/handover_withdraw.html", context, status=409)
        messages.success(request, _("The offer is withdrawn."))
        return redirect("cases:team", handover.case_id)
    return render(request, "cases/handover_withdraw.html", context)


def _tried(form: Any, deed: Callable[[], Any]) -> int:
    """Do it and return 200; where it is refused, say why beside its cause and return a status."""
    try:
        deed()
    except TeamRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        meanwhile = isinstance(refused, AnsweredAlready | HandoverWaits | NotYours)
        return 409 if meanwhile else 422
    return 200


def _team(request: Any, case: Case, form: MemberForm, status: int = 200) -> HttpResponse:
    page = page_by(team.handovers_of(case), "recorded_at", **keys_in(request.GET))
    waiting = team.waiting_handover_of(case)
    context = {
        "case": case,
        "form": form,
        "members": [_line(one) for one in team.members_of(case)[:200]],
        "substitute": team.substitute_of(case),
        "handovers": page.rows,
        "waiting": waiting,
        "is_open": is_running(case.state),
        "may_hand_over": may_hand_over(case, request.user),
        "may_withdraw": waiting is not None and may_withdraw(waiting, request.user),
        "is_asked": waiting is not None and waiting.to_user_id == request.user.pk,
        "may_read": can(request.membership, "cases.manage"),
        "parts": parts_of(request, case),
    }
    context |= links_of(page, request.GET)
    return render(request, "cases/team.html", context, status=status)


def _line(member: CaseMember) -> dict[str, Any]:
    day = timezone.localdate()
    last = member.until_on - dt.timedelta(days=1) if member.until_on else None
    is_over = member.until_on is not None and member.until_on <= day
    is_void = member.until_on == member.from_on
    return {"member": member, "last_on": last, "is_over": is_over or is_void, "is_void": is_void}


def _offer(request: Any, case: Case, form: HandoverForm, status: int = 200) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "waiting": team.waiting_handover_of(case),
        "may_hand_over": may_hand_over(case, request.user),
        "is_open": is_running(case.state),
    }
    return render(request, "cases/handover_new.html", context, status=status)


def _answer(request: Any, handover: Handover, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = {"case": handover.case, "handover": handover, "form": form}
    context["is_waiting"] = handover.state == HandoverState.WAITING
    return render(request, "cases/handover_answer.html", context, status=status)


def _handover(handover_id: UUID) -> Handover:
    found = team.handover_by_id(handover_id)
    if found is None:
        raise Http404
    return found


def _names(memberships: Any, *, but: UUID | None) -> list[tuple[str, str]]:
    """Return the colleagues to choose from, each once, without who answers already."""
    found = {str(one.user_id): one.user.full_name for one in memberships if one.user_id != but}
    return list(found.items())
