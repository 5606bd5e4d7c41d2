"""Pages of what is due, the oldest day first: "after this action" stays right while others are
done, and costs the same at any depth."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from lgnet.kernel.keyset import PAGE_SIZE, Page

from ..models import Action


def read_due_key(text: str) -> tuple[dt.date, UUID] | None:
    """Return the day and identifier of a key, or None for one that cannot be read."""
    on, _, pk = text.partition("~")
    try:
        return dt.date.fromisoformat(on), UUID(pk)
    except ValueError:
        return None


def due_page(
    rows: QuerySet[Action], *, older_than: str = "", newer_than: str = "", size: int = PAGE_SIZE
) -> Page[Action]:
    """Return one page by (day, id), the oldest first; one query.

    ``older_than`` is the key that the page ends before, ``newer_than`` the one it begins after.
    Where nothing is left beyond a key, what was there is done: the first page is shown instead.
    """
    before, after = read_due_key(older_than), read_due_key(newer_than)
    if before is not None:
        on, pk = before
        near = rows.filter(due_on__lte=on).filter(Q(due_on__lt=on) | Q(due_on=on, pk__lt=pk))
        found = list(near.order_by("-due_on", "-pk")[: size + 1])
        if found:
            return _page(found[:size][::-1], has_older=len(found) > size, has_newer=True)
    elif after is not None:
        on, pk = after
        near = rows.filter(due_on__gte=on).filter(Q(due_on__gt=on) | Q(due_on=on, pk__gt=pk))
        found = list(near.order_by("due_on", "pk")[: size + 1])
        if found:
            return _page(found[:size], has_older=True, has_newer=len(found) > size)
    found = list(rows.order_by("due_on", "pk")[: size + 1])
    return _page(found[:size], has_older=False, has_newer=len(found) > size)


def _page(shown: list[Action], *, has_older: bool, has_newer: bool) -> Page[Action]:
    if not shown:
        return Page(rows=[])
    return Page(
        rows=shown,
        older=_key(shown[0]) if has_older else "",
        newer=_key(shown[-1]) if has_newer else "",
    )


def _key(action: Action) -> str:
    return f"{action.due_on}~{action.pk}"
