"""Closed lists of what is found about a funding line."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Conclusion(models.TextChoices):
    """What a worker concludes. It is theirs to say: nothing computes it."""

    MEETS = "meets", _("Meets the conditions")
    NOT_MET = "not_met", _("Does not meet them")
    UNCLEAR = "unclear", _("Not clear yet")


class Met(models.TextChoices):
    """How one condition stands."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_KNOWN = "not_known", _("Not known")
    DECLINED = "declined", _("Does not want to say")
    NOT_ASKED = "not_asked", _("Not asked yet")
