"""How to make one row of each model of referrals, and what their addresses may name."""

from collections.abc import Callable
from typing import Any

from lgnet.network.models import Membership, Organisation
from lgnet.referrals.actions.sending import withdraw_referral
from lgnet.referrals.models import ReferralPolicy
from tests.factories import referrals
from tests.factories.directory import make_offer, make_site

RECIPES: dict[str, Callable[..., Any]] = {
    "referrals.Referral": referrals.make_referral,
    "referrals.ReferralFact": referrals.make_fact,
    "referrals.ReferralLink": referrals.make_link,
    "referrals.ReceivedTransfer": referrals.make_transfer,
    "referrals.ReferralPolicy": lambda **fields: ReferralPolicy.objects.create(**fields),
}


def _own(user: Any) -> Organisation:
    rows = Membership.objects.filter(user=user).select_related("organisation").order_by("pk")
    found = rows.first()
    return found.organisation if found else referrals.own_organisation(referrals.here())


def sent(user: Any) -> Any:
    return referrals.make_referral(by=user, from_organisation=_own(user))


def received(user: Any) -> Any:
    return referrals.make_referral(offer=make_offer(site=make_site(organisation=_own(user))))


def done(user: Any) -> Any:
    return withdraw_referral(referral_id=sent(user).pk, by=user)


KINDS: dict[str, Callable[[Any], Any]] = {
    "referral": sent,
    "received_referral": received,
    "done_referral": done,
    "received_transfer": lambda user: referrals.make_transfer(),
}
