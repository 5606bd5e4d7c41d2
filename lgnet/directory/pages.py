"""What pages of the directory show: cards of the list, and all of one site."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from lgnet.kernel.ids import uuid7
from lgnet.kernel.languages import language_label

from . import rules, wording
from .models import CapacityReport, Offer, Site
from .queries.finding import Found, State, by_site, languages_of
from .queries.hours import hours_book
from .queries.sites import offers_of, told_capacity
from .rules_eligibility import Fit
from .rules_hours import Hours, next_opening, note_of, opening_at

# So many days of past exceptions are still shown.
_RECENT = dt.timedelta(days=1)
# One tap says that so many are left.
_QUICK = (0, 1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Line:
    """One offer in words."""

    offer: Offer
    state: str
    kind: str
    note: str
    free: int | None
    must_ask: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A site of the list with what it offers."""

    site: Site
    lines: list[Line] = field(default_factory=list)
    is_near: bool = True
    distance: float | None = None


def cards(found: Sequence[Found], now: dt.datetime) -> list[Card]:
    """Return the sites of what was found, in its order."""
    return [
        Card(
            site=site,
            lines=[
                Line(
                    offer=one.offer,
                    state=wording.state_words(one.state, now),
                    kind=wording.state_kind(one.state),
                    note=one.state.note,
                    free=one.free,
                    must_ask=one.fit == Fit.ASK and _has_rule(one.offer),
                )
                for one in group
            ],
            is_near=group[0].is_near,
            distance=group[0].distance,
        )
        for site, group in by_site(list(found))
    ]


def bare_card(site: Site) -> Card:
    """Return the card of a site at which nothing is offered yet."""
    return Card(site=site)


def site_page(site: Site, now: dt.datetime) -> dict[str, Any]:
    """Return all that the page of a site shows."""
    today = timezone.localdate(now)
    rows = list(offers_of(site))
    book = hours_book([site.pk], since=today - _RECENT)
    told = told_capacity([offer.pk for offer in rows], today)
    hours = book.of_site(site)
    state = state_of(hours, now)
    seasons = [one for group in book.seasons.values() for one in group]
    return {
        "site": site,
        "state": wording.state_words(state, now),
        "kind": wording.state_kind(state),
        "note": state.note,
        "week": wording.week_rows(book.week(site.pk, None)),
        "are_hours_known": hours.are_known,
        "today": today,
        "weekday": today.weekday(),
        "seasons": [
            {
                "one": season,
                "offer": _named(rows, season.offer_id),
                "is_now": season.from_on <= today <= season.until_on,
                "week": wording.week_rows(book.week(site.pk, season.offer_id, season.pk)),
            }
            for season in sorted(seasons, key=lambda one: (one.from_on, str(one.pk)))
        ],
        "exceptions": [
            {"one": one, "offer": _named(rows, one.offer_id)}
            for group in book.exceptions.values()
            for one in group
        ],
        "offers": [_offer(offer, book, told, now) for offer in rows],
        "languages": [language_label(code) for code in site.languages],
        "is_due": rules.is_due(confirmed_at=site.confirmed_at, now=now),
        "is_closed_for_good": site.closed_on is not None and site.closed_on <= today,
    }


def state_of(hours: Hours, now: dt.datetime) -> State:
    """Return whether it is open at a moment."""
    opening = opening_at(hours, now)
    return State(
        are_hours_known=hours.are_known,
        now=opening,
        following=None if opening else next_opening(hours, now),
        note=note_of(hours, timezone.localdate(now)),
    )


def _offer(offer: Offer, book: Any, told: dict[Any, CapacityReport], now: dt.datetime) -> Any:
    state = state_of(book.of_offer(offer), now)
    own = book.week(offer.site_id, offer.pk) if offer.has_own_hours else None
    most = offer.capacity
    return {
        "offer": offer,
        "state": wording.state_words(state, now),
        "kind": wording.state_kind(state),
        "told": told.get(offer.pk),
        "report_id": uuid7(),
        "quick": [number for number in _QUICK if most is None or number <= most],
        "week": wording.week_rows(own) if own is not None else [],
        "languages": [language_label(code) for code in languages_of(offer)],
        "is_over": offer.closed_on is not None and offer.closed_on <= timezone.localdate(now),
    }


def _named(rows: Sequence[Offer], offer_id: Any) -> Offer | None:
    return next((offer for offer in rows if offer.pk == offer_id), None)


def _has_rule(offer: Offer) -> bool:
    return (
        offer.sexes != "any"
        or offer.youngest is not None
        or offer.oldest is not None
        or not offer.takes_families
    )
