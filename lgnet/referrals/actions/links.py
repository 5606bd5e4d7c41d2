"""Links for bodies without account: made, kept as a hash, sent by e-mail, opened, renewed."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.mail import send_mail
from django.db import connection, transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from lgnet.audit.actions import record
from lgnet.referrals import rules
from lgnet.referrals.access import ReferralRefused
from lgnet.referrals.enums import ReceiverKind
from lgnet.referrals.models import Referral, ReferralLink

_SALT = "lgnet.referrals.link"
_SIGNER = signing.Signer(salt=_SALT, sep=".")


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a link leads: a cell, and the link in it."""

    city_id: UUID
    compartment_id: UUID
    link_id: UUID


@transaction.atomic
def send_link(
    *,
    referral: Referral,
    email: str,
    by: Any,
    base_url: str,
    at: dt.datetime | None = None,
    mail_through: Any = None,
) -> ReferralLink:
    """Make a link, revoke the one before, and send it; the e-mail names nobody and nothing.

    Raises ReferralRefused where the body does not answer by a link, where it would not open any
    more, or where the e-mail does not leave.
    """
    now = at or timezone.now()
    is_open = rules.link_opens(referral.state, referral.due_at, referral.answered_at, now)
    if referral.to_kind != ReceiverKind.BODY or not is_open:
        raise ReferralRefused(_("This waits for no answer by a link."))
    ReferralLink.objects.filter(referral=referral, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=by
    )
    token = _SIGNER.sign(secrets.token_urlsafe(24))
    link = ReferralLink.objects.create(
        referral=referral, token_hash=hash_of(token), email=email, made_at=now, made_by=by
    )
    record(verb="referrals.link_sent", target=referral, person=referral.person_id)
    url = f"{base_url.rstrip('/')}{reverse('referrals:link', args=[token])}"
    _post(referral, email, url, mail_through)
    return link


def hash_of(token: str) -> bytes:
    """Return the keyed hash under which a link is kept."""
    return salted_hmac(_SALT, token, algorithm="sha256").digest()


def find_link(token: str) -> Opened | None:
    """Return where a link leads, or None for one that was never made, or revoked.

    Outside any scope: who opens a link is in no city.
    """
    try:
        _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT city, compartment, link FROM referrals_link(%s)", [hash_of(token)])
        row = cursor.fetchone()
    return Opened(*row) if row and row[0] else None


def opened_referral(opened: Opened) -> Referral | None:
    """Return the referral a link opens now, in the open scope; None where it opens no longer."""
    link = (
        ReferralLink.objects.select_related("referral__service", "referral__from_organisation")
        .filter(pk=opened.link_id, revoked_at__isnull=True)
        .order_by("pk")
        .first()
    )
    if link is None:
        return None
    referral: Referral = link.referral
    now = timezone.now()
    is_open = rules.link_opens(referral.state, referral.due_at, referral.answered_at, now)
    return referral if is_open else None


def _post(referral: Referral, email: str, url: str, mail_through: Any) -> None:
    until = timezone.localtime(referral.due_at)
    with override("it"):
        text = _(
            "Good morning,\n\na colleague of %(organisation)s asks you something. Please answer"
            " by %(until)s, on this page:\n\n%(url)s\n\nThe page opens for you alone: do not"
            " forward it."
        ) % {
            "organisation": referral.from_organisation.name,
            "until": formats.date_format(until, "j F, H:i"),
            "url": url,
        }
        subject = _("A colleague asks you something")
    try:
        send_mail(subject, text, None, [email], connection=mail_through)
    except OSError as problem:
        raise ReferralRefused(
            _("The e-mail could not be sent now. Nothing was sent: try again later.")
        ) from problem
