"""Closed lists of cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    """How a case ended."""

    HOUSED = "housed", _("Has a home")
    WORKING = "working", _("Has work and goes on alone")
    PASSED_ON = "passed_on", _("Passed on to another service")
    MOVED_AWAY = "moved_away", _("Moved to another city")
    LOST_CONTACT = "lost_contact", _("We lost contact")
    WITHDREW = "withdrew", _("Did not want to go on")
    DIED = "died", _("Died")
    OTHER = "other", _("Another outcome")
