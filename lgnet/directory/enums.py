"""Choices of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ForWhom(models.TextChoices):
    """The sex an offer is for, as its rule says."""

    ANY = "any", _("Everyone")
    WOMEN = "women", _("Women only")
    MEN = "men", _("Men only")


class SeasonKind(models.TextChoices):
    """Why other hours hold for a while."""

    RAMADAN = "ramadan", _("Ramadan")
    SUMMER = "summer", _("Summer")
    WINTER = "winter", _("Winter")
    HOLIDAY = "holiday", _("Holidays")
    OTHER = "other", _("Another reason")


class Weekday(models.IntegerChoices):
    """Days of the week as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
