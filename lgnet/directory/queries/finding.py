"""Who gives what now, near here, to whom: the question of the street, the desk and referrals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from lgnet.directory.models import Offer, Site
from lgnet.directory.rules_eligibility import Eligibility, Fit, Whom, fit
from lgnet.directory.rules_hours import Opening, is_open, next_opening, note_of, opening_at
from lgnet.directory.rules_places import Point, distance_km, middle

from .hours import hours_book
from .sites import offers, with_told


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; what is left empty narrows nothing.

    ``services`` are our codes; ``language`` is ISO 639-3; ``near`` a neighbourhood: offers in it
    come first, the others by their distance from it.
    """

    services: Collection[str] = ()
    language: str = ""
    near: UUID | None = None
    whom: Whom = field(default_factory=Whom)
    is_open_now: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """Whether something is open at a moment, until when, or when it opens next."""

    are_hours_known: bool
    now: Opening | None
    following: Opening | None
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether it is open."""
        return self.now is not None


@dataclass(frozen=True, slots=True)
class Found:
    """An offer that answers a wish.

    ``free``: how many can still come today, as was said last; None where nobody said anything.
    ``distance``: kilometres from the middle of the neighbourhood asked for, None if not known.
    """

    offer: Offer
    state: State
    fit: Fit
    free: int | None
    is_near: bool
    distance: float | None

    @property
    def site(self) -> Site:
        """Return where it is."""
        return self.offer.site

    @property
    def languages(self) -> list[str]:
        """Return the languages spoken: the offer's own, else the site's."""
        return languages_of(self.offer)


def find_offers(wish: Wish, *, at: dt.datetime | None = None) -> list[Found]:
    """Return the offers that answer a wish at a moment, now unless said; four queries.

    Whom an offer is surely not for is left out; where the person's age, sex or family is not
    known, it stays, with ``Fit.ASK``. Order: open before closed, near before far, full last.
    Raises ValueError for a moment without a zone.
    """
    moment = at or timezone.now()
    day = timezone.localdate(moment)
    rows = with_told(offers(day=day), day)
    if wish.services:
        rows = rows.filter(service__code__in=list(wish.services))
    known: list[Any] = list(rows)
    suitable = [(offer, fit(eligibility_of(offer), wish.whom)) for offer in known]
    suitable = [
        (offer, answer)
        for offer, answer in suitable
        if answer != Fit.NO and (not wish.language or wish.language in languages_of(offer))
    ]
    book = hours_book({offer.site_id for offer, _ in suitable}, since=day - dt.timedelta(days=1))
    centre = _centre(known, wish.near)
    found = []
    for offer, answer in suitable:
        hours = book.of_offer(offer)
        if wish.is_open_now and not is_open(hours, moment):
            continue
        now = opening_at(hours, moment)
        found.append(
            Found(
                offer=offer,
                state=State(
                    are_hours_known=hours.are_known,
                    now=now,
                    following=None if now else next_opening(hours, moment),
                    note=note_of(hours, day),
                ),
                fit=answer,
                free=offer.told_free,
                is_near=wish.near is None or offer.site.neighbourhood_id == wish.near,
                distance=_distance(offer.site, centre),
            )
        )
    return sorted(found, key=_order)


def eligibility_of(offer: Offer) -> Eligibility:
    """Return an offer's rules as values."""
    return Eligibility(
        sexes=offer.sexes,
        youngest=offer.youngest,
        oldest=offer.oldest,
        takes_families=offer.takes_families,
    )


def languages_of(offer: Offer) -> list[str]:
    """Return the languages spoken at an offer."""
    return list(offer.languages or offer.site.languages)


def position_of(site: Site) -> Point | None:
    """Return a site's longitude and latitude, or None."""
    if site.latitude is None or site.longitude is None:
        return None
    return float(site.longitude), float(site.latitude)


def by_site(found: list[Found]) -> list[tuple[Site, list[Found]]]:
    """Return each site once with its offers, in the order of its best one."""
    groups: dict[UUID, list[Found]] = defaultdict(list)
    for one in found:
        groups[one.site.pk].append(one)
    return [(group[0].site, group) for group in groups.values()]


def _centre(known: list[Any], near: UUID | None) -> Point | None:
    """Return the middle of the sites of a neighbourhood, as nobody drew its outline."""
    at = {offer.site_id: offer.site for offer in known if offer.site.neighbourhood_id == near}
    points = [point for point in map(position_of, at.values()) if point is not None]
    return middle(points) if near is not None else None


def _distance(site: Site, centre: Point | None) -> float | None:
    point = position_of(site)
    return None if point is None or centre is None else distance_km(point, centre)


def _order(one: Found) -> tuple[object, ...]:
    following = one.state.following
    return (
        not one.is_near,
        not one.state.is_open,
        one.free == 0,
        one.distance is None,
        one.distance or 0.0,
        following is None,
        following.starts_at.timestamp() if following else 0.0,
        one.site.name,
        str(one.offer.pk),
    )
