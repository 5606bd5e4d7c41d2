"""What the directory adds to pages of others: the menu, and the way back of an exception."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.ui import navigation, undo
from lgnet.ui.actions import UndoRefused

from .actions.hours import add_exception
from .models import Offer, Site


def register() -> None:
    """Put the directory into the menu, and let an exception taken away come back."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Services"),
            url_name="directory:sites",
            permission="directory.view",
            icon="it-map-marker-circle",
            order=35,
            key="s",
            hint=gettext_lazy("Who gives what, where, when"),
        )
    )
    undo.register("directory.exception_removed", undo_exception, permission="directory.edit")


def undo_exception(*, by: Any, **told: str) -> None:
    """Let days be again what an exception said of them."""
    site = Site.objects.filter(pk=UUID(told["site_id"])).order_by("pk").first()
    offer = None
    if told["offer_id"]:
        offer = Offer.objects.filter(pk=UUID(told["offer_id"])).order_by("pk").first()
    if site is None or (told["offer_id"] and offer is None):
        raise UndoRefused(_("This site is no longer here."))
    add_exception(
        id=UUID(told["exception_id"]),
        site=site,
        offer=offer,
        from_on=dt.date.fromisoformat(told["from_on"]),
        until_on=dt.date.fromisoformat(told["until_on"]),
        opens=dt.time.fromisoformat(told["opens"]) if told["opens"] else None,
        closes=dt.time.fromisoformat(told["closes"]) if told["closes"] else None,
        note=told["note"],
        by=by,
    )
