"""Links for screens in waiting rooms: made, read once, opened, taken back."""

import datetime as dt
import secrets
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.encounters.models import Desk, WallLink

from .desk_refusals import DeskRefused

LONGEST = dt.timedelta(days=366)
MOST_OPEN = 20
_SALT = "lgnet.encounters.wall"
_SIGNER = signing.Signer(salt=_SALT, sep=".")


@transaction.atomic
def make_wall_link(*, id: UUID, desk: Desk, place: str, until_on: dt.date, by: Any) -> str:
    """Make a link for a screen, and return what stands in its address; nobody can read it again.

    Raises DeskRefused for a day that is over or too far off, and where the same form made one
    already: that one can only be taken back.
    """
    today = timezone.localdate()
    if not today <= until_on <= today + LONGEST:
        raise DeskRefused(_("Choose a day from today, within a year."))
    if WallLink.objects.filter(pk=id).exists():
        raise DeskRefused(
            _("This form has made its link already. Take that one back, make another.")
        )
    open_ones = WallLink.objects.filter(desk=desk, revoked_at__isnull=True, until_on__gte=today)
    if open_ones.count() >= MOST_OPEN:
        raise DeskRefused(_("There are many links already. Take back those no screen uses."))
    token = _SIGNER.sign(secrets.token_urlsafe(24))
    link = WallLink.objects.create(
        id=id,
        desk=desk,
        place=place,
        until_on=until_on,
        token_hash=hash_of(token),
        recorded_by=by,
    )
    record(verb="encounters.wall_link_made", target=link, desk=str(desk.pk))
    return token


@transaction.atomic
def take_wall_link_back(*, link_id: UUID, by: Any) -> WallLink:
    """Take a link back, and return it; twice changes nothing."""
    link = WallLink.objects.select_for_update(of=("self",)).order_by().get(pk=link_id)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = timezone.now(), by
        link.save(update_fields=["revoked_at", "revoked_by"])
        record(verb="encounters.wall_link_revoked", target=link)
    return link


def hash_of(token: str) -> bytes:
    """Return the keyed hash under which a link is kept."""
    return salted_hmac(_SALT, token, algorithm="sha256").digest()


def find_wall(token: str) -> tuple[UUID, UUID, UUID] | None:
    """Return city, compartment and desk of a link, or None for one that opens nothing.

    Outside any scope: the screen is in no city.
    """
    try:
        _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT city, compartment, desk FROM encounters_wall(%s, %s)",
            [hash_of(token), timezone.localdate()],
        )
        row = cursor.fetchone()
    return (row[0], row[1], row[2]) if row and row[0] else None
