"""Offers: added, changed, and how many can still come today."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lgnet.directory.actions.offers import FACTS, add_offer, change_offer, report_capacity
from lgnet.directory.actions.refusals import ChangedMeanwhile, DirectoryRefused
from lgnet.directory.actions.writing import version_of
from lgnet.directory.forms import CapacityForm, OfferForm, new_id, saved_offer
from lgnet.directory.models import Offer
from lgnet.directory.queries.sites import offers as all_offers
from lgnet.network.access import access
from lgnet.ui import drafts

from .sites import site_or_404


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def offer_new(request: Any, site_id: UUID) -> HttpResponse:
    """Add a service at a site."""
    site = site_or_404(site_id)
    key = f"directory.offer:new:{site.pk}"
    if request.method == "GET":
        initial, kept = drafts.initial_for(request, key, OfferForm, new_id())
        return _form(request, OfferForm(initial=initial), kept, site=site)
    form, kept = OfferForm(request.POST), drafts.Kept(key)
    if form.is_valid() and form.cleaned_data["id"] is None:
        form.add_error(None, _("This form is not whole. Open it again."))
    if not form.is_valid():
        return _form(request, form, kept, site=site, status=422)
    try:
        add_offer(id=form.cleaned_data["id"], site=site, facts=form.facts, by=request.user)
    except DirectoryRefused as refused:
        form.add_error(None, str(refused))
        return _form(request, form, kept, site=site, status=409)
    drafts.clear(request, key)
    messages.success(request, _("The offer has been added."))
    return redirect("directory:site", site.pk)


@access(permission="directory.edit")
@require_http_methods(["GET", "POST"])
def offer_edit(request: Any, offer_id: UUID) -> HttpResponse:
    """Change an offer, unless somebody else has done so meanwhile."""
    offer = offer_or_404(offer_id)
    key = f"directory.offer:{offer.pk}"
    if request.method == "GET":
        saved = saved_offer(offer, version_of(offer, FACTS))
        initial, kept = drafts.initial_for(request, key, OfferForm, saved)
        return _form(request, OfferForm(initial=initial), kept, site=offer.site, offer=offer)
    form, kept = OfferForm(request.POST), drafts.Kept(key)
    if not form.is_valid():
        return _form(request, form, kept, site=offer.site, offer=offer, status=422)
    version = form.cleaned_data["version"]
    try:
        change_offer(offer=offer, facts=form.facts, version=version, by=request.user)
    except ChangedMeanwhile as refused:
        data = request.POST.copy()
        data["version"] = version_of(offer_or_404(offer_id), FACTS)
        form = OfferForm(data)
        form.add_error(None, str(refused))
        return _form(request, form, kept, site=offer.site, offer=offer, status=409)
    except DirectoryRefused as refused:
        form.add_error(None, str(refused))
        return _form(request, form, kept, site=offer.site, offer=offer, status=409)
    drafts.clear(request, key)
    messages.success(request, _("Saved."))
    return redirect("directory:site", offer.site_id)


@access(permission="directory.edit")
@require_POST
def capacity(request: Any, offer_id: UUID) -> HttpResponse:
    """Say how many can still come today."""
    offer = offer_or_404(offer_id)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say a number: how many can still come today."))
        return redirect("directory:site", offer.site_id)
    try:
        report_capacity(offer=offer, by=request.user, **form.cleaned_data)
    except DirectoryRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Written down."))
    return redirect(reverse("directory:site", args=[offer.site_id]) + f"#o-{offer.pk}")


def offer_or_404(offer_id: UUID) -> Offer:
    """Return an offer of the city with its site."""
    found = all_offers().filter(pk=offer_id).first()
    if found is None:
        raise Http404
    return found


def _form(
    request: Any,
    form: OfferForm,
    kept: drafts.Kept,
    *,
    site: Any,
    offer: Offer | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "kept": kept,
        "key": kept.key,
        "site": site,
        "offer": offer,
        "back_url": reverse("directory:site", args=[site.pk]),
    }
    return render(request, "directory/offer_edit.html", context, status=status)
