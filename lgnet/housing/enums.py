"""Closed lists of housing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StructureKind(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency accommodation")
    PROTECTED_REFUGE = "protected_refuge", _("Protected refuge")
    SOLIDARITY_COHOUSING = "solidarity_cohousing", _("Solidarity co-housing")
    HOUSING_FIRST = "housing_first", _("Housing first flat")
    TRANSITIONAL = "transitional", _("Transitional housing")


# Kinds whose stays end within this many calendar months of the first night.
CAP_MONTHS = 6
CAPPED_KINDS = (StructureKind.EMERGENCY, StructureKind.PROTECTED_REFUGE)


class UnitKind(models.TextChoices):
    ROOM = "room", _("Room")
    FLAT = "flat", _("Flat")
    HOUSE = "house", _("House")


class Urgency(models.TextChoices):
    """Named reasons by which a request is urgent. They are never added up into a score."""

    STREET_TONIGHT = "street_tonight", _("On the street tonight")
    CHILDREN = "children", _("With children")
    HEALTH_RISK = "health_risk", _("Health risk")
    PROTECTION_RISK = "protection_risk", _("Protection risk")
    EVICTION = "eviction", _("Losing their place")


class RequestState(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    PLACED = "placed", _("Place given")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RefusalReason(models.TextChoices):
    """Why a request got no place; the reason is always kept."""

    NO_PLACE = "no_place", _("No free place")
    NEEDS_DIFFER = "needs_differ", _("The place does not fit the need")
    OTHER_SOLUTION = "other_solution", _("Another solution was found")
    NOT_REACHED = "not_reached", _("The person could not be reached")


class EndReason(models.TextChoices):
    """Why a stay ended."""

    OWN_HOME = "own_home", _("Found a home of their own")
    FAMILY_OR_FRIENDS = "family_or_friends", _("Went to family or friends")
    OTHER_STRUCTURE = "other_structure", _("Moved to another structure")
    HEALTH_FACILITY = "health_facility", _("Went to a health facility")
    LEFT_CITY = "left_city", _("Left the city")
    LEFT_UNTOLD = "left_untold", _("Left without telling us")
    TERM_REACHED = "term_reached", _("The time limit was reached")
    RULES_BROKEN = "rules_broken", _("House rules were broken")
    OTHER = "other", _("Another reason")
    UNKNOWN = "unknown", _("Not known")


class OccupancyKind(models.TextChoices):
    """What takes a place for a night. Holds, bookings and closures join stays in this list."""

    STAY = "stay", _("Stay")


class Term(models.TextChoices):
    """Where a stay stands with its time limit. Derived, never stored."""

    RUNNING = "running", _("Running")
    NO_LIMIT = "no_limit", _("Running, no time limit")
    SOON = "soon", _("Ends soon")
    OVERDUE = "overdue", _("Over its time limit")
    ENDED = "ended", _("Ended")


class PlaceState(models.TextChoices):
    """What a place is on one night. Derived, never stored."""

    FREE = "free", _("Free")
    TAKEN = "taken", _("Taken")
    TO_CHECK = "to_check", _("Free? Check")
    CLOSED = "closed", _("Closed")
