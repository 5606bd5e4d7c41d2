"""Sign-ins, sign-outs and failed tries stand in the audit; addresses typed do not."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from lgnet.audit.actions import record
from lgnet.kernel.tenancy import scope


def _signed_in(sender: Any, user: Any, **_: Any) -> None:
    with scope(city_id=None, user_id=user.pk):
        record(verb="accounts.signed_in", target=user)


def _signed_out(sender: Any, user: Any, **_: Any) -> None:
    if user is not None:
        with scope(city_id=None, user_id=user.pk):
            record(verb="accounts.signed_out", target=user)


def _failed(sender: Any, **_: Any) -> None:
    with scope(city_id=None):
        record(verb="accounts.sign_in_failed", kind="accounts.user")


def connect() -> None:
    """Listen to Django's signals of signing in."""
    user_logged_in.connect(_signed_in, dispatch_uid="lgnet.accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="lgnet.accounts.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="lgnet.accounts.sign_in_failed")
