"""Lists of referrals: what waits for us, what waits for others, what is done; the figures."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q, QuerySet

from lgnet.referrals.enums import FactKind, ReceiverKind
from lgnet.referrals.models import ReceivedTransfer, Referral
from lgnet.referrals.rules import BACK_WITH_SENDER, WAITING
from lgnet.referrals.rules_figures import Line

from .reading import LINKS

# As many as a desk can keep in mind; the rest shows when these are answered.
MOST = 100


def _rows() -> QuerySet[Referral]:
    return Referral.objects.select_related(*LINKS, "person", "from_organisation").defer("for_city")


def _sent_by(organisation_id: UUID) -> Q:
    return Q(from_organisation=organisation_id)


def _received_by(organisation_id: UUID) -> Q:
    return Q(to_kind=ReceiverKind.ORGANISATION, to_organisation=organisation_id)


def _back(now: dt.datetime) -> Q:
    return Q(state__in=BACK_WITH_SENDER) | Q(state__in=WAITING, due_at__lt=now)


def _with_receiver(now: dt.datetime) -> Q:
    return Q(state__in=WAITING, due_at__gte=now) | Q(state=FactKind.ACCEPTED)


def our_turn(organisation_id: UUID, now: dt.datetime) -> list[Referral]:
    """Return what an organisation has to see to, the soonest due first."""
    ours = (_sent_by(organisation_id) & _back(now)) | (
        _received_by(organisation_id) & _with_receiver(now)
    )
    return list(_rows().filter(ours).order_by("due_at", "pk")[: MOST + 1])


def their_turn(organisation_id: UUID, now: dt.datetime) -> list[Referral]:
    """Return what an organisation sent and others have to answer, the soonest due first."""
    rows = _rows().filter(_sent_by(organisation_id) & _with_receiver(now))
    return list(rows.exclude(_received_by(organisation_id)).order_by("due_at", "pk")[: MOST + 1])


def done(organisation_id: UUID, now: dt.datetime) -> QuerySet[Referral]:
    """Return what waits for nobody any more."""
    concerned = _sent_by(organisation_id) | _received_by(organisation_id)
    over = Q(state__in=(FactKind.ATTENDED, FactKind.WITHDRAWN, FactKind.CLOSED))
    # What came back waits for who sent; for who answered it is done.
    answered = _received_by(organisation_id) & ~_sent_by(organisation_id) & _back(now)
    return _rows().filter((concerned & over) | answered)


def transfers_waiting(now: dt.datetime) -> list[ReceivedTransfer]:
    """Return what other cities hand over and nobody has answered, or nobody has met yet."""
    return list(_transfers().filter(_with_receiver(now)).order_by("due_at", "pk")[: MOST + 1])


def transfers_done(now: dt.datetime) -> QuerySet[ReceivedTransfer]:
    """Return what other cities handed over and waits for nobody here."""
    return _transfers().exclude(_with_receiver(now))


def transfer_by_id(transfer_id: UUID) -> ReceivedTransfer | None:
    """Return a transfer of the open cell, or None: elsewhere and nowhere are alike."""
    return _transfers().filter(pk=transfer_id).order_by("pk").first()


def _transfers() -> QuerySet[ReceivedTransfer]:
    return ReceivedTransfer.objects.select_related("from_city", "service", "person", "answered_by")


def lines_since(since: dt.datetime) -> Iterator[Line]:
    """Yield every referral sent since a moment as the figures read it."""
    rows = Referral.objects.filter(sent_at__gte=since).order_by("sent_at", "pk")
    fields = ("sent_at", "due_at", "answered_at", "state", "decline_reason")
    names = ("to_organisation__name", "to_city__name")
    for organisation, city, *values in rows.values_list(*names, *fields):
        yield Line(organisation or city, *values)
