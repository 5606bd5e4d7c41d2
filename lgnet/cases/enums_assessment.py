"""Closed lists of an assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Support(models.TextChoices):
    """How much support is needed in a part of life, as the worker sees it."""

    NONE = "none", _("None")
    SOME = "some", _("Some")
    MUCH = "much", _("Much")
