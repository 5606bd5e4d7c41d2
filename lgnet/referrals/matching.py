"""Which services answer a need of a person, and how each would answer a referral."""

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lgnet.directory.catalogue import Fit, Whom, state_kind, state_words
from lgnet.directory.models import Offer, Service
from lgnet.directory.queries.finding import Found, Wish, find_offers
from lgnet.kernel.languages import language_label
from lgnet.network.queries import members_who_may
from lgnet.people.models import Person

from .actions.sending import Receiver
from .shared import family_size


@dataclass(frozen=True, slots=True)
class Suitable:
    """An offer that answers, in words."""

    offer: Offer
    state: str
    badge: str
    free: str
    free_badge: str
    languages: list[str]
    distance: str
    must_ask: bool
    is_by_link: bool


def matches(
    person: Person, *, service: Service, near: UUID | None, language: str, now: dt.datetime
) -> list[Suitable]:
    """Return the offers of a service that this person may use; the nearest open ones first."""
    wish = Wish(
        services=[service.code], language=language, near=near, whom=whom(person, today=now.date())
    )
    found = find_offers(wish, at=now)
    answering = set(_answering())
    return [_suitable(one, answering, now) for one in found]


def receiver_of(offer: Offer) -> Receiver:
    """Return how an offer's organisation answers: here where somebody of it may, else by a link."""
    return Receiver(offer=offer, is_by_link=offer.site.organisation_id not in set(_answering()))


def whom(person: Person, *, today: dt.date) -> Whom:
    """Return a person as rules of offers read them; what is not known shuts no door."""
    ages = person.ages_on(today)
    return Whom(
        age=ages[0] if ages and len(set(ages)) == 1 else None,
        sex=person.sex or None,
        is_family=family_size(person) > 1,
    )


def _suitable(found: Found, answering: Container[UUID], now: dt.datetime) -> Suitable:
    free, badge = _free(found.free)
    return Suitable(
        offer=found.offer,
        state=state_words(found.state, now),
        badge=state_kind(found.state),
        free=free,
        free_badge=badge,
        languages=[language_label(code) for code in found.languages],
        distance=_distance(found),
        must_ask=found.fit == Fit.ASK,
        is_by_link=found.site.organisation_id not in answering,
    )


def _free(free: int | None) -> tuple[str, str]:
    if free is None:
        return _("Not said today"), "idle"
    if free == 0:
        return _("Full today"), "stop"
    return ngettext("%(count)s free today", "%(count)s free today", free) % {"count": free}, "ok"


def _distance(found: Found) -> str:
    if found.is_near and found.distance is not None:
        return _("in this neighbourhood")
    if found.distance is None:
        return ""
    return _("%(km).1f km") % {"km": found.distance}


def _answering() -> list[UUID]:
    rows = members_who_may("referrals.answer")
    return list(rows.values_list("organisation_id", flat=True).order_by())
