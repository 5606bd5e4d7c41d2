"""Ways back of the desk, for the undo of the shell."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lgnet.ui.actions import UndoRefused

from .actions.desk_refusals import DeskRefused
from .actions.queue import put_back
from .models import Visit


def take_back_ending(*, by: Any, visit_id: str) -> None:
    """Let a ticket wait again; raises UndoRefused where it has moved on."""
    try:
        put_back(visit_id=UUID(visit_id), by=by)
    except DeskRefused as refused:
        raise UndoRefused(str(refused)) from None
    except Visit.DoesNotExist:
        raise UndoRefused(_("This number is gone already.")) from None
