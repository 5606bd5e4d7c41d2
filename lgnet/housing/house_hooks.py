"""What the inventory adds to pages of others: the menu, and ways back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.ui import navigation, undo
from lgnet.ui.actions import UndoRefused

from .actions.closures import change_closure_end
from .actions.refusals import HousingRefused
from .actions.upkeep import reopen_defect
from .models import Closure, Defect


def register() -> None:
    """Put the houses into the menu, and let the end of a closure and a mending be taken back."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Houses"),
            url_name="housing:houses",
            permission="housing.structures",
            icon="it-pa",
            order=47,
            key="h",
            hint=gettext_lazy("Rooms, rules, closures, inspections"),
        )
    )
    undo.register("housing.closure_end", undo_closure_end, permission="housing.structures")
    undo.register("housing.defect_mended", undo_mending, permission="housing.structures")


def undo_closure_end(*, by: Any, closure_id: str, until_on: str) -> None:
    """Let a closure end when it did before; raises UndoRefused where things have moved on."""
    found = Closure.objects.select_related("structure").filter(pk=UUID(closure_id))
    closure = found.order_by("pk").first()
    if closure is None:
        raise UndoRefused(_("This closure is no longer here."))
    until = dt.date.fromisoformat(until_on) if until_on else None
    try:
        change_closure_end(closure=closure, until_on=until, by=by)
    except HousingRefused as refused:
        raise UndoRefused(str(refused)) from refused


def undo_mending(*, by: Any, defect_id: str) -> None:
    """Let a defect be open again."""
    defect = Defect.objects.filter(pk=UUID(defect_id)).order_by("pk").first()
    if defect is None:
        raise UndoRefused(_("This defect is no longer here."))
    reopen_defect(defect=defect, by=by)
