"""Tenancy: the first belt, in Python, and the signed context for the second, in PostgreSQL.

A row of a tenant table lies in one cell: a city and a compartment. ``scope`` opens a cell for
the rest of a block; managers of tenant models refuse to work outside one, and PostgreSQL's
row-level security shows nothing without the signed context (docs/adr/0002).
"""

import contextlib
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction

from .ids import OPEN_COMPARTMENT


class UnscopedQuery(RuntimeError):
    """A tenant model was queried or saved with no city in scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who looks, and into which cell. ``city_id`` is None for who sees no personal rows.

    ``audiences`` are those whose access to people counts for the one who looks; None stands for
    the system itself (jobs, commands), which works on every row of the cell.
    """

    city_id: UUID | None
    compartment_id: UUID
    user_id: UUID | None
    audiences: frozenset[UUID] | None = None
    act: "Act | None" = None


@dataclass(frozen=True, slots=True)
class Act:
    """What one user does in one go: history writes it beside each row that it changes.

    A scope within another belongs to the same act, whoever it works for.
    """

    id: UUID
    user_id: UUID


_scope: ContextVar[Scope | None] = ContextVar("lgnet_scope", default=None)


def current_scope() -> Scope | None:
    """Return the open scope, or None."""
    return _scope.get()


def required_scope(what: str = "this") -> Scope:
    """Return the open scope with its city; raise UnscopedQuery where there is none."""
    found = _scope.get()
    if found is None or found.city_id is None:
        raise UnscopedQuery(f"No city is in scope for {what}; open one with scope(city_id=...).")
    return found


def sign(body: str) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``body`` under the context key."""
    return hmac.new(settings.CONTEXT_KEY.encode(), body.encode(), hashlib.sha256).hexdigest()


def signed_context(found: Scope, *, backend_pid: int) -> str:
    """Return the value of ``lgnet.context``: bound to one connection, so useless on another."""
    parts = (
        found.city_id or "",
        found.compartment_id,
        found.user_id or "",
        backend_pid,
    )
    body = "|".join(str(part) for part in parts)
    return f"{body}|{sign(body)}"


def _act_of(user_id: UUID | None) -> Act | None:
    """Return the act that goes on, or one that begins now; the system itself does none."""
    outer = _scope.get()
    if outer is not None and outer.act is not None:
        return outer.act
    return Act(uuid.uuid4(), user_id) if user_id else None


def _apply(found: Scope | None) -> None:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    value = signed_context(found, backend_pid=pid) if found else ""
    act = found.act if found else None
    values = {
        "lgnet.context": value,
        # Read by history's triggers. Said once here instead of before every statement, as
        # pghistory.context does: that costs more than many of the statements themselves.
        "pghistory.context_id": str(act.id) if act else "",
        "pghistory.context_metadata": json.dumps({"user": str(act.user_id)}) if act else "",
    }
    told = ", ".join(["set_config(%s, %s, true)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {told}", [text for pair in values.items() for text in pair])


@contextlib.contextmanager
def scope(
    *,
    city_id: UUID | None,
    user_id: UUID | None = None,
    compartment_id: UUID = OPEN_COMPARTMENT,
    audiences: frozenset[UUID] | None = None,
) -> Iterator[Scope]:
    """Open a cell for the block, in a transaction: ``SET LOCAL`` ends with it.

    Nested scopes restore the outer one. Jobs, commands and streamed responses open their own.
    """
    wanted = Scope(city_id, compartment_id, user_id, audiences, _act_of(user_id))
    with contextlib.ExitStack() as stack:
        is_own_transaction = not connection.in_atomic_block
        if is_own_transaction:
            stack.enter_context(transaction.atomic())
        outer = _scope.get()
        token = _scope.set(wanted)
        try:
            _apply(wanted)
            yield wanted
        finally:
            _scope.reset(token)
            # A transaction of our own takes the context with it when it ends.
            is_inside = not is_own_transaction and connection.in_atomic_block
            if is_inside and not connection.needs_rollback:
                _apply_quietly(outer)


def move_scope(
    *,
    city_id: UUID | None,
    compartment_id: UUID = OPEN_COMPARTMENT,
    audiences: frozenset[UUID] | None = None,
) -> Scope:
    """Move the open scope to another cell, for the rest of its block, and return it.

    For the one who first asks as a user which cells there are and then enters one of them.
    Raises UnscopedQuery where no scope is open.
    """
    opened = _scope.get()
    if opened is None:
        raise UnscopedQuery("No scope is open that could be moved.")
    moved = replace(opened, city_id=city_id, compartment_id=compartment_id, audiences=audiences)
    _scope.set(moved)
    _apply(moved)
    return moved


def _apply_quietly(found: Scope | None) -> None:
    """Restore the outer context; a transaction already failed keeps nothing to protect."""
    usable = connection.connection is not None and not connection.connection.closed
    if usable and connection.connection.info.transaction_status.name != "INERROR":
        _apply(found)


class ScopedManager(models.Manager):
    """Returns rows of the open cell only; raises UnscopedQuery where none is open."""

    def get_queryset(self) -> models.QuerySet[Any]:
        found = required_scope(self.model._meta.label)
        return (
            super()
            .get_queryset()
            .filter(city_id=found.city_id, compartment_id=found.compartment_id)
        )


class ScopedModel(models.Model):
    """A row in a cell. Subclasses give ``city_id`` as a foreign key or a plain UUID.

    New objects made inside a scope take its cell; saving one of another cell raises.
    """

    compartment_id = models.UUIDField(default=OPEN_COMPARTMENT, editable=False)

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = _scope.get()
        if self._state.adding and found is not None and not args:
            if "city" not in kwargs and "city_id" not in kwargs:
                self.city_id = found.city_id
            if "compartment_id" not in kwargs:
                self.compartment_id = found.compartment_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save inside the row's own cell; raises UnscopedQuery elsewhere."""
        found = required_scope(self._meta.label)
        if (self.city_id, self.compartment_id) != (found.city_id, found.compartment_id):
            raise UnscopedQuery(f"{self._meta.label} belongs to another cell than the open scope.")
        super().save(*args, **kwargs)


class TenantForeignKey(models.ForeignKey):
    """A foreign key between tenant rows: the database checks city and compartment too.

    The plain constraint would answer "exists" for another city's row, because PostgreSQL checks
    foreign keys past row-level security. The composite one, made by the ``TenantTable``
    operation, answers the same for a row elsewhere as for none.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs


class TenantOneToOneField(TenantForeignKey, models.OneToOneField):
    """A one-to-one link between tenant rows, checked like ``TenantForeignKey``."""
