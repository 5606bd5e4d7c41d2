"""Kinds of notices: upper apps register in ``ready()`` how each is said.

``register_kind("housing.term_near", words=_("A stay ends by %(due_on)s."), icon="it-clock")``.
The words are said in the reader's language when they read, so a notice holds values only.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.functional import Promise

Words = str | Promise | Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of notice is said. ``words`` may be a function of the values, for plurals."""

    name: str
    words: Words
    icon: str


_kinds: dict[str, Kind] = {}


def register_kind(name: str, *, words: Words, icon: str = "it-info-circle") -> None:
    """Register a kind by its name, ``app.what``; raises ValueError for one that is taken."""
    kind = Kind(name, words, icon)
    if _kinds.setdefault(name, kind) != kind:
        raise ValueError(f"{name!r} is already a kind of notice.")


def kind_of(name: str) -> Kind:
    """Return a kind; raises ValueError for one that nobody registered."""
    if name not in _kinds:
        raise ValueError(f"{name!r} is no kind of notice; register it in ready().")
    return _kinds[name]


def kinds() -> list[str]:
    """Return the names of all kinds."""
    return sorted(_kinds)


def sentence(name: str, arguments: Mapping[str, Any]) -> str:
    """Return a notice in words, in the language in use; empty for a kind that is no more."""
    kind = _kinds.get(name)
    if kind is None:
        return ""
    values = {key: _read(value) for key, value in arguments.items()}
    if callable(kind.words):
        return kind.words(values)
    return str(kind.words) % {key: _said(value) for key, value in values.items()}


def _read(value: Any) -> Any:
    """Return a stored value as it was given: a day, a moment, an identifier, or itself."""
    if isinstance(value, str):
        for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, UUID):
            try:
                return read(value)
            except ValueError:
                continue
    return value


def _said(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return str(formats.localize(value))
