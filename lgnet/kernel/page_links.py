"""Addresses of the pages beside a page of a list: the same filters, another key."""

from typing import Any

from .keyset import Page

OLDER, NEWER = "older", "newer"


def keys_in(query: Any) -> dict[str, Any]:
    """Return ``older_than`` and ``newer_than`` of an address's QueryDict, for ``page_by``."""
    return {"older_than": query.get(OLDER, ""), "newer_than": query.get(NEWER, "")}


def links_of(page: Page[Any], query: Any) -> dict[str, str]:
    """Return ``newer_url`` and ``older_url``, empty where there is no such page."""
    return {
        "newer_url": _address(query, NEWER, page.newer),
        "older_url": _address(query, OLDER, page.older),
    }


def _address(query: Any, name: str, key: str) -> str:
    if not key:
        return ""
    changed = query.copy()
    for other in (OLDER, NEWER):
        changed.pop(other, None)
    changed[name] = key
    return f"?{changed.urlencode()}"
