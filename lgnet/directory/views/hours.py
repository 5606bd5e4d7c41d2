"""Hours: the week of a site or an offer, seasons, exceptions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.directory.actions import hours as actions
from lgnet.directory.actions.refusals import DirectoryRefused
from lgnet.directory.forms import (
    ExceptionForm,
    SeasonForm,
    WeekForm,
    new_id,
    saved_season,
    saved_week,
)
from lgnet.directory.models import HoursException, HoursSeason, Offer, Site
from lgnet.directory.queries.hours import hours_book
from lgnet.directory.queries.sites import offers_of
from lgnet.kernel.ids import derived_uuid
from lgnet.network.access import access
from lgnet.ui import undo

from .offers import offer_or_404
from .sites import site_or_404

UNDO_EXCEPTION = "directory.exception_removed"


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def site_week(request: Any, site_id: UUID) -> HttpResponse:
    """Set the ordinary week of a site."""
    return _week(request, site_or_404(site_id), None)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def offer_week(request: Any, offer_id: UUID) -> HttpResponse:
    """Set the ordinary week of one offer; an empty one is that of the site."""
    offer = offer_or_404(offer_id)
    return _week(request, offer.site, offer)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def season_new(request: Any, site_id: UUID) -> HttpResponse:
    """Add days on which another week holds."""
    site = site_or_404(site_id)
    offers = _with_own_hours(site)
    if request.method == "GET":
        week = hours_book([site.pk]).week(site.pk, None)
        form = SeasonForm(initial=new_id() | saved_week(week), offers=offers)
        return _page(request, form, site, "season_edit")
    form = SeasonForm(request.POST, offers=offers)
    if not form.is_valid():
        return _page(request, form, site, "season_edit", status=422)
    told = form.cleaned_data
    names = ("id", "kind", "name", "from_on", "until_on", "offer")
    facts = {name: told[name] for name in names}
    try:
        actions.add_season(site=site, lines=form.lines, by=request.user, **facts)
    except DirectoryRefused as refused:
        form.add_error("from_on", str(refused))
        return _page(request, form, site, "season_edit", status=409)
    messages.success(request, _("Saved."))
    return redirect("directory:site", site.pk)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def season_edit(request: Any, season_id: UUID) -> HttpResponse:
    """Change a season: its days and its week."""
    found = HoursSeason.objects.select_related("site", "offer__service")
    season: Any = get_object_or_404(found, pk=season_id)
    offers = [season.offer] if season.offer else []
    extra = {"season": season}
    if request.method == "GET":
        week = hours_book([season.site_id]).week(season.site_id, season.offer_id, season.pk)
        form = SeasonForm(initial=saved_season(season, week), offers=offers)
        return _page(request, form, season.site, "season_edit", **extra)
    form = SeasonForm(request.POST, offers=offers)
    if not form.is_valid():
        return _page(request, form, season.site, "season_edit", status=422, **extra)
    facts = {name: form.cleaned_data[name] for name in ("kind", "name", "from_on", "until_on")}
    try:
        actions.change_season(season=season, lines=form.lines, by=request.user, **facts)
    except DirectoryRefused as refused:
        form.add_error("from_on", str(refused))
        return _page(request, form, season.site, "season_edit", status=409, **extra)
    messages.success(request, _("Saved."))
    return redirect("directory:site", season.site_id)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def season_remove(request: Any, season_id: UUID) -> HttpResponse:
    """Ask, then take a season away with its week."""
    season: Any = get_object_or_404(HoursSeason.objects.select_related("site"), pk=season_id)
    if request.method == "GET":
        context = {"season": season, "site": season.site, "back_url": _site_url(season.site)}
        return render(request, "directory/season_remove.html", context)
    actions.remove_season(season=season, by=request.user)
    messages.success(request, _("The season is gone: the ordinary week holds."))
    return redirect("directory:site", season.site_id)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def exception_new(request: Any, site_id: UUID) -> HttpResponse:
    """Say that days are closed, or open at other hours."""
    site = site_or_404(site_id)
    offers = _with_own_hours(site)
    if request.method == "GET":
        form = ExceptionForm(initial=new_id(), offers=offers)
        return _page(request, form, site, "exception_new")
    form = ExceptionForm(request.POST, offers=offers)
    if not form.is_valid():
        return _page(request, form, site, "exception_new", status=422)
    told = form.cleaned_data
    facts = {
        "site": site,
        "offer": told["offer"],
        "from_on": told["from_on"],
        "until_on": told["until_on"] or told["from_on"],
        "note": told["note"],
        "by": request.user,
    }
    try:
        if not told["hours"]:
            actions.add_exception(id=told["id"], **facts)
        for number, span in enumerate(told["hours"]):
            id = derived_uuid("exception", told["id"], number) if number else told["id"]
            actions.add_exception(id=id, opens=span.opens, closes=span.closes, **facts)
    except DirectoryRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, form, site, "exception_new", status=409)
    messages.success(request, _("Saved."))
    return redirect("directory:site", site.pk)


@access(permission="directory.edit")
@require_POST
def exception_remove(request: Any, exception_id: UUID) -> HttpResponse:
    """Let the days be as the week has them; can be taken back."""
    one: Any = get_object_or_404(HoursException, pk=exception_id)
    site_id = one.site_id
    arguments = {
        "exception_id": str(one.pk),
        "site_id": str(site_id),
        "offer_id": str(one.offer_id or ""),
        "from_on": one.from_on.isoformat(),
        "until_on": one.until_on.isoformat(),
        "opens": one.opens.isoformat() if one.opens else "",
        "closes": one.closes.isoformat() if one.closes else "",
        "note": one.note,
    }
    actions.remove_exception(exception=one, by=request.user)
    undo.offer_undo(
        request,
        action=UNDO_EXCEPTION,
        arguments=arguments,
        label=_("These days are again as the week has them."),
    )
    return redirect("directory:site", site_id)


def _week(request: Any, site: Site, offer: Offer | None) -> HttpResponse:
    if request.method == "GET":
        week = hours_book([site.pk]).week(site.pk, offer.pk if offer else None)
        return _page(request, WeekForm(initial=saved_week(week)), site, "week", offer=offer)
    form = WeekForm(request.POST)
    if not form.is_valid():
        return _page(request, form, site, "week", status=422, offer=offer)
    actions.set_week(site=site, offer=offer, lines=form.lines, by=request.user)
    messages.success(request, _("The hours are saved."))
    return redirect("directory:site", site.pk)


def _page(
    request: Any, form: Any, site: Site, name: str, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {"form": form, "site": site, "back_url": _site_url(site), **extra}
    return render(request, f"directory/{name}.html", context, status=status)


def _site_url(site: Site) -> str:
    return reverse("directory:site", args=[site.pk])


def _with_own_hours(site: Site) -> list[Offer]:
    return [offer for offer in offers_of(site) if offer.has_own_hours]
