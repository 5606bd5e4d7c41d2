"""Closed lists of what is derived about homes, never stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Retained(models.TextChoices):
    """Where somebody lives so many months after they moved into a housing first flat."""

    IN_FLAT = "in_flat", _("In a housing first flat")
    OWN_HOME = "own_home", _("In another home")
    WITHOUT = "without", _("Without a home")
    UNKNOWN = "unknown", _("Not known")
    TOO_EARLY = "too_early", _("Too early to say")
