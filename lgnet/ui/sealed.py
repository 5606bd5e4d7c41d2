"""Sealed texts: what was typed may stand in an address without being readable there.

Addresses end up in histories, logs of proxies and screenshots, so no name may stand in one; yet
each view has its own address and Back works. The text is encrypted and authenticated (Fernet),
opens only for the user who typed it and only for a working day.
"""

import base64
import functools
import hashlib
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

LASTS_SECONDS = 12 * 3600
PARAMETER = "s"


@functools.cache
def box(purpose: str, secret: str) -> Fernet:
    """Return the box that seals for one purpose: what one sealed, another does not open."""
    digest = hashlib.sha256(f"lgnet.{purpose}.{secret}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def _fernet() -> Fernet:
    return box("address", settings.SECRET_KEY)


def seal(text: str, *, user_id: UUID) -> str:
    """Return the text as letters that fit an address; empty for an empty text."""
    if not text:
        return ""
    token = _fernet().encrypt(f"{user_id}|{text}".encode())
    return token.decode().rstrip("=")


def unseal(token: str, *, user_id: UUID) -> str:
    """Return the text; empty for a token that is broken, too old or somebody else's."""
    if not token:
        return ""
    padded = token + "=" * (-len(token) % 4)
    try:
        found = _fernet().decrypt(padded.encode(), ttl=LASTS_SECONDS).decode()
    except (InvalidToken, ValueError):
        return ""
    owner, _, text = found.partition("|")
    return text if owner == str(user_id) else ""
