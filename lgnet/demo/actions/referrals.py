"""Referrals of each demo city, in every state: to its services, by link, and to the next city."""

import datetime as dt
from uuid import UUID

from django.core import mail
from django.utils import timezone

from lgnet.accounts.models import User
from lgnet.demo.profiles import PROFILES
from lgnet.directory.models import Service
from lgnet.directory.queries.sites import offers
from lgnet.kernel.ids import derived_uuid
from lgnet.network.models import City, Membership, Organisation
from lgnet.people.actions.match_tokens import refuses_other_cities
from lgnet.people.models import Person
from lgnet.referrals.actions.answering import answer_referral
from lgnet.referrals.actions.sending import Receiver, Telling, send_referral, take_up
from lgnet.referrals.enums import FactKind, Urgency
from lgnet.referrals.models import Referral

HOUR = dt.timedelta(hours=1)
# Hours ago, whether it goes by a link, and what followed: kind, hours later, why, words.
STORIES: tuple[tuple[int, bool, tuple[tuple[FactKind, int, str, str], ...]], ...] = (
    (3, False, ()),
    (20, True, ((FactKind.SEEN, 2, "", ""),)),
    (
        30,
        True,
        ((FactKind.SEEN, 5, "", ""), (FactKind.DECLINED, 6, "full", "Si libera lunedì.")),
    ),
    (60, False, ((FactKind.ACCEPTED, 20, "", "Giovedì alle 9, chiedere di Marta."),)),
    (100, True, ()),
    (
        200,
        False,
        ((FactKind.ACCEPTED, 9, "", ""), (FactKind.ATTENDED, 60, "", "")),
    ),
    (
        300,
        False,
        ((FactKind.ACCEPTED, 40, "", ""), (FactKind.NOT_ATTENDED, 90, "", "")),
    ),
    (400, False, ((FactKind.DECLINED, 12, "language", ""), (FactKind.CLOSED, 15, "", ""))),
)


def load_demo_referrals(code: str, *, worker_id: UUID) -> int:
    """Write the city's referrals inside its open scope; return how many. Once there, nothing."""
    if Referral.objects.filter(pk=derived_uuid("demo", "referral", code, 0)).exists():
        return 0
    by = User.objects.get(pk=worker_id)
    member = Membership.objects.select_related("organisation").filter(user=by).order_by("pk")
    own = member[0].organisation
    known = list(offers(day=timezone.localdate()))
    people = list(Person.objects.order_by("-pk")[: len(STORIES) + 1])
    if not known or not people:
        return 0
    nowhere = mail.get_connection("django.core.mail.backends.dummy.EmailBackend")
    now = timezone.now()
    for number, (ago, is_by_link, story) in enumerate(STORIES):
        offer = known[number % len(known)]
        sent_at = now - ago * HOUR
        referral = send_referral(
            id=derived_uuid("demo", "referral", code, number),
            person=people[number % len(people)],
            service=offer.service,
            receiver=Receiver(offer=offer, is_by_link=is_by_link),
            telling=Telling(
                fields=("called", "languages"),
                urgency=[Urgency.values[number % len(Urgency.values)]],
            ),
            from_organisation=own,
            by=by,
            email="sportello@ente.example" if is_by_link else "",
            at=sent_at,
            mail_through=nowhere,
        )
        for kind, later, why, words in story:
            if kind == FactKind.CLOSED:
                take_up(referral_id=referral.pk, by=by)
                continue
            answer_referral(
                referral_id=referral.pk,
                kind=kind,
                by=None if is_by_link else by,
                reason=why,
                words=words,
                is_by_link=is_by_link,
                at=sent_at + later * HOUR,
            )
    _hand_over(code, people[-1], by=by, own=own, service=known[0].service)
    return len(STORIES)


def _hand_over(code: str, person: Person, *, by: User, own: Organisation, service: Service) -> None:
    """Ask the next city of the network to take somebody over."""
    codes = list(PROFILES)
    following = codes[(codes.index(code) + 1) % len(codes)]
    city = City.objects.filter(cadastral_code=following, is_active=True).first()
    if city is None or refuses_other_cities(person):
        return
    send_referral(
        id=derived_uuid("demo", "transfer", code),
        person=person,
        service=service,
        receiver=Receiver(city=city),
        telling=Telling(fields=("called", "names", "languages"), urgency=("children",)),
        from_organisation=own,
        by=by,
    )
