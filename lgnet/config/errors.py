"""Error pages that say what happened and what to do next; none betrays what it protects.

They are rendered without the request: no context processor, no database, no member. So a page
that is hidden and one that never was answer byte for byte alike, and an error while drawing the
frame of a page still has a page of its own.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger(__name__)

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def page(status: int, name: str = "") -> HttpResponse:
    """Return the error page of a status; ``name`` where one status has more than one page."""
    context = {
        "status": status,
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "is_rtl": translation.get_language_bidi(),
        "network_name": settings.NETWORK_NAME,
    }
    return HttpResponse(render_to_string(f"errors/{name or status}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The request could not be read: 400, or 413 where the body was too large."""
    return page(413 if isinstance(exception, TOO_LARGE) else 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The role may not do this."""
    return page(403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing here, or nothing that this member may know of: the same page, byte for byte."""
    return page(404)


def conflict(request: HttpRequest) -> HttpResponse:
    """What was to change has changed in the meantime."""
    return page(409)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Too many tries in a short time; sign-in asks for this page by name."""
    return page(429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; where even its page breaks, plain words remain."""
    try:
        return page(500)
    except Exception:
        log.exception("error_page_failed")
        return HttpResponse(
            "Something went wrong on our side. Try again in a minute.",
            status=500,
            content_type="text/plain; charset=utf-8",
        )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere; what was typed is still in its draft."""
    return page(403, "403_form")
