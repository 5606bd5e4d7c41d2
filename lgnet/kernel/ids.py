"""Identifiers: UUIDv7 (RFC 9562), made here or on the client, sortable by time of making."""

import uuid

from uuid_utils import compat

OPEN_COMPARTMENT = uuid.UUID(int=0)
"""The compartment of rows open to the whole city; a protected refuge has one of its own."""


def uuid7() -> uuid.UUID:
    """Return a new time-ordered UUID as the standard library's type."""
    return compat.uuid7()


_DERIVED = uuid.UUID("6c676e65-7400-5000-8000-000000000001")


def derived_uuid(*parts: object) -> uuid.UUID:
    """Return the UUIDv5 of the parts: the same parts give the same identifier everywhere."""
    return uuid.uuid5(_DERIVED, "\x1f".join(str(part) for part in parts))
