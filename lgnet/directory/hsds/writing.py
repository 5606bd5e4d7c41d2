"""The directory of the open city as HSDS 3."""

import datetime as dt
from typing import Any

from django.utils import timezone, translation

from lgnet.directory import queries
from lgnet.directory.models import Offer, Site
from lgnet.directory.queries.hours import HoursBook, hours_book
from lgnet.directory.queries.sites import offers as all_offers
from lgnet.directory.queries.sites import service_codes
from lgnet.directory.rules_hours import Week
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.languages import LANGUAGES
from lgnet.network.models import City

from .fields import DAYS
from .terms import CLOSED, EXCEPTION, FACTS, RULES, SERVICES, attribute

Row = dict[str, Any]


def export(city: City, today: dt.date | None = None) -> dict[str, list[Row]]:
    """Return organisations, services, locations, services at locations, and schedules.

    Every site, also one that is closed; seasons and exceptions that are not over. The same
    directory gives the same text: identifiers are ours or made of ours.
    """
    day = today or timezone.localdate()
    sites = list(queries.sites())
    offers = list(all_offers())
    book = hours_book([site.pk for site in sites], since=day)
    codes: dict[Any, list[Any]] = {}
    for code in service_codes():
        if code.from_on <= day and (code.until_on is None or code.until_on >= day):
            codes.setdefault(code.service_id, []).append(code)
    organisations = {site.organisation_id: site.organisation for site in sites}
    with translation.override("en"):
        return {
            "organizations": [
                {"id": str(one.pk), "name": one.name, "description": one.get_kind_display()}
                for one in sorted(organisations.values(), key=lambda one: (one.name, str(one.pk)))
            ],
            "services": [_service(offer, codes.get(offer.service_id, []), day) for offer in offers],
            "locations": [_location(site, city) for site in sites],
            "service_at_locations": [
                {
                    "id": str(offer.pk),
                    "service_id": _service_id(offer),
                    "location_id": str(offer.site_id),
                    **({"description": offer.description} if offer.description else {}),
                }
                for offer in offers
            ],
            "schedules": [
                *(row for site in sites for row in _schedules(site, None, book)),
                *(
                    row
                    for offer in offers
                    if offer.has_own_hours
                    for row in _schedules(offer.site, offer, book)
                ),
            ],
        }


def _service_id(offer: Offer) -> str:
    """An offer is a service of its own here: HSDS keeps rules with the service, not the place."""
    return str(derived_uuid("hsds", "service", offer.pk))


def _service(offer: Offer, codes: list[Any], day: dt.date) -> Row:
    own = _service_id(offer)
    is_over = offer.closed_on is not None and offer.closed_on <= day
    attributes = [attribute(own, SERVICES, offer.service.code, offer.service.label_en)]
    attributes += [
        attribute(own, RULES, term, term.replace("_", " "))
        for term, (name, value) in FACTS.items()
        if getattr(offer, name) == value
    ]
    attributes += [attribute(own, one.scheme, one.code, offer.service.label_en) for one in codes]
    if offer.capacity:
        attributes.append(
            attribute(own, RULES, "capacity_a_day", "capacity a day", str(offer.capacity))
        )
    if offer.closed_on:
        attributes.append(
            attribute(own, RULES, "closed_on", "closed on", offer.closed_on.isoformat())
        )
    return _filled(
        {
            "id": own,
            "organization_id": str(offer.site.organisation_id),
            "name": offer.service.label_en,
            "description": offer.description,
            "status": "inactive" if is_over else "active",
            "eligibility_description": offer.eligibility,
            "minimum_age": offer.youngest,
            "maximum_age": offer.oldest,
            "languages": [_language(own, "service_id", code) for code in offer.languages],
            "attributes": attributes,
        }
    )


def _location(site: Site, city: City) -> Row:
    own = str(site.pk)
    address = {
        "id": str(derived_uuid("hsds", "address", own)),
        "location_id": own,
        "address_1": site.address,
        "city": city.name,
        "region": city.region_name,
        "state_province": city.region_name,
        # We keep none, and HSDS wants one: an empty one tells that it is not known.
        "postal_code": "",
        "country": "IT",
        "address_type": "physical",
    }
    attributes = []
    for name in ("email", "opened_on", "closed_on"):
        value = getattr(site, name)
        if value:
            attributes.append(attribute(own, RULES, name, name.replace("_", " "), str(value)))
    for one in attributes:
        one["link_entity"] = "location"
    if site.neighbourhood:
        address["address_2"] = site.neighbourhood.name
    step_free = {True: "step-free", False: "steps"}.get(site.is_step_free)  # type: ignore[arg-type]
    return _filled(
        {
            "id": own,
            "location_type": "physical",
            "organization_id": str(site.organisation_id),
            "name": site.name,
            "url": site.website,
            "latitude": None if site.latitude is None else float(site.latitude),
            "longitude": None if site.longitude is None else float(site.longitude),
            "addresses": [address],
            "phones": [
                {
                    "id": str(derived_uuid("hsds", "phone", own)),
                    "location_id": own,
                    "number": site.phone,
                }
            ]
            if site.phone
            else [],
            "languages": [_language(own, "location_id", code) for code in site.languages],
            "accessibility": [
                {
                    "id": str(derived_uuid("hsds", "accessibility", own)),
                    "location_id": own,
                    "description": step_free,
                }
            ]
            if step_free
            else [],
            "attributes": attributes,
        }
    )


def _language(owner: str, link: str, code: str) -> Row:
    name = LANGUAGES[code].own_name if code in LANGUAGES else code
    return {
        "id": str(derived_uuid("hsds", "language", owner, code)),
        link: owner,
        "code": code,
        "name": name,
    }


def _schedules(site: Site, offer: Offer | None, book: HoursBook) -> list[Row]:
    owner = {"service_at_location_id": str(offer.pk)} if offer else {"location_id": str(site.pk)}
    key = (site.pk, offer.pk if offer else None)
    rows = _week(owner, book.week(*key), str(key), {})
    for season in book.seasons.get(key, []):
        days = {
            "valid_from": season.from_on.isoformat(),
            "valid_to": season.until_on.isoformat(),
            "description": season.kind,
        }
        if season.name:
            days["notes"] = season.name
        week = book.week(*key, season.pk)
        first = f"{key}|{season.from_on}"
        closed = {"id": str(derived_uuid("hsds", "season", first)), **owner, **days}
        rows += _week(owner, week, first, days) or [closed]
    for one in book.exceptions.get(key, []):
        rows.append(
            _filled(
                {
                    "id": str(one.pk),
                    **owner,
                    "valid_from": one.from_on.isoformat(),
                    "valid_to": one.until_on.isoformat(),
                    "description": EXCEPTION if one.opens else CLOSED,
                    "opens_at": f"{one.opens:%H:%M}" if one.opens else None,
                    "closes_at": f"{one.closes:%H:%M}" if one.closes else None,
                    "notes": one.note,
                }
            )
        )
    return rows


def _week(owner: Row, week: Week, key: str, days: Row) -> list[Row]:
    return [
        {
            "id": str(derived_uuid("hsds", "schedule", key, weekday, f"{span.opens:%H:%M}")),
            **owner,
            "freq": "WEEKLY",
            "byday": DAYS[weekday],
            "opens_at": f"{span.opens:%H:%M}",
            "closes_at": f"{span.closes:%H:%M}",
            **days,
        }
        for weekday in sorted(week)
        for span in week[weekday]
    ]


def _filled(row: Row) -> Row:
    """Return a row without the fields of which nothing is known."""
    return {name: value for name, value in row.items() if value not in (None, "", [])}
