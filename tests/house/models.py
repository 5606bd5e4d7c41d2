"""The first belt and the shape of models. Each check returns its faults as sentences."""

import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import ScopedManager, TenantForeignKey, UnscopedQuery
from tests.house.source import app_of

CELL = {"city_id", "compartment_id"}

# Names that say otherwise what they are, and why.
NAMES = {
    "last_login": "Django's own",
    "birth_date": "what papers call it; its precision stands beside it",
    "available_from": "a night from which, with its twin",
    "available_until": "a night until which, with its twin",
    "runs_taking_charge": "a verb says it better: the city runs this field of action",
    "runs_housing": "as above",
    "runs_community": "as above",
    "takes_families": "as above: the house takes them",
    "takes_pets": "as above",
    "night": "a night is named by the date on which it begins",
    "at": "the audit event is nothing but its moment",
}
# Moments whose author stands nowhere else, or authors whose moment is the row's own, and why.
STAMPS = {
    "people.Person.created_at": "never null: the row is made in that moment",
}
# Tenant models without a scoped manager, and why.
UNSCOPED = {
    "network.Membership": "a user finds their own before a city is in scope; PostgreSQL shows them"
    " no other",
}
BOOLEAN, MOMENT, DAY, AUTHOR = r"^(is|has|can)_", r"_at$", r"_on$", r"_by$"


def our_models() -> list[type[models.Model]]:
    """Return every model of our apps, history included."""
    return [model for model in apps.get_models() if app_of(model.__module__)]


def is_history(model: Any) -> bool:
    return hasattr(model, "pgh_tracked_model")


def is_tenant(model: Any) -> bool:
    return {field.column for field in model._meta.local_fields} >= CELL


def scoping(model: Any) -> list[str]:
    """A tenant model can be reached through its scope only."""
    name, meta = model._meta.label, model._meta
    told = []
    for kind in ("_default_manager", "_base_manager"):
        if not isinstance(getattr(model, kind), ScopedManager):
            told.append(f"{name}: {kind} is not scoped")
    told += [
        f"{name}: manager {manager.name!r} is not scoped"
        for manager in meta.managers
        if not isinstance(manager, ScopedManager) and not manager.name.startswith("pgh")
    ]
    for ask in (lambda: model._default_manager.count(), lambda: model._base_manager.first()):
        try:
            ask()
        except UnscopedQuery:
            continue
        except Exception as error:
            told.append(f"{name}: outside a scope raises {type(error).__name__}")
        else:
            told.append(f"{name}: answers outside a scope")
    return told


def keeping_the_city(model: Any) -> list[str]:
    """A city with rows cannot be deleted, and every link says what happens."""
    told = []
    for field in model._meta.local_fields:
        if not field.is_relation or is_history(model):
            continue
        rule = field.remote_field.on_delete
        is_inside = rule is models.CASCADE and isinstance(field, TenantForeignKey)
        if rule is not models.PROTECT and not is_inside:
            told.append(f"{model._meta.label}.{field.name}: on_delete is {rule.__name__}")
    return told


def privacy(model: Any) -> list[str]:
    """Every field has its label, and no label has lost its field."""
    name = model._meta.label
    labels = model.__dict__.get("PRIVACY")
    if labels is None:
        return [f"{name}: has no PRIVACY"]
    fields = {field.name for field in model._meta.local_fields}
    fields |= {field.name for field in model._meta.local_many_to_many}
    told = [f"{name}.{field}: has no privacy label" for field in sorted(fields - set(labels))]
    told += [f"{name}.{field}: is labelled and not there" for field in sorted(set(labels) - fields)]
    told += [
        f"{name}.{f}: {label!r} is no label"
        for f, label in labels.items()
        if not isinstance(label, Label)
    ]
    return told


def privacy_of_history(model: Any) -> list[str]:
    """A history model has the fields of what it tracks, and so their labels; it adds its own."""
    tracked = {field.name for field in model.pgh_tracked_model._meta.local_fields}
    own = {field.name for field in model._meta.local_fields if not field.name.startswith("pgh_")}
    return [f"{model._meta.label}.{name}: is in no tracked model" for name in sorted(own - tracked)]


def names(model: Any) -> list[str]:
    """Booleans are is_/has_/can_, moments _at, days _on, authors _by."""
    told = []
    for field in model._meta.local_fields:
        if field.name in NAMES:
            continue
        label = f"{model._meta.label}.{field.name}"
        for kind, pattern in (
            (models.BooleanField, BOOLEAN),
            (models.DateTimeField, MOMENT),
            (models.DateField, DAY),
        ):
            if isinstance(field, kind):
                if not re.search(pattern, field.name):
                    told.append(f"{label}: a {kind.__name__} is named {pattern}")
                break
        else:
            if re.search(f"{MOMENT}|{DAY}|{BOOLEAN}", field.name):
                told.append(f"{label}: is named like a moment, a day or a truth")
    return told


def stale_names(found: Iterable[Any]) -> list[str]:
    used = {field.name for model in found for field in model._meta.local_fields}
    return [f"{name}: is allowed and nowhere used" for name in sorted(set(NAMES) - used)]


def stamps(model: Any) -> list[str]:
    """Each ``x_at`` with its ``x_by`` has a CheckConstraint that ties them."""
    fields = {field.name for field in model._meta.local_fields}
    told = []
    for at in sorted(name for name in fields if name.endswith("_at")):
        by = f"{at.removesuffix('_at')}_by"
        if by not in fields or f"{model._meta.label}.{at}" in STAMPS:
            continue
        tied = any(
            {at, by} <= _leaves(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        )
        if not tied:
            told.append(f"{model._meta.label}: nothing ties {at} and {by}")
    return told


def _leaves(node: Any) -> set[str]:
    found = set()
    for child in node.children:
        found |= _leaves(child) if isinstance(child, models.Q) else {child[0].split("__")[0]}
    return found


def stale_stamps() -> list[str]:
    known = {f"{m._meta.label}.{f.name}" for m in our_models() for f in m._meta.local_fields}
    return [f"{name}: is excused and not there" for name in sorted(set(STAMPS) - known)]
