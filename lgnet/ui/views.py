"""Pages and small answers of the shell. Their access is declared in config/shell_urls.py."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from . import actions, drafts, navigation, panels, undo
from .gallery import gallery_context


class MemberRequest(HttpRequest):
    """A request as the access declaration hands it on."""

    membership: Any
    memberships: list[Any]
    permissions: frozenset[str]


LEGAL_PAGES = ("accessibility", "privacy", "notes")
MAX_KEY = 120


@require_GET
def home(request: MemberRequest) -> HttpResponse:
    """The first page: who you are, what you can do, what waits for you."""
    shown = []
    for panel in panels.panels_for(request.permissions) if request.membership else []:
        context = panel.context(request)
        if context is not None:
            shown.append({"template": panel.template, "context": context})
    links = navigation.links_for(request.permissions, request.path) if request.membership else []
    return render(
        request,
        "ui/home.html",
        {
            "tiles": [link for link in links if link.item.home],
            "panels": shown,
            "now": timezone.localtime(),
        },
    )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, and remember it for the user."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    user: Any = request.user
    is_new = user.is_authenticated and user.language != chosen
    if is_new and chosen in dict(settings.LANGUAGES):
        actions.keep_language(code=chosen, by=user)
    return response


@require_POST
def workplace(request: MemberRequest, session_key: str) -> HttpResponse:
    """Change the membership this session works in; only one's own can be chosen."""
    chosen = request.POST.get("membership", "")
    if chosen not in {str(membership.pk) for membership in request.memberships}:
        raise Http404
    request.session[session_key] = chosen
    return redirect("ui:home")


@require_POST
def save_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the changed fields of a form; answers with the words to show."""
    if not drafts.has_place(request) or len(key) > MAX_KEY:
        return HttpResponse(status=204)
    # Named apart, because an emptied set of boxes sends nothing under its own name.
    fields = {name: request.POST.getlist(name) for name in request.POST.getlist("_fields")}
    try:
        saved_at = actions.save_draft(
            form_key=key, fields=fields, by=request.user, page_made_at=_since(request)
        )
    except actions.DraftTooLarge:
        return JsonResponse({"words": _("Too long to keep as a draft.")}, status=413)
    if saved_at is None:
        return HttpResponse(status=204)
    at = formats.time_format(timezone.localtime(saved_at), "TIME_FORMAT")
    return JsonResponse({"words": _("Saved %(time)s") % {"time": at}})


@require_POST
def discard_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a draft away and go back to its form, empty."""
    drafts.clear(request, key)
    return _back(request)


@require_POST
def take_back(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Undo one action, once; a late click is told so. 403 where the role lacks what it needs."""
    if not drafts.has_place(request):
        raise Http404
    try:
        undo.take(offer_id=offer_id, by=request.user, permissions=request.permissions)
    except actions.UndoRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, _("Undone."))
    return _back(request)


@require_GET
def legal(request: HttpRequest, page: str) -> HttpResponse:
    """What the law asks of a public site, until the network gives the address of its own page."""
    if page not in LEGAL_PAGES:
        raise Http404
    return render(request, f"ui/legal_{page}.html")


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states; not in production."""
    return render(request, "ui/gallery.html", gallery_context())


def _since(request: HttpRequest) -> dt.datetime:
    """Return when the page was made that sends this; now, where it does not say."""
    try:
        return dt.datetime.fromtimestamp(float(request.POST.get("_since", "")), tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return timezone.now()


def _back(request: HttpRequest) -> HttpResponse:
    """Return to the page the button stood on, if it is ours."""
    origin = request.POST.get("next") or request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(
        origin, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(origin)
    return redirect("ui:home")
