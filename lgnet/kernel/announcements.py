"""Announcements: a lower app says what happened, upper apps listen, and neither imports up.

Listeners run after the commit, so that they never hold a booking's locks; what they must not
miss they also do from time to time by themselves. What happens in a refuge is not announced: that
a city's figures were computed anew at that very moment would tell that something happened there.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import partial, update_wrapper
from uuid import UUID

from django.db import transaction

from .ids import OPEN_COMPARTMENT
from .tenancy import current_scope

Listener = Callable[[UUID], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)

CONTACT_RECORDED = "contact_recorded"
CASE_CHANGED = "case_changed"
NIGHTS_CHANGED = "nights_changed"
ALL = (CONTACT_RECORDED, CASE_CHANGED, NIGHTS_CHANGED)


def listen(name: str, listener: Listener) -> None:
    """Call ``listener`` with the city's id after each commit in which ``name`` was announced."""
    if name not in ALL:
        raise ValueError(f"{name!r} is not announced by anyone.")
    _listeners[name].append(listener)


def announce(name: str, *, city_id: UUID) -> None:
    """Say that ``name`` happened in a city; an error of a listener is logged, not raised."""
    here = current_scope()
    if here is not None and here.compartment_id != OPEN_COMPARTMENT:
        return
    for listener in _listeners[name]:
        # With the listener's name, which Django wants for its log where the call fails.
        call = update_wrapper(partial(listener, city_id), listener)
        transaction.on_commit(call, robust=True)
