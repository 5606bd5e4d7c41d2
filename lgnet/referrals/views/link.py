"""The page that a secure link opens: no account, one referral, nothing in the address.

To open it is a button, so that what looks at links in e-mails opens nothing; and before it, the
page says the same of every link. One that was used, is over or never was answers alike.
"""

from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from lgnet.kernel.tenancy import scope
from lgnet.network.access import access

from .. import wording
from ..access import ReferralRefused
from ..actions.answering import answer_referral, note_reading
from ..actions.links import find_link, opened_referral
from ..enums import FactKind
from ..forms import AnswerForm
from ..models import Referral
from ..queries.reading import told_now
from ..rules import OUTCOMES, WAITING

OPEN = "open"


@access(public=True)
@require_http_methods(["GET", "POST"])
@sensitive_variables("token")
def link(request: Any, token: str) -> HttpResponse:
    """Ask to open; then show what was told, and take the answer."""
    if request.method == "GET":
        return _private(render(request, "referrals/link.html", {"step": "closed_door"}))
    if not ratelimit.consume(request, action="referral_link"):
        return _private(render(request, "referrals/link.html", {"step": "too_often"}, status=429))
    opened = find_link(token)
    if opened is None:
        return _no_longer(request)
    # In the cell's own name: who opens a link is nobody of it, and reads this referral alone.
    with scope(city_id=opened.city_id, compartment_id=opened.compartment_id):
        referral = opened_referral(opened)
        if referral is None:
            return _no_longer(request)
        return _private(_opened(request, referral))


def _opened(request: Any, referral: Referral) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind == OPEN:
        note_reading(referral)
        if referral.state == FactKind.SENT:
            answer_referral(referral_id=referral.pk, kind=FactKind.SEEN, by=None, is_by_link=True)
            referral.refresh_from_db(fields=["state"])
        return _page(request, referral, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid() or kind == FactKind.SEEN:
        return _page(request, referral, form, status=422)
    try:
        answer_referral(referral_id=referral.pk, by=None, is_by_link=True, **form.facts())
    except ValidationError as problem:
        form.add_error(None, problem)
        return _page(request, referral, form, status=422)
    except ReferralRefused:
        return _no_longer(request)
    context = {"step": "thanks", "kind": FactKind(kind)}
    return render(request, "referrals/link.html", context)


def _page(request: Any, referral: Referral, form: AnswerForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    context = {
        "step": "open",
        "referral": referral,
        "standing": wording.standing(referral, now),
        "urgency": wording.urgency_words(referral.urgency),
        "told": told_now(referral),
        "form": form,
        "may_answer": referral.state in WAITING,
        "may_tell_outcome": referral.state in (FactKind.ACCEPTED, *OUTCOMES),
    }
    return render(request, "referrals/link.html", context, status=status)


def _no_longer(request: Any) -> HttpResponse:
    return _private(render(request, "referrals/link.html", {"step": "no_longer"}, status=410))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
