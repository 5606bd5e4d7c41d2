"""How partners answer, and how long the city waits."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lgnet.audit.actions import record
from lgnet.network.access import access

from ..actions.policy import set_policy
from ..enums import Decline
from ..forms import PolicyForm
from ..queries.lists import lines_since
from ..queries.reading import policy_here
from ..rules_figures import partners_of

PERIOD = dt.timedelta(days=365)


@access(permission="referrals.manage")
@require_GET
def figures(request: Any) -> HttpResponse:
    """Show a line a partner: sent, answered how fast, accepted, declined why, silent."""
    now = timezone.now()
    partners = partners_of(lines_since(now - PERIOD), now=now)
    record(verb="referrals.figures_viewed", kind="referrals.referral", shown=len(partners))
    context = {
        "lines": [
            {
                "one": one,
                "reasons": [
                    f"{Decline(code).label}: {count}" for code, count in one.reasons.most_common()
                ],
            }
            for one in partners
        ],
        "since_on": timezone.localdate(now - PERIOD),
        "hours": policy_here().answer_hours,
    }
    return render(request, "referrals/figures.html", context)


@access(permission="referrals.manage")
@require_http_methods(["GET", "POST"])
def policy(request: Any) -> HttpResponse:
    """Decide how long the city waits for an answer."""
    if request.method == "GET":
        return _page(request, PolicyForm(instance=policy_here()))
    form = PolicyForm(request.POST, instance=policy_here())
    if not form.is_valid():
        return _page(request, form, status=422)
    set_policy(answer_hours=form.cleaned_data["answer_hours"], by=request.user)
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("referrals:figures")


def _page(request: Any, form: PolicyForm, status: int = 200) -> HttpResponse:
    return render(request, "referrals/policy.html", {"form": form}, status=status)
