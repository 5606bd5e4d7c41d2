"""Sites: added, changed, confirmed once a month."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lgnet.audit.actions import record
from lgnet.directory.models import Site
from lgnet.directory.rules_places import is_inside
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import City

from .refusals import NeverInDirectory, NotOfThisCity, OutsideCity
from .writing import add_once, change

# What is known of a site, by the names of its fields.
FACTS = (
    "name",
    "organisation",
    "address",
    "neighbourhood",
    "latitude",
    "longitude",
    "languages",
    "phone",
    "email",
    "website",
    "is_step_free",
    "opened_on",
    "closed_on",
)


@transaction.atomic
def add_site(*, id: UUID, facts: Mapping[str, Any], by: Any) -> Site:
    """Add a site with ``facts``; the same ``id`` again returns the site that is there.

    What somebody has just written is right: the site counts as confirmed. Raises OutsideCity,
    NotOfThisCity, NeverInDirectory inside a refuge, or SavedOtherwise.
    """
    _check(facts)
    site, is_new = add_once(Site, id=id, facts=_known(facts), by=by)
    if is_new:
        site.confirmed_at, site.confirmed_by = timezone.now(), by
        site.save(update_fields=["confirmed_at", "confirmed_by"])
        record(verb="directory.site_added", target=site)
    return site


@transaction.atomic
def change_site(*, site: Site, facts: Mapping[str, Any], version: str | None, by: Any) -> Site:
    """Change what is known of a site; raises as ``add_site``, and ChangedMeanwhile.

    ``version`` is ``version_of(site, FACTS)`` of what the form was made from.
    """
    _check(facts)
    changed = change(site, facts=_known(facts), version=version, names=FACTS)
    if changed:
        record(verb="directory.site_changed", target=site, fields=changed)
    return site


@transaction.atomic
def confirm_site(*, site: Site, by: Any) -> dt.datetime | None:
    """Say that everything told of a site is still right; return when that was said before."""
    current = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    before = current.confirmed_at
    current.confirmed_at, current.confirmed_by = timezone.now(), by
    current.save(update_fields=["confirmed_at", "confirmed_by"])
    record(verb="directory.site_confirmed", target=current)
    return before


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in FACTS if name in facts}


def _check(facts: Mapping[str, Any]) -> None:
    """A site lies in the open city, inside its boundary, and belongs to it."""
    cell = required_scope("directory.Site")
    if cell.compartment_id != OPEN_COMPARTMENT:
        raise NeverInDirectory
    for name in ("organisation", "neighbourhood"):
        one = facts.get(name)
        if one is not None and one.city_id not in (cell.city_id, None):
            raise NotOfThisCity
    if facts.get("latitude") is None:
        return
    city = City.objects.get(pk=cell.city_id)
    if city.boundary and not is_inside(
        city.boundary,
        longitude=float(facts["longitude"]),
        latitude=float(facts["latitude"]),
    ):
        raise OutsideCity(city.name)
