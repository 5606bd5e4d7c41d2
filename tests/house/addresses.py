"""All addresses of the system: each URL pattern with its full name and its view."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

from lgnet.network.access import Declaration


@dataclass(frozen=True)
class Address:
    """``name`` with its namespace; ``view`` as routed; ``arguments`` the names in the path."""

    name: str
    route: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def access(self) -> Declaration | None:
        found = getattr(self.view, "access", None)
        return found if isinstance(found, Declaration) else None


def addresses(resolver: Any = None) -> list[Address]:
    """Return every address of a URL configuration, the whole system's unless given."""
    return list(_walk(resolver or get_resolver(), "", "", {}))


def _walk(resolver: Any, prefix: str, namespace: str, arguments: dict) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        found = {**arguments, **getattr(pattern.pattern, "converters", {})}
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name or route}"
            yield Address(name, route, pattern.callback, tuple(found))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, route, inner, found)


# Addresses whose views are a library's, by the start of their path, and why they need no
# declaration of ours: "prefix": (packages, reason).
LIBRARIES = {
    "accounts/": (
        {"allauth", "django"},
        "sign-in itself: shows the visitor's own account and nobody else's",
    ),
}


def library_of(address: Address) -> str | None:
    """Return the prefix by which an address is a library's; a view of ours never is."""
    view = getattr(address.view, "view_class", address.view)
    for prefix, (packages, _reason) in LIBRARIES.items():
        if address.route.startswith(prefix) and view.__module__.split(".")[0] in packages:
            return prefix
    return None


def ours() -> list[Address]:
    """Return the addresses of our own views."""
    return [address for address in addresses() if library_of(address) is None]


def undeclared(found: list[Address]) -> list[str]:
    """Return the addresses whose view declares no access."""
    return [f"{a.name}: {a.route} declares no access" for a in found if a.access is None]


def twice(found: list[Address]) -> list[str]:
    """Return names that stand for two routes: reversing one would hide the other."""
    routes: dict[str, set[str]] = {}
    for address in found:
        routes.setdefault(address.name, set()).add(address.route)
    return [f"{name}: {sorted(all_)}" for name, all_ in routes.items() if len(all_) > 1]
