"""The page of notices and their number. Access is declared in config/notice_urls.py."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lgnet.kernel.tenancy import current_scope

from . import actions, queries, registry
from .models import Notice

# Who has more than these has stopped reading; the newest are shown.
SHOWN = 200


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """List one's notices by day, the unread first."""
    found = list(queries.notices_of(_user_id(request))[:SHOWN]) if _has_place() else []
    unread = [_line(one) for one in found if one.read_at is None]
    read = [_line(one) for one in queries.by_newest(found) if one.read_at is not None]
    context = {"unread": unread, "read": read, "notice_count": len(unread)}
    return render(request, "notifications/notices.html", context)


@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """Answer with the number of unread notices, for the bell of a page already shown."""
    number = queries.unread_count(_user_id(request)) if _has_place() else 0
    return render(request, "notifications/_number.html", {"number": number})


@require_POST
def open_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Go to what a notice is about; it is read by that."""
    notice = _own(request, notice_id)
    actions.mark_read(notice_id=notice.pk, by=request.user)
    return redirect(address_of(notice) or "notifications:notices")


@require_POST
def read(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read."""
    actions.mark_read(notice_id=_own(request, notice_id).pk, by=request.user)
    return redirect("notifications:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    if _has_place():
        actions.mark_all_read(by=request.user)
    return redirect("notifications:notices")


def address_of(notice: Notice) -> str:
    """Return where a notice leads, or nothing where that address is no more."""
    try:
        return reverse(notice.url_name, kwargs=notice.url_args)
    except NoReverseMatch:
        return ""


def _line(notice: Notice) -> dict[str, Any]:
    kind = registry.kind_of(notice.kind) if notice.kind in registry.kinds() else None
    return {
        "notice": notice,
        "day": timezone.localdate(notice.made_at),
        "words": registry.sentence(notice.kind, notice.arguments),
        "icon": kind.icon if kind else "it-info-circle",
        "has_address": bool(address_of(notice)),
    }


def _own(request: HttpRequest, notice_id: UUID) -> Notice:
    found = queries.notice_of(_user_id(request), notice_id) if _has_place() else None
    if found is None:
        raise Http404
    return found


def _has_place() -> bool:
    """Return whether this member's work has a city, in which alone notices are left."""
    found = current_scope()
    return found is not None and found.city_id is not None


def _user_id(request: Any) -> UUID:
    return request.user.pk
