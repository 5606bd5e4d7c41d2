"""The vault: identifying values are encrypted here, before PostgreSQL sees them.

A data key of 256 random bits a person, wrapped by the key of the person's cell, which is derived
from a master key that never reaches the database host. Destroying the wrapped key erases the
person from every table, history and later backup alike (docs/adr/0009). AES-256-GCM throughout.

The nonce is derived from key, place and value, so one value sealed again in the same place gives
the same bytes: a bulk load that changes nothing writes nothing. Equal values of two people, rows
or columns share nothing.
"""

import functools
import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORMAT = b"\x01"
KEY_BYTES = 32
_NONCE_BYTES = 12
_LENGTH_BYTES = 4
# Lengths of names say something too: values are filled up to the next multiple.
_BLOCK = 16


class Unreadable(Exception):
    """A sealed value that does not open: its key was destroyed, or it was moved or altered."""


class Sealed(bytes):
    """An encrypted value as it lies in the database. Says nothing of itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


def new_data_key(*, city_id: UUID, compartment_id: UUID, owner: UUID) -> bytes:
    """Return a fresh data key, wrapped for the cell and bound to its owner's identifier."""
    number, _ = master_keys()[0]
    place = _wrapping_place(owner)
    cell = _cell_key(number, city_id, compartment_id)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(cell).encrypt(nonce, secrets.token_bytes(KEY_BYTES), place)
    return FORMAT + bytes([number]) + nonce + wrapped


def opened_key(wrapped: bytes | None, *, city_id: UUID, compartment_id: UUID, owner: UUID) -> bytes:
    """Return the data key; raises Unreadable where it was destroyed or belongs elsewhere."""
    if not wrapped:
        raise Unreadable("The key was destroyed.")
    number, nonce, body = wrapped[1], wrapped[2 : 2 + _NONCE_BYTES], wrapped[2 + _NONCE_BYTES :]
    cell = _cell_key(number, city_id, compartment_id)
    try:
        return AESGCM(cell).decrypt(bytes(nonce), bytes(body), _wrapping_place(owner))
    except InvalidTag as error:
        raise Unreadable("The key does not belong to this row.") from error


def cell_key(*, city_id: UUID, compartment_id: UUID) -> bytes:
    """Return the key for values of a cell that belong to no person, such as a household's name."""
    number, _ = master_keys()[0]
    return _derived(_cell_key(number, city_id, compartment_id), b"values")


def post_key(*, city_id: UUID) -> bytes:
    """Return the key for what a city's open cell hands to all of its closed ones at once.

    Sealed once, it opens in each: who hands over need not know how many there are.
    """
    _, secret = master_keys()[0]
    return _derived(_derived(secret, f"post|{city_id}".encode()), b"values")


def seal(value: bytes, *, key: bytes, place: str) -> Sealed:
    """Return ``value`` encrypted under ``key``, bound to its ``place`` (table, column and row)."""
    length = len(value).to_bytes(_LENGTH_BYTES, "big")
    filled = length + value + bytes(-(len(value) + _LENGTH_BYTES) % _BLOCK)
    where = place.encode()
    nonce = hmac.digest(_nonce_key(key), where + b"\0" + filled, "sha256")[:_NONCE_BYTES]
    return Sealed(FORMAT + nonce + AESGCM(key).encrypt(nonce, filled, where))


def unseal(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """Return the value; raises Unreadable for another key or place, or an altered value."""
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        filled = AESGCM(key).decrypt(bytes(nonce), bytes(body), place.encode())
    except InvalidTag as error:
        raise Unreadable("The value does not belong here.") from error
    length = int.from_bytes(filled[:_LENGTH_BYTES], "big")
    return filled[_LENGTH_BYTES : _LENGTH_BYTES + length]


def master_keys() -> list[tuple[int, bytes]]:
    """Return the master keys as (number, secret): the first seals, the others still open."""
    return _parsed(settings.VAULT_KEYS)


@functools.lru_cache(maxsize=8)
def _parsed(text: str) -> list[tuple[int, bytes]]:
    """Read ``number:secret,number:secret``; raises ValueError for a number outside 0 to 255."""
    found = []
    for part in text.split(","):
        number, _, secret = part.strip().partition(":")
        if not number.isdigit() or int(number) > 255 or len(secret) < KEY_BYTES:
            raise ValueError(
                "LGNET_VAULT_KEYS is a list of number:secret, 32 letters or more each."
            )
        found.append((int(number), secret.encode()))
    return found


def _cell_key(number: int, city_id: UUID, compartment_id: UUID) -> bytes:
    secrets_by_number = dict(master_keys())
    if number not in secrets_by_number:
        raise Unreadable(f"Master key {number} is not among LGNET_VAULT_KEYS.")
    return _derived(secrets_by_number[number], f"cell|{city_id}|{compartment_id}".encode())


@functools.lru_cache(maxsize=4096)
def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"lgnet|" + purpose).derive(secret)


@functools.lru_cache(maxsize=4096)
def _nonce_key(key: bytes) -> bytes:
    return hashlib.sha256(b"nonce|" + key).digest()


def _wrapping_place(owner: UUID) -> bytes:
    return f"data-key|{owner}".encode()
