"""What needs, the clock and the boards add to pages of others: menu, person, notices, undo."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.notifications.registry import register_kind
from lgnet.people import registry
from lgnet.people.models import Person
from lgnet.ui import navigation, undo
from lgnet.ui.actions import UndoRefused

from . import jobs_clock
from .actions.answers import take_answer_back
from .actions.late import LATE
from .models import NeedAnswer
from .queries.clock import first_contact, first_place
from .registry import register_moment

# The worker finds jobs by importing them.
JOBS = (jobs_clock.tell_late_everywhere,)


def register() -> None:
    """Put the board into the menu, the clock on a person's page, say the notices."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Street and desk"),
            url_name="encounters:boards",
            permission="encounters.view",
            icon="it-chart-line",
            order=34,
            key="u",
            hint=gettext_lazy("Today, unmet needs, how fast we are"),
        )
    )
    register_moment("contact", first_contact)
    register_moment("place", first_place)
    registry.register_panel(
        name="encounters.side",
        template="encounters/_side_panel.html",
        context=side_panel,
        permission="encounters.view",
        order=15,
    )
    register_kind(
        LATE["contact"],
        words=gettext_lazy("Somebody seen waits to be met since %(since)s, over %(hours)s hours."),
        icon="it-clock",
    )
    register_kind(
        LATE["case"],
        words=gettext_lazy("Somebody waits for a case since %(since)s, over %(hours)s hours."),
        icon="it-clock",
    )
    register_kind(
        LATE["place"],
        words=gettext_lazy("Somebody waits for a place since %(since)s, over %(hours)s hours."),
        icon="it-clock",
    )
    undo.register("encounters.answer", take_back_answer, permission="encounters.record")


def side_panel(request: Any, person: Person) -> dict[str, Any]:
    """Return where the page fetches wish, clock and letters once it stands there."""
    return {"url": reverse("encounters:person_side", args=[person.pk])}


def take_back_answer(*, by: Any, answer_id: str) -> None:
    """Take an answer back; raises UndoRefused where it is gone already."""
    try:
        take_answer_back(answer_id=UUID(answer_id), by=by)
    except NeedAnswer.DoesNotExist:
        raise UndoRefused(_("This answer is gone already.")) from None
