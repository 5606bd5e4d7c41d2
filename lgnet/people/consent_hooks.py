"""What sharing adds to a person's page and to undo."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lgnet.network.models import Organisation
from lgnet.ui import undo
from lgnet.ui.actions import UndoRefused

from . import registry, sharing
from .access import SharingRefused
from .actions.consents import retract_consent
from .actions.sharing import open_person
from .models import Person


def register_sharing() -> None:
    """Tell a person's page and undo what sharing brings."""
    registry.register_panel(
        name="people.who_may_see",
        template="people/_who_may_see.html",
        context=who_may_see,
        permission="people.view",
        order=90,
    )
    undo.register("people.consent", take_back_answer, permission="people.consent")
    undo.register("people.restrict", open_again, permission="people.consent")


def who_may_see(request: Any, person: Person) -> dict[str, Any]:
    """Return a person's panel: who may see them, and the newest answer to each question."""
    return {
        "seers": sharing.seers(person),
        "answers": sharing.current_lines(person),
        "may_ask": "people.consent" in request.permissions,
    }


def take_back_answer(*, by: Any, consent_id: str) -> None:
    """Take an answer back that was recorded by mistake; raises UndoRefused where it moved on."""
    if not retract_consent(consent_id=UUID(consent_id), by=by):
        raise UndoRefused(_("This answer has changed meanwhile. Ask the person again."))


def open_again(*, by: Any, person_id: str, organisation_id: str) -> None:
    """Take back that a person was kept to one organisation; UndoRefused where it moved on."""
    organisation = Organisation.objects.get(pk=UUID(organisation_id))
    try:
        open_person(person_id=UUID(person_id), organisation=organisation, by=by)
    except (SharingRefused, Person.DoesNotExist):
        raise UndoRefused(_("Who may see this person has changed meanwhile.")) from None
