"""Model fields whose values PostgreSQL holds encrypted; in Python they read as they are.

``person.known_as`` gives and takes text; the column holds bytes. No filter, order or comparison
in SQL: what must be found is found by search keys. Rows find their key through ``key_from``:
``self`` (the row holds its own ``data_key``), the name of a link to such a row, ``cell``, or
``post`` (handed from a city's open cell to its closed ones, alike in each).
"""

import datetime as dt
from typing import Any

from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from . import vault
from .vault import Sealed

OWN, CELL, POST = "self", "cell", "post"
_KEY = "_opened_data_key"


class DataKeyField(models.BinaryField):
    """The wrapped data key of a row, made when the row is first saved."""

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        if add:
            own_key(model_instance)
        return super().pre_save(model_instance, add)


def own_key(row: Any) -> bytes:
    """Return the data key of a row with a ``data_key``, making one for a row not saved yet."""
    found: bytes | None = row.__dict__.get(_KEY)
    if found is None:
        where = {"city_id": row.city_id, "compartment_id": row.compartment_id, "owner": row.pk}
        if not row.data_key and row._state.adding:
            row.data_key = vault.new_data_key(**where)
        found = vault.opened_key(row.data_key, **where)
        row.__dict__[_KEY] = found
    return found


def key_for(row: Any, key_from: str) -> bytes:
    """Return the key that seals a row's values."""
    if key_from == CELL:
        return vault.cell_key(city_id=row.city_id, compartment_id=row.compartment_id)
    if key_from == POST:
        return vault.post_key(city_id=row.city_id)
    return own_key(row if key_from == OWN else getattr(row, key_from))


class SealedAttribute(DeferredAttribute):
    """Opens a sealed value when it is first read, and remembers it."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        field: Any = self.field
        value = instance.__dict__.get(field.attname, Sealed)
        if value is Sealed:
            value = super().__get__(instance, cls)
        if isinstance(value, Sealed) and not hasattr(instance, "pgh_created_at"):
            value = field.opened(instance, value)
            instance.__dict__[field.attname] = value
        return field.empty if value is None else value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.Field):
    """The base: bytes in the database, a value of ``to_python`` in the model."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False
    # What stands for no value.
    empty: Any = None

    def __init__(self, *args: Any, key_from: str = OWN, **kwargs: Any) -> None:
        self.key_from = key_from
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "key_from": self.key_from}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow to ask whether a value is there or, in history's triggers, changed; no more."""
        if lookup_name in ("isnull", "df", "ndf"):
            return super().get_lookup(lookup_name)
        raise FieldError(
            f"{self.name} is sealed: it is found by search keys, not by {lookup_name}."
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        return self.sealed(model_instance, None if value == self.empty else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed row by row: save the object.")
        return connection.Database.Binary(bytes(value))

    def place(self, row: Any) -> str:
        """Return what binds a value: the same bytes in another row or column do not open."""
        return f"{row._meta.db_table}|{self.column}|{row.pk}"

    def sealed(self, row: Any, value: Any) -> Sealed | None:
        """Return the value of a row as it is kept."""
        if value is None or isinstance(value, Sealed):
            return value
        key = key_for(row, self.key_from)
        return vault.seal(self.to_bytes(self.to_python(value)), key=key, place=self.place(row))

    def opened(self, row: Any, value: Sealed) -> Any:
        """Return the value of a row as it was told; raises ``vault.Unreadable``."""
        key = key_for(row, self.key_from)
        return self.of_bytes(vault.unseal(value, key=key, place=self.place(row)))

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def of_bytes(self, value: bytes) -> Any:
        raise NotImplementedError


class SealedTextField(SealedField):
    """A text. With ``blank`` and ``null``, no text and the empty one are the same: null."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.blank and self.null:
            self.empty = ""

    def to_python(self, value: Any) -> Any:
        return value if value is None else str(value)

    def to_bytes(self, value: str) -> bytes:
        if not value:
            raise ValueError(f"{self.name} must not be empty.")
        return value.encode()

    def of_bytes(self, value: bytes) -> str:
        return value.decode()


class SealedDateField(SealedField):
    """A day."""

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, dt.date):
            return value
        return dt.date.fromisoformat(str(value))

    def to_bytes(self, value: dt.date) -> bytes:
        return value.isoformat().encode()

    def of_bytes(self, value: bytes) -> dt.date:
        return dt.date.fromisoformat(value.decode())


class SealedBytesField(SealedField):
    """A file's content."""

    def to_python(self, value: Any) -> Any:
        return value

    def to_bytes(self, value: bytes) -> bytes:
        return value

    def of_bytes(self, value: bytes) -> bytes:
        return value
