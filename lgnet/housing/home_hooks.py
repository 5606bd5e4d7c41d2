"""What homes add to pages of others: the menu, and reminders of what is due in co-housing."""

from django.utils.translation import gettext_lazy

from lgnet.notifications.registry import register_kind
from lgnet.ui import navigation

from . import jobs_homes
from .actions import home_notices

# Known to the worker from here.
JOBS = (jobs_homes.remind_of_homes,)

KINDS = {
    home_notices.REVIEW_DUE: gettext_lazy("A house agreement is to be looked at again: %(on)s."),
    home_notices.TRIAL_OVER: gettext_lazy(
        "A trial of living together ends on %(on)s: do they stay together?"
    ),
    home_notices.MEETING_DUE: gettext_lazy("A meeting of a house of co-housing is due: %(on)s."),
}


def register() -> None:
    """Put homes into the menu, and say the reminders."""
    navigation.register(
        navigation.NavItem(
            label=gettext_lazy("Homes"),
            url_name="housing:housing_first",
            permission="housing.homes",
            icon="it-key",
            order=45,
            also=("housing:cohousing",),
            hint=gettext_lazy("Housing first and co-housing"),
        )
    )
    for name, words in KINDS.items():
        register_kind(name, words=words, icon="it-calendar")
