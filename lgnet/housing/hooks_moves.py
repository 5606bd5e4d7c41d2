"""The way back of a move, for undo."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lgnet.ui.actions import UndoRefused

from .actions.moves import move_back
from .actions.refusals import HousingRefused
from .actions.stays import Nights
from .models import Stay


def undo_move(*, by: Any, stay_id: str, before: str, after: str, due_on: str) -> None:
    """Take a move back; raises UndoRefused where things moved on."""
    stay = Stay.objects.filter(pk=UUID(stay_id)).order_by("pk").first()
    if stay is None:
        raise UndoRefused(_("This stay is no longer here."))
    due = json.loads(due_on)
    try:
        move_back(
            stay=stay,
            before=Nights.from_text(before),
            due_on=dt.date.fromisoformat(due) if due else None,
            after=Nights.from_text(after),
            by=by,
        )
    except HousingRefused as refused:
        raise UndoRefused(str(refused)) from refused
