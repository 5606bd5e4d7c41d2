"""Ways back of what was done in haste, for the undo of the shell."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lgnet.people.actions.persons import retract_person
from lgnet.ui.actions import UndoRefused

from .actions.contacts import WithSomeoneElse, detach_person, retract_encounter
from .models import Encounter


def take_back_contact(*, by: Any, encounter_id: str, new_person_id: str = "") -> None:
    """Take a contact back; raises UndoRefused where it is gone already.

    ``new_person_id``: a person recorded with it goes too, unless something else names them.
    """
    try:
        retract_encounter(encounter_id=UUID(encounter_id), by=by)
    except Encounter.DoesNotExist:
        raise UndoRefused(_("This contact is gone already.")) from None
    if new_person_id:
        retract_person(person_id=UUID(new_person_id), by=by)


def take_back_person(*, by: Any, encounter_id: str, person_id: str) -> None:
    """Make a contact anonymous again; raises UndoRefused where it has moved on."""
    try:
        detach_person(encounter_id=UUID(encounter_id), person_id=UUID(person_id), by=by)
    except (Encounter.DoesNotExist, WithSomeoneElse):
        raise UndoRefused(_("This contact has changed meanwhile.")) from None
