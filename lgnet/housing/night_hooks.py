"""What the night adds to pages of others: the menu, and the way back of an arrival."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.ui import navigation, undo
from lgnet.ui.actions import UndoRefused

from .actions.refusals import HousingRefused
from .actions.register import retract_arrival
from .models import Stay


def register() -> None:
    """Put the check-in into the menu, and let an arrival be taken back."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Check-in"),
            url_name="housing:check_in",
            permission="housing.night",
            icon="it-check-circle",
            order=43,
            key="c",
            hint=gettext_lazy("Who came tonight, who is away"),
            also=("housing:register", "housing:night_sheet", "housing:incidents"),
        )
    )
    undo.register("housing.record_arrival", undo_arrival, permission="housing.place")


def undo_arrival(*, by: Any, stay_id: str) -> None:
    """Take an arrival back; raises UndoRefused where things have moved on."""
    stay = Stay.objects.filter(pk=UUID(stay_id)).order_by("pk").first()
    if stay is None:
        raise UndoRefused(_("This stay is no longer here."))
    try:
        retract_arrival(stay=stay, by=by)
    except HousingRefused as refused:
        raise UndoRefused(str(refused)) from refused
