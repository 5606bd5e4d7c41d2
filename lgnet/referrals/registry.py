"""Apps above listen: which need a referral answers, and that it was withdrawn.

An app registers in its ``ready()``; what it does belongs to the same transaction.
"""

from collections.abc import Callable
from typing import Any

from .models import Referral

Listener = Callable[[Referral, Any], None]
_sent: list[Listener] = []
_withdrawn: list[Listener] = []


def register(*, sent: Listener, withdrawn: Listener) -> None:
    """Call ``sent`` and ``withdrawn`` with a referral that answers a need, and who did it."""
    if sent not in _sent:
        _sent.append(sent)
        _withdrawn.append(withdrawn)


def tell_sent(referral: Referral, by: Any) -> None:
    """Tell those who listen that a need is answered by a referral."""
    if referral.need_id is not None:
        for listener in _sent:
            listener(referral, by)


def tell_withdrawn(referral: Referral, by: Any) -> None:
    """Tell those who listen that a need waits again."""
    if referral.need_id is not None:
        for listener in _withdrawn:
            listener(referral, by)
