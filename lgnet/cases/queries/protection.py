"""Reads of the protection service: whom the city named, and who asked."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from lgnet.accounts.models import User
from lgnet.directory.models import Offer
from lgnet.network.queries import members_who_may

from ..models import Case, ProtectionAsk, ProtectionPolicy
from .restricted import may_read

# More than anybody asks about one case.
MOST_ASKS = 20


@dataclass(frozen=True, slots=True)
class Named:
    """Whom to ask now: a colleague, or an offer with how its organisation answers."""

    contact: User | None = None
    offer: Offer | None = None
    is_by_link: bool = False

    @property
    def words(self) -> str:
        """Return who it is."""
        if self.offer is not None:
            return f"{self.offer.site.organisation.name}, {self.offer.site.name}"
        return self.contact.full_name if self.contact is not None else ""


def protection_here() -> ProtectionPolicy:
    """Return what the open cell decided last; before the first, nobody is named."""
    found = ProtectionPolicy.objects.select_related(
        "contact", "offer__service", "offer__site__organisation"
    )
    return found.order_by("-recorded_at", "-id").first() or ProtectionPolicy()


def named_by(policy: ProtectionPolicy) -> Named | None:
    """Return whom a policy names, where they still answer; else None."""
    if policy.contact_id is not None:
        is_there = may_read().filter(user_id=policy.contact_id).order_by().exists()
        return Named(contact=policy.contact) if is_there else None
    offer = policy.offer
    if offer is None or not _is_open(offer):
        return None
    is_by_link = not answers_here(offer)
    if is_by_link and not offer.site.email:
        return None
    return Named(offer=offer, is_by_link=is_by_link)


def answers_here(offer: Offer) -> bool:
    """Return whether somebody of an offer's organisation answers referrals with an account."""
    members = members_who_may("referrals.answer").filter(organisation_id=offer.site.organisation_id)
    return members.order_by().exists()


def offers_to_name() -> QuerySet[Offer]:
    """Return the offers that could answer for the protection of people, by site."""
    today = timezone.localdate()
    rows = Offer.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=today),
        Q(site__closed_on__isnull=True) | Q(site__closed_on__gt=today),
    )
    return rows.select_related("service", "site__organisation").order_by("site__name", "pk")


def asks_about(case: Case) -> QuerySet[ProtectionAsk]:
    """Return what one may see of who asked about a case, the newest first."""
    rows = ProtectionAsk.objects.filter(case=case).select_related(
        "person", "contact", "recorded_by", "taken_by", "referral"
    )
    return rows.order_by("-recorded_at", "-pk")


def asks_waiting_for(user_id: object) -> QuerySet[ProtectionAsk]:
    """Return what waits for a colleague the city named; pages take it by when it was asked."""
    rows = ProtectionAsk.objects.filter(contact_id=user_id, taken_at__isnull=True)
    return rows.select_related("case", "person", "recorded_by")


def _is_open(offer: Offer) -> bool:
    today = timezone.localdate()
    ends = (offer.closed_on, offer.site.closed_on)
    return all(end is None or end > today for end in ends)
