"""What asking other cities adds to a person's page, to the menu and to undo."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lgnet.ui import navigation, panels, undo
from lgnet.ui.actions import UndoRefused

from . import record_queries, registry
from .actions.record_requests import RecordRefused, reopen_received, restore_request
from .models import Person, ReceivedRequest, RecordRequest

CROSS_CITY = "people.cross_city"


def register_network() -> None:
    """Register the panel of a person, the page of requests, its line on the first page, undo."""
    registry.register_panel(
        name="people.other_cities",
        template="people/_other_cities.html",
        context=other_cities,
        permission=CROSS_CITY,
        order=95,
    )
    navigation.register(
        navigation.NavItem(
            label=_("Other cities"),
            url_name="people:record_requests",
            permission=CROSS_CITY,
            icon="it-exchange-circle",
            order=25,
            key="o",
            hint=_("What other cities ask about a person, and what they answer"),
        )
    )
    panels.register(
        panels.Panel(
            name="people.received",
            template="people/_received_panel.html",
            context=received_panel,
            permission=CROSS_CITY,
            order=30,
        )
    )
    undo.register("people.record_withdraw", ask_again, permission=CROSS_CITY)
    undo.register("people.record_decline", open_again, permission=CROSS_CITY)


def other_cities(request: Any, person: Person) -> dict[str, Any]:
    """Return a person's panel: what was asked, what was told, what others ask."""
    return {
        "asked": record_queries.request_of(person),
        "excerpts": record_queries.excerpts_of(person),
        "received": record_queries.received_about(person),
    }


def received_panel(request: Any) -> dict[str, Any] | None:
    """Return the first page's panel: requests of other cities that wait; None without any."""
    waiting = list(record_queries.requests_received(is_open=True)[:5])
    return {"waiting": waiting} if waiting else None


def ask_again(*, by: Any, request_id: str) -> None:
    """Take a withdrawal back; raises UndoRefused where things moved on."""
    try:
        restore_request(request_id=UUID(request_id), by=by)
    except RecordRefused as refused:
        raise UndoRefused(str(refused)) from refused
    except RecordRequest.DoesNotExist:
        raise UndoRefused(_("This request is no longer here.")) from None


def open_again(*, by: Any, received_id: str) -> None:
    """Take back that one declined; raises UndoRefused where things moved on."""
    try:
        reopen_received(received_id=UUID(received_id), by=by)
    except RecordRefused as refused:
        raise UndoRefused(str(refused)) from refused
    except ReceivedRequest.DoesNotExist:
        raise UndoRefused(_("This request is no longer here.")) from None
