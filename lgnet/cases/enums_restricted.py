"""Closed lists of protected files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Harm(models.TextChoices):
    """What an entry of a protected file is about; nobody has to say."""

    TRAFFICKING = "trafficking", _("Trafficking or exploitation")
    GENDER = "gender", _("Gender-based violence")
    OTHER = "other", _("Other need of protection")
