"""What the street hands to the shell: menu, person page, clock, board, notices, jobs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lgnet.kernel.nights import tonight
from lgnet.notifications.registry import register_kind
from lgnet.ui import navigation

from . import boards, jobs_outreach
from .actions.citizens import KIND as CITIZEN_TOLD
from .enums import Setting
from .queries import outreach as queries
from .registry import register_moment

# The worker finds jobs by importing them.
JOBS = (jobs_outreach.remind_shifts,)


def register() -> None:
    """Register the street with menu, person page, clock, board and notices."""
    navigation.register(
        navigation.NavItem(
            label=_("Tonight"),
            url_name="encounters:tonight",
            permission="outreach.work",
            icon="it-map-marker",
            order=29,
            key="v",
            hint=_("My shift, what was promised, who was seen"),
        )
    )
    navigation.register(
        navigation.NavItem(
            label=_("Shifts"),
            url_name="encounters:shifts",
            permission="outreach.plan",
            icon="it-calendar",
            order=35,
            hint=_("Who goes out when, and alerts"),
        )
    )
    register_moment("sighting", queries.first_sighting)
    boards.register_due(
        setting=Setting.STREET, template="encounters/_due_panel.html", context=due_panel
    )
    register_kind(
        CITIZEN_TOLD,
        words=_("A citizen told that somebody sleeps out. Check it."),
        icon="it-map-marker",
    )
    register_kind(
        jobs_outreach.KIND,
        words=_("You go out tonight. Promised: %(promises)s. Seen and not met: %(sightings)s."),
        icon="it-map-marker",
    )


def due_panel(request: Any) -> dict[str, Any] | None:
    """Return how many promises are due tonight and how many sightings wait; None: not theirs."""
    if "outreach.work" not in request.permissions:
        return None
    promises, sightings = queries.counts_tonight(request.membership.city_id, tonight())
    return {"promises": promises, "sightings": sightings}
