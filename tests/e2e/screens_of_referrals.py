"""Screens of referrals: sent and received, by link, from another city, in every step."""

from lgnet.network.enums import Role
from lgnet.network.models import Membership
from lgnet.referrals.actions.answering import answer_referral
from lgnet.referrals.enums import FactKind
from tests.e2e.screen import Screen
from tests.factories.directory import make_offer, make_site
from tests.factories.referrals import make_referral, make_transfer

DESK, CITY = Role.DESK_OPERATOR, Role.CITY_MANAGER
STEP = "?person={person}&service=canteen"

SCREENS = [
    Screen("referrals:list", DESK, on_phone=True),
    Screen("referrals:done", DESK, on_phone=True),
    Screen("referrals:done", DESK, query="?show=cities"),
    Screen("referrals:new", DESK, query="?person={person}", on_phone=True),
    Screen("referrals:choose", DESK, query=STEP, on_phone=True),
    Screen("referrals:choose", DESK, query="?person={person}&service=night_shelter"),
    Screen("referrals:tell", DESK, query=STEP + "&offer={referral_offer}", on_phone=True),
    Screen("referrals:tell", DESK, query=STEP + "&city={referral_city}"),
    Screen("referrals:detail", DESK, ("referral",), on_phone=True),
    Screen("referrals:detail", DESK, ("referral_by_link",)),
    Screen("referrals:detail", DESK, ("referral_back",)),
    Screen("referrals:detail", DESK, ("referral_received",), on_phone=True),
    Screen("referrals:transfer", DESK, ("received_transfer",), on_phone=True),
    Screen("referrals:figures", CITY, on_phone=True),
    Screen("referrals:policy", CITY),
    Screen("referrals:link", None, ("nothing.at-all",), on_phone=True),
]


def fill_referrals(by, person) -> dict[str, object]:
    """Send somebody to others, and receive some."""
    own = Membership.objects.select_related("organisation").get(user=by).organisation
    mine = {"by": by, "from_organisation": own, "person": person}
    offer = make_offer("canteen", site=make_site(languages=["ara"], email="mensa@ente.example"))
    back = make_referral(offer=offer, **mine)
    answer_referral(
        referral_id=back.pk, kind=FactKind.DECLINED, by=None, reason="full", words="Da lunedì"
    )
    received = make_referral(
        offer=make_offer(site=make_site(organisation=own)), urgency=("street", "health")
    )
    transfer = make_transfer()
    return {
        "referral_offer": offer,
        "referral_city": transfer.from_city,
        "referral": make_referral(offer=offer, urgency=("children",), **mine),
        "referral_by_link": make_referral(offer=offer, is_by_link=True, **mine),
        "referral_back": back,
        "referral_received": received,
        "received_transfer": transfer,
    }
