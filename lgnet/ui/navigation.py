"""The menu: each app registers its entries in ``ready()``; the shell shows what a role may open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .icons import check_icon


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the menu.

    ``permission`` is asked of the member's role; None shows the entry to every member.
    ``key`` is one letter: Alt+Shift+letter (or the browser's own way) jumps there.
    ``home`` also shows the entry as a tile on the first page, with ``hint`` under its name.
    ``also`` names other pages that lie under the entry, though their addresses do not.
    ``group`` is a key of GROUPS, for long menus; empty: the group of its ``order``.
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
    group: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry ready to show: its address, and whether the page shown lies under it."""

    item: NavItem
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a long menu that open under one word."""

    label: str | Promise
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        """Return whether the page shown lies under one of the entries."""
        return any(link.is_current for link in self.links)


# So many entries fit beside each other on a small desk screen; more of them are grouped.
MOST_FLAT = 11
# The groups, each with the ``order`` at which it begins; a group without one is named by entries.
GROUPS: dict[str, tuple[int | None, str | Promise]] = {
    "people": (0, _("People")),
    "contacts": (29, _("Contacts and services")),
    "desk": (None, _("Desk")),
    "housing": (40, _("Housing")),
    "cases": (50, _("Cases")),
    "city": (60, _("The city")),
}

_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry; raises ValueError for an unknown icon, a second url_name or a taken key."""
    check_icon(item.icon)
    if item.group and item.group not in GROUPS:
        raise ValueError(f"{item.group!r} is no group of the menu.")
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


def menu_of(links: Sequence[Link]) -> list[Link | Group]:
    """Return the menu: a short one as it is, a long one in groups, each page two steps away.

    A group stands where its first entry did; one entry alone needs no group.
    """
    if len(links) <= MOST_FLAT:
        return list(links)
    grouped: dict[str, list[Link]] = {}
    for link in links:
        grouped.setdefault(link.item.group or _group_at(link.item.order), []).append(link)
    return [
        found[0] if len(found) == 1 else Group(label=GROUPS[name][1], links=tuple(found))
        for name, found in grouped.items()
    ]


def _group_at(order: int) -> str:
    """Return the last group that begins at an order or before it."""
    begun = [name for name, (begins, _label) in GROUPS.items() if begins is not None]
    return [name for name in begun if (GROUPS[name][0] or 0) <= order][-1]


def _address(url_name: str) -> str | None:
    """Return the entry's address, or None where this installation leaves the page out."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None
