"""Error pages that say what happened and what to do next; none betrays what it protects."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the error page of a status, in the shell, without asking the database."""
    return render(request, f"errors/{status}.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The request could not be read: 400, or 413 where the body was too large."""
    too_large = type(exception).__name__ == "RequestDataTooBig"
    return page(request, 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The role may not do this."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing here, or nothing that this member may know of: the same page, byte for byte."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere; what was typed is still in its draft."""
    return render(request, "errors/403_form.html", {"status": 403}, status=403)
