"""Reading one referral: what may be told of the person now, its facts, its links."""

from uuid import UUID

from django.utils import timezone

from lgnet.kernel.tenancy import required_scope, scope
from lgnet.people.access import has_consent
from lgnet.people.enums import Purpose
from lgnet.people.models import Person, ReceivedRequest
from lgnet.referrals.enums import FactKind
from lgnet.referrals.models import Referral, ReferralFact, ReferralLink, ReferralPolicy
from lgnet.referrals.rules import state_at
from lgnet.referrals.rules_sharing import readable
from lgnet.referrals.shared import Told, told

LINKS = ("service", "offer__site", "offer__service", "to_organisation", "to_city")


def referral_by_id(referral_id: UUID) -> Referral | None:
    """Return a referral this member sees, or None; without the person, whom not all may see."""
    rows = Referral.objects.select_related(*LINKS, "from_organisation", "sent_by")
    return rows.filter(pk=referral_id).order_by("pk").first()


def person_of(referral: Referral) -> Person | None:
    """Return the person where this member may see them, else None."""
    return Person.objects.filter(pk=referral.person_id).order_by("pk").first()


def facts_of(referral: Referral) -> list[ReferralFact]:
    """Return what happened, the newest first."""
    rows = ReferralFact.objects.filter(referral=referral).select_related("recorded_by")
    return list(rows.order_by("-position"))


def agrees(referral: Referral) -> bool:
    """Return whether the person agrees now to being told of to the one it was sent to.

    In the cell's own name: who receives sees the answers of nobody.
    """
    if referral.to_organisation_id is None:
        return False
    here = required_scope("referrals")
    with scope(city_id=here.city_id, user_id=here.user_id, compartment_id=here.compartment_id):
        person = Person(pk=referral.person_id)
        return has_consent(person, Purpose.SHARING, referral.to_organisation_id)


def told_now(referral: Referral) -> list[Told]:
    """Return what the other side may read now, in words: consent counts at each reading."""
    needs_asking = "consent" in referral.given.values()
    has_agreed = needs_asking and agrees(referral)
    return told(referral.content, referral.given, has_consent=has_agreed)


def closed_fields(referral: Referral, shown: list[Told]) -> bool:
    """Return whether something that was told may be read no longer."""
    return len(readable(referral.given, has_consent=True)) > len(
        {one.field for one in shown} | ({"record"} & set(referral.given))
    )


def link_of(referral: Referral) -> ReferralLink | None:
    """Return the link that was sent last and not replaced, or None."""
    rows = ReferralLink.objects.filter(referral=referral, revoked_at__isnull=True)
    return rows.order_by("-made_at", "-pk").first()


def is_revoked(referral: Referral) -> bool:
    """Return whether what another city was told has been revoked."""
    rows = ReceivedRequest.objects.filter(pk=referral.pk, revoked_at__isnull=False)
    return rows.order_by().exists()


def policy_here() -> ReferralPolicy:
    """Return what the open cell decided last; before the first, the default, not saved."""
    return ReferralPolicy.objects.order_by("-recorded_at", "-id").first() or ReferralPolicy()


def newest_of(person: Person, *, most: int) -> list[tuple[Referral, FactKind]]:
    """Return a person's newest referrals, each with where it stands now: silence counts."""
    now = timezone.now()
    rows = Referral.objects.filter(person=person).select_related("service")
    newest = rows.defer("content", "for_city").order_by("-sent_at", "-pk")[:most]
    return [(one, state_at(one.state, one.due_at, now)) for one in newest]
