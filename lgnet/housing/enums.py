"""Closed lists of housing: structures, requests, what takes a night, stays."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Where somebody lives is asked when a stay ends, when a case does, and later on.
from .enums_house import Destination as Destination


class StructureKind(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency accommodation")
    PROTECTED_REFUGE = "protected_refuge", _("Protected refuge")
    SOLIDARITY_COHOUSING = "solidarity_cohousing", _("Solidarity co-housing")
    HOUSING_FIRST = "housing_first", _("Housing first flat")
    TRANSITIONAL = "transitional", _("Transitional housing")


# Kinds whose stays have a term where no programme says otherwise; the term itself is a
# StayPolicy row.
CAPPED_KINDS = (StructureKind.EMERGENCY, StructureKind.PROTECTED_REFUGE)


class UnitKind(models.TextChoices):
    ROOM = "room", _("Room")
    FLAT = "flat", _("Flat")
    HOUSE = "house", _("House")


class Sexes(models.TextChoices):
    """For whom a structure or a unit is."""

    ANY = "any", _("Everyone")
    WOMEN = "women", _("Women only")
    MEN = "men", _("Men only")


class Meal(models.TextChoices):
    BREAKFAST = "breakfast", _("Breakfast")
    LUNCH = "lunch", _("Lunch")
    DINNER = "dinner", _("Dinner")
    KITCHEN = "kitchen", _("A kitchen to cook in")


class Smoking(models.TextChoices):
    NOWHERE = "nowhere", _("Nowhere")
    OUTSIDE = "outside", _("Outside")
    ROOM = "room", _("In a room for it")


class Urgency(models.TextChoices):
    """Named reasons by which a request is urgent. They are never added up into a score."""

    STREET_TONIGHT = "street_tonight", _("On the street tonight")
    CHILDREN = "children", _("With children")
    HEALTH_RISK = "health_risk", _("Health risk")
    PROTECTION_RISK = "protection_risk", _("Protection risk")
    EVICTION = "eviction", _("Losing their place")


class AskedFrom(models.TextChoices):
    """Where a request for a place comes from."""

    STREET = "street", _("The street")
    DESK = "desk", _("The desk")
    CASE = "case", _("A case")
    OTHER_CITY = "other_city", _("Another city")


class PlaceNeed(models.TextChoices):
    """What a place must have for this person or family."""

    STEP_FREE = "step_free", _("No steps")
    LOWER_BUNK = "lower_bunk", _("A bed low down")
    WOMEN_ONLY = "women_only", _("Women only")
    MEN_ONLY = "men_only", _("Men only")
    TOGETHER = "together", _("All in one room")
    ROOM_ALONE = "room_alone", _("A room to themselves")
    COT = "cot", _("A cot")
    PET = "pet", _("With a pet")
    KITCHEN = "kitchen", _("A kitchen to cook in")
    QUIET = "quiet", _("Quiet at night")
    NEAR_SCHOOL = "near_school", _("Near the children's school")


class Declined(models.TextChoices):
    """What the person does not want; refusing one place never costs them the next."""

    DORMITORY = "dormitory", _("A large dormitory")
    SHARED_ROOM = "shared_room", _("A room with people they do not know")
    MIXED = "mixed", _("A house for women and men")
    FAR = "far", _("Far from the centre")
    NO_PET = "no_pet", _("Without their pet")
    APART = "apart", _("Apart from their family")


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


class RefugeAnswer(models.TextChoices):
    """What a refuge's coordinator answers; nobody else learns more."""

    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", _("There is protection: the coordinator will be in touch")
    NOT_NOW = "not_now", _("Not possible now")


class HoldState(models.TextChoices):
    """What became of a hold. One that ran out is still active here until it is told."""

    ACTIVE = "active", _("Held")
    CONFIRMED = "confirmed", _("Place given")
    RELEASED = "released", _("Given back")
    EXPIRED = "expired", _("Ran out")


class ReleaseReason(models.TextChoices):
    """Why a hold was given back."""

    PERSON_DECLINED = "person_declined", _("The person does not want it")
    NOT_REACHED = "not_reached", _("The person could not be reached")
    OTHER_PLACE = "other_place", _("Another place was found")
    MISTAKE = "mistake", _("Held by mistake")


class OccupancyKind(models.TextChoices):
    """What takes a place for a night."""

    HOLD = "hold", _("Held")
    BOOKING = "booking", _("Expected")
    STAY = "stay", _("Stay")
    # A place of a unit taken whole, in which nobody sleeps.
    BLOCK = "block", _("Unit taken whole")
    CLOSURE = "closure", _("Out of service")


class ClosureReason(models.TextChoices):
    REPAIRS = "repairs", _("Repairs")
    PESTS = "pests", _("Pests")
    CLEANING = "cleaning", _("Deep cleaning")
    UNSAFE = "unsafe", _("Not safe")
    NO_STAFF = "no_staff", _("No staff")
    OFF_SEASON = "off_season", _("Outside the season")
    OTHER = "other", _("Another reason")


class EndReason(models.TextChoices):
    """Why a stay ended."""

    OWN_HOME = "own_home", _("Found a home of their own")
    FAMILY_OR_FRIENDS = "family_or_friends", _("Went to family or friends")
    OTHER_STRUCTURE = "other_structure", _("Moved to another structure")
    HEALTH_FACILITY = "health_facility", _("Went to a health facility")
    LEFT_CITY = "left_city", _("Left the city")
    LEFT_UNTOLD = "left_untold", _("Left without telling us")
    NEVER_CAME = "never_came", _("Never came")
    TERM_REACHED = "term_reached", _("The time limit was reached")
    RULES_BROKEN = "rules_broken", _("House rules were broken")
    OTHER = "other", _("Another reason")
    UNKNOWN = "unknown", _("Not known")


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("Waiting for an answer")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ExtensionReason(models.TextChoices):
    """Why somebody needs longer than the term."""

    HOME_FOUND = "home_found", _("A home is found and not ready yet")
    JOB_STARTING = "job_starting", _("Work is about to begin")
    HEALTH = "health", _("Health or a birth")
    SCHOOL_YEAR = "school_year", _("The children's school year")
    PAPERS = "papers", _("Waiting for papers")
    PROTECTION = "protection", _("Still in danger")
    OTHER = "other", _("Another reason")


class ExtensionRefusal(models.TextChoices):
    """Why an extension is refused; the reason is always kept."""

    PLAN_MISSING = "plan_missing", _("The exit plan is not enough yet")
    OTHER_SOLUTION = "other_solution", _("Another solution is there")
    NOT_NEEDED = "not_needed", _("The time left is enough")
    FUNDING = "funding", _("The funding does not allow it")
    OTHER = "other", _("Another reason")


class Term(models.TextChoices):
    """Where a stay stands with its time limit. Derived, never stored."""

    EXPECTED = "expected", _("Expected")
    RUNNING = "running", _("Running")
    NO_LIMIT = "no_limit", _("Running, no time limit")
    SOON = "soon", _("Ends soon")
    OVERDUE = "overdue", _("Over its time limit")
    ENDED = "ended", _("Ended")


class PlaceState(models.TextChoices):
    """What a place is on one night. Derived, never stored."""

    FREE = "free", _("Free")
    HELD = "held", _("Held")
    EXPECTED = "expected", _("Expected")
    TAKEN = "taken", _("Taken")
    BLOCKED = "blocked", _("With the unit")
    TO_CHECK = "to_check", _("Free? Check")
    CLOSED = "closed", _("Closed")
