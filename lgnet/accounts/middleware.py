"""The second factor: without one, staff reach the page that sets it up and nothing else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# Reached without a second factor: setting one up, signing out, what the page itself is made of.
OPEN_PREFIXES = ("/accounts/", "/static/", "/health/", "/language/", "/legal/")


class SecondFactorMiddleware:
    """Send a signed-in user without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR_REQUIRED
            and not request.path.startswith(OPEN_PREFIXES)
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
