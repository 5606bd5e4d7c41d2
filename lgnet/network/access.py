"""Each view declares who may open it; the declaration also opens the member's scope.

``@access(permission="people.view")``: a signed-in member whose role has the permission.
``@access(signed_in=True)``: any signed-in user, with a scope where they have a membership.
``@access(public=True)``: everybody; no scope, so no personal row can be read.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from lgnet.kernel.tenancy import move_scope, scope

from .models import Membership
from .permissions import PERMISSIONS
from .queries import audiences_of, memberships_of
from .roles import permissions_of

View = Callable[..., HttpResponseBase]
MEMBERSHIP_KEY = "membership"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a view declares of its access; read by the house tests."""

    permission: str | None = None
    signed_in: bool = False
    public: bool = False


def can(membership: Membership | None, permission: str) -> bool:
    """Return whether the membership's role has the permission."""
    return membership is not None and permission in permissions_of(membership.role)


def check(membership: Membership | None, permission: str) -> None:
    """Raise PermissionDenied where the membership's role lacks the permission."""
    if not can(membership, permission):
        raise PermissionDenied(permission)


def access(
    *, permission: str | None = None, signed_in: bool = False, public: bool = False
) -> Callable[[View], View]:
    """Return the decorator that declares a view's access; exactly one way must be named."""
    if sum((permission is not None, signed_in, public)) != 1:
        raise ValueError("Declare one of permission=, signed_in=True, public=True.")
    if permission is not None and permission not in PERMISSIONS:
        raise ValueError(f"{permission!r} is not in network/permissions.py.")
    declaration = Declaration(permission=permission, signed_in=signed_in, public=public)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.membership, request.memberships = None, []
            request.permissions = frozenset()
            if public and not request.user.is_authenticated:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            with scope(city_id=None, user_id=request.user.pk):
                request.memberships, request.membership = _memberships(request)
                if request.membership is not None:
                    request.permissions = permissions_of(request.membership.role)
                if permission is not None:
                    check(request.membership, permission)
                return _in_own_cell(request, view, *args, **kwargs)

        wrapped.access = declaration  # type: ignore[attr-defined]
        return wrapped

    return decorate


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead the whole page to signing in, then back.

    htmx would follow a redirect by itself and put the page for signing in where a part of this
    one was expected; it is told to leave the page instead.
    """
    if request.headers.get("HX-Request") != "true":
        return redirect_to_login(_way_back(request.path, request.GET))
    try:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        page = urlsplit("")
    # Of another site's address only a path of ours is left, and never one that names a host.
    path = "/" + page.path.lstrip("/")
    to = redirect_to_login(_way_back(path, QueryDict(page.query)))
    return HttpResponse(status=204, headers={"HX-Redirect": to.url})


def _way_back(path: str, query: QueryDict) -> str:
    """Return the address to come back to after signing in: identifiers in it, typed words not."""
    kept = [(name, value) for name, value in query.items() if _is_id(str(value))]
    return f"{path}?{urlencode(kept)}" if kept else path


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _memberships(request: Any) -> tuple[list[Membership], Membership | None]:
    """Return the user's active memberships, and the one this session works in."""
    found = list(memberships_of(request.user.pk))
    chosen = request.session.get(MEMBERSHIP_KEY)
    for membership in found:
        if str(membership.pk) == chosen:
            return found, membership
    return found, found[0] if found else None


def _in_own_cell(request: Any, view: View, *args: Any, **kwargs: Any) -> HttpResponseBase:
    membership = request.membership
    if membership is not None and membership.city_id is not None:
        move_scope(
            city_id=membership.city_id,
            compartment_id=membership.compartment_id,
            audiences=audiences_of(membership),
        )
    return _rendered(view(request, *args, **kwargs))


def _rendered(response: Any) -> HttpResponseBase:
    """Render a lazy response while the scope is open: outside it every query is empty."""
    if hasattr(response, "is_rendered") and not response.is_rendered:
        response.render()
    return response
