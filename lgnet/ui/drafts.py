"""Drafts: what a form held when the connection, the session or the phone gave up.

A form that wants one says so: ``<form {% draft "people.person:new" %}>``; the view asks
``initial_for`` on GET and calls ``clear`` after success.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from . import actions
from .models import Draft


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a form: its fields as a form sends them, and when. Empty: nothing kept."""

    key: str
    saved_at: dt.datetime | None = None
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Whether anything was kept."""
        return self.saved_at is not None

    def data(self) -> QueryDict:
        """Return the fields as a form's data."""
        found = QueryDict(mutable=True)
        for name, values in self.fields.items():
            found.setlist(name, values)
        return found


def has_place(request: HttpRequest) -> bool:
    """Return whether this member's work has a city, in which alone drafts are kept."""
    membership = getattr(request, "membership", None)
    return membership is not None and membership.city_id is not None


def kept_for(request: HttpRequest, key: str) -> Kept:
    """Return what this member left in the form; nothing on POST, where the form itself speaks."""
    if request.method != "GET" or not has_place(request):
        return Kept(key=key)
    draft = Draft.objects.filter(user_id=request.user.pk, form_key=key).order_by("pk").first()
    if draft is None or not draft.fields:
        return Kept(key=key)
    return Kept(key=key, saved_at=draft.saved_at, fields=draft.fields)


def initial_for(
    request: HttpRequest, key: str, form_class: Any, initial: dict[str, Any] | None = None
) -> tuple[dict[str, Any], Kept]:
    """Return the initial values of a form on GET, with the draft laid over them, and the draft.

    Show the draft with ``{% kept_draft draft %}``. Values are read through the form's own
    widgets, so fields of several inputs work; a field the draft lacks keeps its initial value.
    """
    kept = kept_for(request, key)
    return {**(initial or {}), **values_of(kept, form_class.base_fields)}, kept


def values_of(kept: Kept, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was kept for some form fields, read through their widgets."""
    data = kept.data()
    return {
        name: form_field.widget.value_from_datadict(data, {}, name)
        for name, form_field in fields.items()
        if _holds(data, name)
    }


def clear(request: HttpRequest, key: str) -> None:
    """Throw the draft away: the form has been sent."""
    if has_place(request):
        actions.discard_draft(form_key=key, by=request.user)


def _holds(data: QueryDict, name: str) -> bool:
    """Return whether the field, or one of the inputs it is made of, was kept."""
    return any(key == name or key.startswith(f"{name}_") for key in data)
