"""What all verbs of the directory share: once only, unless changed meanwhile, in the open."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from .refusals import ChangedMeanwhile, DirectoryRefused, SavedOtherwise

Row = TypeVar("Row", bound=models.Model)


def version_of(row: models.Model, facts: Iterable[str]) -> str:
    """Return what changes whenever one of the facts does: a digest."""
    told = "\x1f".join(f"{_value(row, name)!r}" for name in facts)
    return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()


def add_once(
    model: type[Row],
    *,
    id: UUID,
    facts: Mapping[str, Any],
    by: Any,
    clashes: type[DirectoryRefused] | None = None,
) -> tuple[Row, bool]:
    """Make a row, or return the one that was made with the same id and the same facts.

    Raises SavedOtherwise where it was made with other facts, ``clashes`` where a constraint of
    the database says that another row is in the way.
    """
    manager: Any = model._default_manager
    try:
        with transaction.atomic():
            row, is_new = manager.get_or_create(pk=id, defaults={**facts, "recorded_by": by})
    except IntegrityError as problem:
        raise _refused(problem, clashes) from problem
    if not is_new and any(getattr(row, name) != value for name, value in facts.items()):
        raise SavedOtherwise
    return row, is_new


def change(
    row: Row,
    *,
    facts: Mapping[str, Any],
    version: str | None,
    names: Iterable[str],
    clashes: type[DirectoryRefused] | None = None,
) -> list[str]:
    """Set the facts that differ and return their names; ``version`` None: whatever it was.

    Raises ChangedMeanwhile, or ``clashes`` as ``add_once``.
    """
    manager: Any = type(row)._default_manager
    current = manager.select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and version_of(current, names) != version:
        raise ChangedMeanwhile
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in facts:
        setattr(row, name, facts[name])
    if not changed:
        return []
    try:
        with transaction.atomic():
            row.save(update_fields=changed)
    except IntegrityError as problem:
        raise _refused(problem, clashes) from problem
    return sorted(changed)


def _refused(problem: IntegrityError, clashes: Callable[[], Exception] | None) -> Exception:
    told = getattr(problem.__cause__, "diag", None)
    is_clash = told is not None and told.sqlstate == "23P01"
    return clashes() if is_clash and clashes is not None else problem


def _value(row: models.Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    value = getattr(row, field.attname)
    return str(value) if isinstance(field, models.DecimalField) and value is not None else value
