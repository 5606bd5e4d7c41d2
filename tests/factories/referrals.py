"""Referrals, inside the open scope; each is sent by its own action, as the database asks."""

import datetime as dt
import secrets

from django.utils import timezone

from lgnet.directory.models import Offer
from lgnet.kernel.ids import uuid7
from lgnet.network.models import City, Organisation
from lgnet.referrals.actions.sending import Receiver, Telling, send_referral
from lgnet.referrals.models import ReceivedTransfer, Referral, ReferralFact, ReferralLink
from tests.factories.directory import make_offer, make_site
from tests.factories.network import make_organisation, make_user
from tests.factories.people import make_person

BASE = "http://testserver"
EMAIL = "sportello@ente.example"


def own_organisation(city: City) -> Organisation:
    """Return an organisation of the city's joint service."""
    found = Organisation.objects.filter(city=city, is_joint=True).order_by("name").first()
    return found or make_organisation(city=city)


def here() -> City:
    from lgnet.kernel.tenancy import required_scope

    return City.objects.get(pk=required_scope("tests").city_id)


def make_referral(
    *,
    offer: Offer | None = None,
    is_by_link: bool = False,
    city: City | None = None,
    fields=("called", "languages"),
    note: str = "",
    urgency=(),
    by=None,
    from_organisation: Organisation | None = None,
    person=None,
    email: str = EMAIL,
    id=None,
    **more,
) -> Referral:
    offer = offer or make_offer(site=make_site())
    return send_referral(
        id=id or uuid7(),
        person=person or make_person(),
        service=offer.service,
        receiver=Receiver(city=city) if city else Receiver(offer=offer, is_by_link=is_by_link),
        telling=Telling(fields=fields, urgency=urgency, note=note),
        from_organisation=from_organisation or own_organisation(here()),
        by=by or make_user(),
        email=email if is_by_link else "",
        base_url=BASE,
        **more,
    )


def make_link(**fields) -> ReferralLink:
    """Make a link that another has replaced."""
    now = timezone.now()
    first = {
        "referral": make_referral(is_by_link=True),
        "token_hash": secrets.token_bytes(32),
        "email": EMAIL,
        "made_at": now,
        "revoked_at": now,
    }
    return ReferralLink.objects.create(**first | fields)


def make_transfer(**fields) -> ReceivedTransfer:
    """Return what another city sent here, as the function of the database writes it."""
    now = timezone.now()
    other = City.objects.filter(is_active=True).exclude(pk=here().pk).order_by("name").first()
    first = {
        "referral_id": uuid7(),
        "from_city": other,
        "service": make_offer(site=make_site()).service,
        "profile": {"sex": "female", "people": 2},
        "sent_at": now,
        "due_at": now + dt.timedelta(hours=72),
    }
    return ReceivedTransfer.objects.create(**first | fields)


def make_fact(**fields) -> ReferralFact:
    """Make a second fact of a referral."""
    referral = make_referral()
    first = {
        "referral": referral,
        "position": 2,
        "kind": "seen",
        "previous_position": 1,
        "previous": "sent",
        "due_at": referral.due_at,
        "recorded_at": referral.sent_at,
    }
    return ReferralFact.objects.create(**first | fields)
