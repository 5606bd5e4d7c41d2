"""What the shell of every page needs. Nothing here asks the database."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from . import navigation

SEARCH_URL_NAME = "people:search"
SCAN_URL_NAME = "people:scan"
SEARCH_PERMISSION = "people.view"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the page's frame as ``shell``.

    Reads ``request.membership``, ``request.memberships`` and ``request.permissions``, which the
    access declaration of the view sets; on a public page they may be missing.
    """
    membership = getattr(request, "membership", None)
    permissions: frozenset[str] = getattr(request, "permissions", frozenset())
    memberships = getattr(request, "memberships", [])
    links = navigation.links_for(permissions, request.path) if membership else []
    return {
        "shell": {
            "network_name": settings.NETWORK_NAME,
            "owner_name": settings.OWNER_NAME,
            "legal_links": settings.LEGAL_LINKS,
            "is_demo": not settings.DATA_IS_REAL,
            "demo_switch": _optional_template("demo/_switch.html"),
            "demo_sign_in": _optional_template("demo/_sign_in.html"),
            "bell": _bell(membership),
            "languages": _languages(),
            "membership": membership,
            "memberships": memberships if len(memberships) > 1 else [],
            "links": links,
            "menu": navigation.menu_of(links),
            "search_url": _people_url(SEARCH_URL_NAME, permissions),
            "scan_url": _people_url(SCAN_URL_NAME, permissions),
            "path": request.get_full_path(),
        }
    }


def _bell(membership: Any) -> str:
    """Return the template of the bell for who works in a city, or an empty string."""
    has_city = membership is not None and membership.city_id is not None
    return _optional_template("notifications/_bell.html") if has_city else ""


def _languages() -> list[dict[str, Any]]:
    """Return the languages of the pages, each with its own name and direction."""
    current = translation.get_language()
    return [
        {
            "code": code,
            "name": name,
            "dir": "rtl" if translation.get_language_info(code)["bidi"] else "ltr",
            "is_current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


def _people_url(url_name: str, permissions: frozenset[str]) -> str:
    """Return an address of the app that knows people, or an empty string for who may not."""
    if SEARCH_PERMISSION not in permissions:
        return ""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _optional_template(name: str) -> str:
    """Return the name of a template that only some installations bring, or an empty string."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return ""
    return name
