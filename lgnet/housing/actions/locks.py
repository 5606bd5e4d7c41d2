"""Locks under which nights are given and taken back.

The exclusion constraints alone keep double bookings out, but many writers on one place then wait
on each other's index entries and deadlock. One lock a place and one a person, always in the same
order and held to the end of the transaction, make them queue.
"""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from lgnet.kernel.at_once import Prepared, Statement, at_once
from lgnet.kernel.tenancy import required_scope

# The rows come in the order of the list, one after the other: so are the locks taken.
_LOCK = Prepared(
    "housing_lock_nights", "SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) AS k"
)


def lock_nights(*, places: Iterable[UUID] = (), persons: Iterable[UUID] = ()) -> None:
    """Wait for the places', then the persons' locks, each kind sorted; needs a transaction."""
    at_once(locking(places=places, persons=persons))


def locking(*, places: Iterable[UUID] = (), persons: Iterable[UUID] = ()) -> Statement:
    """Return the statement of ``lock_nights``, for who sends it with what it protects."""
    keys = [
        *sorted(_key("place", place_id) for place_id in set(places)),
        *sorted(_key("person", person_id) for person_id in set(persons)),
    ]
    return _LOCK, [keys]


def _key(kind: str, row_id: UUID) -> int:
    """Return the lock's number: 64 bits of a digest of the row in its cell."""
    found = required_scope(kind)
    row = f"{kind}:{found.city_id}:{found.compartment_id}:{row_id}"
    return int.from_bytes(hashlib.blake2b(row.encode(), digest_size=8).digest(), "big", signed=True)
