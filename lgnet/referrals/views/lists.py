"""What waits for us, what waits for others, what is done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lgnet.audit.actions import record
from lgnet.kernel.keyset import page_by
from lgnet.network.access import access

from .. import wording
from ..queries import lists


@access(permission="referrals.view")
@require_GET
def referrals(request: Any) -> HttpResponse:
    """Our turn first, then theirs; what other cities hand over among ours."""
    now, organisation_id = timezone.now(), request.membership.organisation_id
    found = lists.our_turn(organisation_id, now)
    handed_over = lists.transfers_waiting(now)
    theirs = lists.their_turn(organisation_id, now)
    ours = [(one.due_at, wording.row_of(one, organisation_id, now)) for one in found[: lists.MOST]]
    ours += [(one.due_at, wording.transfer_row(one, now)) for one in handed_over[: lists.MOST]]
    record(verb="referrals.listed", kind="referrals.referral", shown=len(ours) + len(theirs))
    context = {
        "ours": [row for _due, row in sorted(ours, key=lambda pair: pair[0])],
        "theirs": [wording.row_of(one, organisation_id, now) for one in theirs[: lists.MOST]],
        "has_more": max(len(found), len(handed_over), len(theirs)) > lists.MOST,
    }
    return render(request, "referrals/list.html", context)


@access(permission="referrals.view")
@require_GET
def done(request: Any) -> HttpResponse:
    """What waits for nobody any more, newest first; of other cities' on a tab of its own."""
    now, organisation_id = timezone.now(), request.membership.organisation_id
    is_transfers = request.GET.get("show") == "cities"
    keys = {"older_than": request.GET.get("older", ""), "newer_than": request.GET.get("newer", "")}
    if is_transfers:
        page: Any = page_by(lists.transfers_done(now), "sent_at", **keys)
        rows = [wording.transfer_row(one, now) for one in page.rows]
    else:
        page = page_by(lists.done(organisation_id, now), "sent_at", **keys)
        rows = [wording.row_of(one, organisation_id, now) for one in page.rows]
    record(verb="referrals.listed", kind="referrals.referral", shown=len(rows))
    address = reverse("referrals:done") + ("?show=cities&" if is_transfers else "?")
    context = {
        "rows": rows,
        "is_transfers": is_transfers,
        "newer_url": f"{address}newer={page.newer}" if page.newer else "",
        "older_url": f"{address}older={page.older}" if page.older else "",
    }
    return render(request, "referrals/done.html", context)
