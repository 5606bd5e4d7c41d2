"""What the desk hands to the shell: menu, ways back, jobs."""

from django.utils.translation import gettext_lazy as _

from lgnet.notifications.registry import register_kind
from lgnet.people import registry
from lgnet.ui import navigation, undo

from . import jobs_desk, undoing_desk
from .actions.reminders import TROUBLE
from .enums_desk import ReminderOutcome

JOBS = (jobs_desk.remind_people,)


def register() -> None:
    """Register the desk with menu, person page and undo."""
    navigation.register(
        navigation.NavItem(
            label=_("Desk"),
            url_name="encounters:desks",
            group="desk",
            permission="desk.queue",
            icon="it-list",
            order=31,
            key="k",
            hint=_("Who waits today, and whose turn it is"),
        )
    )
    navigation.register(
        navigation.NavItem(
            label=_("Reception"),
            url_name="encounters:receptions",
            group="desk",
            permission="desk.reception",
            icon="it-horn",
            order=32,
            key="e",
            hint=_("Give a number to who comes"),
        )
    )
    navigation.register(
        navigation.NavItem(
            label=_("Appointments"),
            url_name="encounters:appointments",
            group="desk",
            permission="desk.appointments",
            icon="it-calendar",
            order=33,
            key="j",
            hint=_("Who comes when, and with whom they speak"),
        )
    )
    navigation.register(
        navigation.NavItem(
            label=_("Letters"),
            url_name="encounters:letters",
            group="desk",
            permission="desk.letters",
            icon="it-mail",
            order=35,
            hint=_("What was written for people"),
        )
    )
    registry.register_add_link(
        label=_("Book an appointment"),
        url_name="encounters:appointment_new",
        permission="desk.appointments",
        icon="it-calendar",
        order=15,
    )
    register_kind(
        TROUBLE[ReminderOutcome.UNSURE],
        words=_(
            "Nobody knows whether the reminder for %(at)s left. Decide whether to send it again."
        ),
        icon="it-warning-circle",
    )
    register_kind(
        TROUBLE[ReminderOutcome.FAILED],
        words=_("The reminder for %(at)s was not sent: the service did not take it."),
        icon="it-warning-circle",
    )
    undo.register("encounters.visit_ended", undoing_desk.take_back_ending, permission="desk.queue")
