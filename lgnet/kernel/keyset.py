"""Pages by key: "older than this row" stays right while rows arrive, and costs the same at any
depth.

A key is the last row's moment and identifier, as text in the address. A key that cannot be read
means the first page: an old or mangled address still shows something true.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import models

Row = TypeVar("Row", bound=models.Model)
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows newest first; ``newer`` and ``older`` are keys of the pages beside, or empty."""

    rows: list[Row]
    newer: str = ""
    older: str = ""


def key_of(row: Any, moment: str) -> str:
    """Return the key of a row in the order of its field ``moment``."""
    return f"{getattr(row, moment).astimezone(dt.UTC).isoformat()}~{row.pk}"


def read_key(text: str) -> tuple[dt.datetime, UUID] | None:
    """Return the moment and identifier of a key, or None for one that cannot be read."""
    at, _, pk = text.partition("~")
    try:
        found = dt.datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return None
    return found if found[0].tzinfo is not None else None


def page_by(
    rows: models.QuerySet[Row],
    moment: str,
    *,
    older_than: str = "",
    newer_than: str = "",
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """Return one page of ``rows`` by (moment, id), newest first; one query.

    ``newer_than`` returns the page just before that key, not the newest of all.
    """
    older_key, newer_key = read_key(older_than), read_key(newer_than)
    if older_key is not None:
        found = list(
            _beside(rows, moment, older_key, "lt").order_by(f"-{moment}", "-pk")[: size + 1]
        )
        shown = found[:size]
        return _page(shown, moment, has_newer=True, has_older=len(found) > size)
    if newer_key is not None:
        found = list(_beside(rows, moment, newer_key, "gt").order_by(moment, "pk")[: size + 1])
        shown = found[:size][::-1]
        return _page(shown, moment, has_newer=len(found) > size, has_older=True)
    found = list(rows.order_by(f"-{moment}", "-pk")[: size + 1])
    return _page(found[:size], moment, has_newer=False, has_older=len(found) > size)


def _beside(
    rows: models.QuerySet[Row], moment: str, key: tuple[dt.datetime, UUID], side: str
) -> models.QuerySet[Row]:
    at, pk = key
    # The first condition alone bounds the index; the second settles equal moments.
    return rows.filter(**{f"{moment}__{side}e": at}).filter(
        models.Q(**{f"{moment}__{side}": at}) | models.Q(**{moment: at, f"pk__{side}": pk})
    )


def _page(rows: list[Row], moment: str, *, has_newer: bool, has_older: bool) -> Page[Row]:
    if not rows:
        return Page(rows=[])
    return Page(
        rows=rows,
        newer=key_of(rows[0], moment) if has_newer else "",
        older=key_of(rows[-1], moment) if has_older else "",
    )


def page_by_arrival(
    rows: models.QuerySet[Row],
    *,
    older_than: str = "",
    newer_than: str = "",
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """Return one page of ``rows`` by the server's ``sequence``, newest first.

    The key is the identifier alone: the number would tell how much is written down elsewhere. A
    key whose row is gone means the first page; looking it up is a second query.
    """
    older, newer = (_arrival_of(rows, key) for key in (older_than, newer_than))
    if older is not None:
        found = list(rows.filter(sequence__lt=older).order_by("-sequence")[: size + 1])
        return _arrived(found[:size], has_newer=True, has_older=len(found) > size)
    if newer is not None:
        found = list(rows.filter(sequence__gt=newer).order_by("sequence")[: size + 1])
        return _arrived(found[:size][::-1], has_newer=len(found) > size, has_older=True)
    found = list(rows.order_by("-sequence")[: size + 1])
    return _arrived(found[:size], has_newer=False, has_older=len(found) > size)


def _arrival_of(rows: models.QuerySet[Any], key: str) -> int | None:
    try:
        pk = UUID(key)
    except ValueError:
        return None
    # Not among ``rows``: a filter changed meanwhile keeps one's place.
    every = rows.model._default_manager.filter(pk=pk)
    number: int | None = every.order_by("sequence").values_list("sequence", flat=True).first()
    return number


def _arrived(rows: list[Row], *, has_newer: bool, has_older: bool) -> Page[Row]:
    if not rows:
        return Page(rows=[])
    return Page(
        rows=rows,
        newer=str(rows[0].pk) if has_newer else "",
        older=str(rows[-1].pk) if has_older else "",
    )
