"""The menu: each app registers its entries in ``ready()``; the shell shows what a role may open."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from .icons import check_icon


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the menu.

    ``permission`` is asked of the member's role; None shows the entry to every member.
    ``key`` is one letter: Alt+Shift+letter (or the browser's own way) jumps there.
    ``home`` also shows the entry as a tile on the first page, with ``hint`` under its name.
    ``also`` names other pages that lie under the entry, though their addresses do not.
    """

    label: str | Promise
    url_name: str
    permission: str | None
    icon: str
    order: int = 100
    key: str = ""
    hint: str | Promise = ""
    home: bool = True
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry ready to show: its address, and whether the page shown lies under it."""

    item: NavItem
    url: str
    is_current: bool


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry; raises ValueError for an unknown icon, a second url_name or a taken key."""
    check_icon(item.icon)
    taken = {other.key for other in _items.values() if other.url_name != item.url_name}
    if item.key and item.key in taken:
        raise ValueError(f"The key {item.key!r} already belongs to another entry of the menu.")
    if item.url_name in _items and _items[item.url_name] != item:
        raise ValueError(f"{item.url_name!r} is already in the menu.")
    _items[item.url_name] = item


def items() -> list[NavItem]:
    """Return all entries in their order."""
    return sorted(_items.values(), key=lambda item: (item.order, item.url_name))


def links_for(permissions: Collection[str], path: str) -> list[Link]:
    """Return the entries a member with these permissions sees, marking that of ``path``.

    The longest address that begins the path is the current one.
    """
    shown = [item for item in items() if item.permission is None or item.permission in permissions]
    addressed = [(item, url) for item in shown if (url := _address(item.url_name))]
    begins = [
        (begin, item)
        for item, url in addressed
        for begin in (url, *filter(None, map(_address, item.also)))
        if path.startswith(begin) and begin != "/"
    ]
    current = max(begins, key=lambda found: len(found[0]), default=(None, None))[1]
    return [Link(item=item, url=url, is_current=item is current) for item, url in addressed]


def _address(url_name: str) -> str | None:
    """Return the entry's address, or None where this installation leaves the page out."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None
