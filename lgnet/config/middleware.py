"""What every answer passes through: one log line, no copies of personal pages, clashes."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from lgnet.kernel.conflicts import Conflict

from . import errors

log = logging.getLogger("lgnet.requests")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """Log route, status and time of each request; the path stays out, it names people."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        membership = getattr(request, "membership", None)
        log.info(
            "request",
            extra={
                "route": match.view_name if match else "none",
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
                "city": getattr(membership, "city_id", None),
            },
        )
        return response


class PrivatePagesMiddleware:
    """Tell browsers and proxies to keep no copy of a page, unless a view said otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class ConflictMiddleware:
    """Answer a clash that no form can take with its page; what was written is rolled back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.conflict(request) if isinstance(exception, Conflict) else None
