"""Closed lists of the people of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Leaving(models.TextChoices):
    """Why somebody is no longer in a case that goes on."""

    WITHDREW = "withdrew", _("Does not want to go on")
    LEFT = "left", _("No longer lives with the others")
    MOVED_AWAY = "moved_away", _("Moved to another city")
    DIED = "died", _("Died")
    OWN_CASE = "own_case", _("Gets a case of their own")
    MISTAKE = "mistake", _("Was added by mistake")
    OTHER = "other", _("Another reason")


# Not for anybody to choose: the case goes through them from now on.
GOES_THROUGH = "goes_through"
EVERY_LEAVING = [*Leaving.choices, (GOES_THROUGH, _("The case goes through them now"))]
