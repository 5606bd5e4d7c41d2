"""Opening sealed values read in bulk, without making an object of each row."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lgnet.kernel import vault


@dataclass(frozen=True, slots=True)
class _Row:
    """What a sealed value is bound to: its table and the row's identifier."""

    _meta: Any
    pk: UUID


def opened(model: Any, name: str, pk: UUID, value: Any, *, key: bytes) -> Any:
    """Return the value of field ``name`` of the row ``pk`` in the clear; None stays None.

    Raises ``vault.Unreadable`` where ``key`` does not open it.
    """
    if value is None:
        return None
    field = model._meta.get_field(name)
    return field.of_bytes(vault.unseal(value, key=key, place=field.place(_Row(model._meta, pk))))
