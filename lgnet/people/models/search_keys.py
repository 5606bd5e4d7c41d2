"""Keyed tokens by which people are found."""

from uuid import UUID

from django.db import models

from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


class SearchKey(TenantModel):
    """A keyed token of a person: found by equality, says nothing without the key.

    The identifier is the token's eight bytes followed by the last eight of the person's: the
    primary key is the index in which a token is looked up, and needs no other beside it.
    """

    PRIVACY = CELL_PRIVACY | {"person": Label.OPERATIONAL}

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.person_id)


def search_key_id(token: bytes, person_id: UUID) -> UUID:
    """Return the identifier of a person's row for a keyed token of eight bytes."""
    return UUID(bytes=token + person_id.bytes[8:])


def search_key_range(token: bytes) -> tuple[UUID, UUID]:
    """Return the first and last identifier that rows of a keyed token can have."""
    return UUID(bytes=token + bytes(8)), UUID(bytes=token + b"\xff" * 8)
