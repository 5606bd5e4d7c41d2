"""Closed lists of the national board."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    LAST_30_DAYS = "30d", _("Last 30 days")
    LAST_YEAR = "365d", _("Last 12 months")
    ALL = "all", _("Since the start")


class Measure(models.TextChoices):
    """What the board counts. Definitions stand in ``rules.DEFINITIONS``."""

    CONTACTS = "contacts", _("Contacts")
    PEOPLE_MET = "people_met", _("People met")
    CASES_OPEN = "cases_open", _("Cases open")
    PLACES = "places", _("Places")
    OCCUPIED_TONIGHT = "occupied_tonight", _("Occupied tonight")
    FREE_TONIGHT = "free_tonight", _("Free tonight")
    MEDIAN_HOURS_TO_PLACE = "median_hours_to_place", _("Median hours to a place")
    ITALIAN_KNOWN = "italian_known", _("Cases whose Italian is known")
    LITTLE_ITALIAN = "little_italian", _("Cases with little Italian")
    WITH_PLAN = "with_plan", _("Cases with a plan")
    GOAL_REACHED = "goal_reached", _("Cases with a goal reached")
    ASSESSED_TWICE = "assessed_twice", _("Cases assessed twice")
    BETTER = "better", _("Cases that are better off")


class NetworkMeasure(models.TextChoices):
    """What is estimated for the network as a whole, and for no city."""

    DIFFERENT_PEOPLE = "different_people", _("Different people")
