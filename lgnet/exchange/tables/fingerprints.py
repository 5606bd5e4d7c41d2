"""Telling that a row was met before, without keeping what it says: keyed digests."""

import hashlib
import hmac
import json

from .folding import folded
from .judging import Judged

BYTES = 16


def content_of(judged: Judged, *, secret: str) -> bytes:
    """Return the digest of everything a row says of a person: 16 bytes."""
    text = json.dumps(judged.told(), ensure_ascii=False)
    return _digest("content", text, secret)


def fingerprint_of(judged: Judged, *, audience: object, source: str, secret: str) -> bytes:
    """Return by what a row is known again: the number in its list, or all that it says.

    ``source`` sets the lists apart that count from one; ``audience`` those who may see the person,
    so that nobody learns from a row that somebody else has brought in the same.
    """
    if judged.external:
        text = f"{audience}\x1f{folded(source)}\x1f{folded(judged.external)}"
        return _digest("number", text, secret)
    whole = json.dumps(judged.told(), ensure_ascii=False)
    return _digest("row", f"{audience}\x1f{whole}", secret)


def another(fingerprint: bytes, number: int, *, secret: str) -> bytes:
    """Return the fingerprint of a row that repeats one and is somebody else all the same."""
    return _digest("another", f"{fingerprint.hex()}\x1f{number}", secret)


def _digest(kind: str, text: str, secret: str) -> bytes:
    whole = f"table-{kind}\x1f{text}".encode()
    return hmac.new(secret.encode(), whole, hashlib.sha256).digest()[:BYTES]
