"""Locks under which nights are given and taken back.

The exclusion constraints alone keep double bookings out, but many writers on one place then wait
on each other's index entries and deadlock. One lock a place and one a person, always in the same
order and held to the end of the transaction, make them queue.
"""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from lgnet.kernel.tenancy import required_scope


def lock_nights(*, places: Iterable[UUID] = (), persons: Iterable[UUID] = ()) -> None:
    """Wait for the places', then the persons' locks, each kind sorted; needs a transaction."""
    keys = [
        *sorted(_key("place", place_id) for place_id in set(places)),
        *sorted(_key("person", person_id) for person_id in set(persons)),
    ]
    with connection.cursor() as cursor:
        # The rows come in the order of the list, one after the other: so are the locks taken.
        cursor.execute("SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k", [keys])


def _key(kind: str, row_id: UUID) -> int:
    """Return the lock's number: 64 bits of a digest of the row in its cell."""
    found = required_scope(kind)
    row = f"{kind}:{found.city_id}:{found.compartment_id}:{row_id}"
    return int.from_bytes(hashlib.blake2b(row.encode(), digest_size=8).digest(), "big", signed=True)
