"""Closed lists of services given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GivenPlace(models.TextChoices):
    """Where a service was given; an empty value says that nobody noted it."""

    DESK = "desk", _("At the desk")
    STREET = "street", _("On the street")
    HOME = "home", _("Where the person lives")
    PHONE = "phone", _("On the phone")
    ELSEWHERE = "elsewhere", _("Elsewhere")


class GivenTo(models.TextChoices):
    """Whether a service was given to one person or in a group; empty where nobody noted it."""

    ONE = "one", _("One person")
    GROUP = "group", _("A group")
