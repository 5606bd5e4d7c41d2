"""Sites: who gives what now, the page of one, its editor, and the monthly confirmation."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lgnet.directory import pages, queries
from lgnet.directory.actions import refusals
from lgnet.directory.actions.sites import FACTS, add_site, change_site, confirm_site
from lgnet.directory.actions.writing import version_of
from lgnet.directory.forms import FilterForm, SiteForm, new_id, saved_site
from lgnet.directory.forms.sites import WHOM
from lgnet.directory.models import Site
from lgnet.directory.queries.finding import Wish, find_offers
from lgnet.directory.queries.sites import sites_to_confirm, sites_to_see_to
from lgnet.directory.rules import is_due
from lgnet.directory.rules_eligibility import Whom
from lgnet.network.access import access
from lgnet.ui import drafts

PAGE_SIZE = 30
NEW = "directory.site:new"


@access(permission="directory.view")
@require_GET
def sites(request: Any) -> HttpResponse:
    """Find a site: by service, neighbourhood, language, for whom, open now."""
    now = timezone.now()
    form = FilterForm(request.GET, city=request.membership.city)
    asked = form.wished
    wish = Wish(
        services=[asked["service"]] if "service" in asked else (),
        near=UUID(asked["near"]) if "near" in asked else None,
        language=asked.get("language", ""),
        whom=WHOM[asked["whom"]][1] if "whom" in asked else Whom(),
        is_open_now=asked.get("open_now", False),
    )
    found = find_offers(wish, at=now)
    cards = pages.cards(found, now)
    late = 0
    if not asked:
        rest: list[Any] = list(sites_to_see_to(now))
        cards += [pages.bare_card(one) for one in rest if one.is_bare]
        late = sum(is_due(confirmed_at=one.confirmed_at, now=now) for one in rest)
    start = _number(request.GET.get("from", ""))
    shown = cards[start : start + PAGE_SIZE]
    context = {
        "form": form,
        "near": [card for card in shown if card.is_near],
        "farther": [card for card in shown if not card.is_near],
        "count": len(cards),
        "is_asked": bool(asked),
        "older_url": _page_url(asked, start + PAGE_SIZE, len(cards)),
        "newer_url": _page_url(asked, start - PAGE_SIZE, len(cards)) if start else "",
        "due": late if _may_edit(request) else 0,
        "may_edit": _may_edit(request),
        "now": now,
    }
    return render(request, "directory/sites.html", context)


@access(permission="directory.view")
@require_GET
def site(request: Any, site_id: UUID) -> HttpResponse:
    """Show a site: open or not, hours, offers with what is left today, how to reach it."""
    found = site_or_404(site_id)
    context = pages.site_page(found, timezone.now()) | {"may_edit": _may_edit(request)}
    return render(request, "directory/site.html", context)


@access(permission="directory.edit")
@require_GET
def due(request: Any) -> HttpResponse:
    """List the sites nobody has confirmed for a month."""
    rows = list(sites_to_confirm(timezone.now())[:PAGE_SIZE])
    return render(request, "directory/due.html", {"rows": rows})


@access(permission="directory.edit")
@require_POST
def site_confirm(request: Any, site_id: UUID) -> HttpResponse:
    """Say that everything told of a site is still right."""
    found = site_or_404(site_id)
    confirm_site(site=found, by=request.user)
    messages.success(request, _("Confirmed: everything here is still right."))
    if request.POST.get("next") == "due":
        return redirect("directory:due")
    return redirect("directory:site", found.pk)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def site_new(request: Any) -> HttpResponse:
    """Add a site."""
    city = request.membership.city
    if request.method == "GET":
        initial, kept = drafts.initial_for(request, NEW, SiteForm, new_id())
        return _form(request, SiteForm(initial=initial, city=city), kept)
    form, kept = SiteForm(request.POST, city=city), drafts.Kept(NEW)
    if form.is_valid() and form.cleaned_data["id"] is None:
        form.add_error(None, _("This form is not whole. Open it again."))
    if not form.is_valid():
        return _form(request, form, kept, status=422)
    try:
        made = add_site(id=form.cleaned_data["id"], facts=form.facts, by=request.user)
    except refusals.DirectoryRefused as refused:
        return _refused(request, form, kept, refused)
    drafts.clear(request, NEW)
    messages.success(request, _("The site has been added. Say now when it is open."))
    return redirect("directory:site_week", made.pk)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def site_edit(request: Any, site_id: UUID) -> HttpResponse:
    """Change what is known of a site, unless somebody else has done so meanwhile."""
    found, city = site_or_404(site_id), request.membership.city
    key = f"directory.site:{found.pk}"
    if request.method == "GET":
        saved = saved_site(found, version_of(found, FACTS))
        initial, kept = drafts.initial_for(request, key, SiteForm, saved)
        return _form(request, SiteForm(initial=initial, city=city), kept, site=found)
    form, kept = SiteForm(request.POST, city=city), drafts.Kept(key)
    if not form.is_valid():
        return _form(request, form, kept, site=found, status=422)
    version = form.cleaned_data["version"]
    try:
        change_site(site=found, facts=form.facts, version=version, by=request.user)
    except refusals.ChangedMeanwhile as refused:
        data = request.POST.copy()
        data["version"] = version_of(site_or_404(site_id), FACTS)
        return _refused(request, SiteForm(data, city=city), kept, refused, site=found)
    except refusals.DirectoryRefused as refused:
        return _refused(request, form, kept, refused, site=found)
    drafts.clear(request, key)
    messages.success(request, _("Saved."))
    return redirect("directory:site", found.pk)


def site_or_404(site_id: UUID) -> Site:
    """Return a site of the city."""
    found = queries.site_by_id(site_id)
    if found is None:
        raise Http404
    return found


def _refused(
    request: Any,
    form: SiteForm,
    kept: drafts.Kept,
    refused: refusals.DirectoryRefused,
    site: Site | None = None,
) -> HttpResponse:
    field = {refusals.OutsideCity: "latitude", refusals.NotOfThisCity: "organisation"}
    form.add_error(field.get(type(refused)), str(refused))
    return _form(request, form, kept, site=site, status=409)


def _form(
    request: Any,
    form: SiteForm,
    kept: drafts.Kept,
    *,
    site: Site | None = None,
    status: int = 200,
) -> HttpResponse:
    back = reverse("directory:site", args=[site.pk]) if site else reverse("directory:sites")
    context = {"form": form, "kept": kept, "key": kept.key, "site": site, "back_url": back}
    return render(request, "directory/site_edit.html", context, status=status)


def _may_edit(request: Any) -> bool:
    return "directory.edit" in request.permissions


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _page_url(asked: dict[str, Any], start: int, count: int) -> str:
    if start >= count:
        return ""
    query = {name: "on" if value is True else value for name, value in asked.items()}
    return f"{reverse('directory:sites')}?{urlencode({**query, 'from': max(start, 0)})}"
