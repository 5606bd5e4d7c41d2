"""What cards add to a person's page: a way back for one that was ended."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lgnet.ui import undo
from lgnet.ui.actions import UndoRefused

from .actions.person_cards import CardRefused, restore_card
from .models import PersonCard


def register_cards() -> None:
    """Register how the end of a card is taken back."""
    undo.register("people.end_card", undo_end, permission="people.edit")


def undo_end(*, by: Any, card_id: str) -> None:
    """Take the end of a card back; raises UndoRefused where another one serves meanwhile."""
    try:
        restore_card(card_id=UUID(card_id), by=by)
    except (CardRefused, PersonCard.DoesNotExist):
        raise UndoRefused(_("This person has another card meanwhile.")) from None
