"""What letters hand to the shell: the person's page, ways back."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.people import registry
from lgnet.ui import undo
from lgnet.ui.actions import UndoRefused

from .actions.letters import ReplacedAlready, take_letter_back
from .models import Letter


def register() -> None:
    """Register letters with the person's page and undo."""
    registry.register_add_link(
        label=gettext_lazy("Write a letter"),
        url_name="encounters:letter_new",
        permission="desk.letters",
        icon="it-file",
        order=16,
    )
    undo.register("encounters.letter", take_back_letter, permission="desk.letters")


def take_back_letter(*, by: Any, letter_id: str) -> None:
    """Take a letter back; raises UndoRefused where it is gone or another took its place."""
    try:
        take_letter_back(letter_id=UUID(letter_id), by=by)
    except Letter.DoesNotExist:
        raise UndoRefused(_("This letter is gone already.")) from None
    except ReplacedAlready:
        raise UndoRefused(_("Another letter has taken the place of this one.")) from None
