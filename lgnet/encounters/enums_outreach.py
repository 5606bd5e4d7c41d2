"""Closed lists of the street: units, shifts, sightings, kit, promises."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """How a unit moves."""

    VAN = "van", _("Van")
    BIKE = "bike", _("Bicycles")
    FOOT = "foot", _("On foot")


class AlertKind(models.TextChoices):
    """Why more people than usual go out."""

    COLD = "cold", _("Cold")
    HEAT = "heat", _("Heat")
    STORM = "storm", _("Storm or flood")
    EMERGENCY = "emergency", _("Emergency")


class Teller(models.TextChoices):
    """Who said that somebody sleeps somewhere."""

    CITIZEN = "citizen", _("A citizen")
    SERVICE = "service", _("Another service")
    COLLEAGUE = "colleague", _("A colleague")


class SightingState(models.TextChoices):
    """Where a sighting stands. Met and refused both end its clock: somebody was spoken to.

    What a citizen told on the public page waits for a check; its clock runs all the same.
    """

    TOLD = "told", _("From the public page: to be checked")
    OPEN = "open", _("No one has looked yet")
    LOOKED = "looked", _("Looked, found nobody")
    MET = "met", _("Met")
    REFUSED = "refused", _("Met, wants no contact")
    CLOSED = "closed", _("Closed without a contact")
    NOT_US = "not_us", _("Not for the street team")
    SAME = "same", _("The same as another")


class NotForUs(models.TextChoices):
    """Why what a citizen told is nothing for the street team."""

    OUTSIDE = "outside", _("Outside our city")
    EMERGENCY = "112", _("An emergency: 112 was called")
    NOBODY_OUT = "nobody", _("Nobody sleeps out there")
    UNCLEAR = "unclear", _("The place cannot be understood")
    MISUSE = "misuse", _("Not meant seriously")


class LookResult(models.TextChoices):
    """What a unit found where somebody had been seen."""

    NOBODY = "nobody", _("Found nobody")
    REFUSED = "refused", _("Wants no contact")


class MovementKind(models.TextChoices):
    """Why there is more or less of an item."""

    STOCKED = "stocked", _("Came in")
    GIVEN = "given", _("Given to people")
    RETURNED = "returned", _("Contact taken back")
    LOST = "lost", _("Lost or worn out")


class FirstAidKind(models.TextChoices):
    """First aid given in the street."""

    WOUND = "wound", _("A wound cleaned or dressed")
    COLD = "cold", _("Warmed up")
    HEAT = "heat", _("Cooled down, water given")
    ILL = "ill", _("Felt ill, looked after")
    OTHER = "other", _("Something else")
