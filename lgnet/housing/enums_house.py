"""Closed lists of the life in a house: the night register, upkeep, housing first, co-housing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.TextChoices):
    """What the night register says of a stay and a night."""

    PRESENT = "present", _("Present")
    ON_LEAVE = "on_leave", _("Away, as agreed")
    ABSENT = "absent", _("Absent")


class IncidentKind(models.TextChoices):
    HEALTH = "health", _("Health")
    CONFLICT = "conflict", _("Quarrel")
    VIOLENCE = "violence", _("Violence")
    THEFT = "theft", _("Theft")
    DAMAGE = "damage", _("Damage")
    FIRE = "fire", _("Fire or gas")
    SELF_HARM = "self_harm", _("Danger to oneself")
    MISSING = "missing", _("Somebody is missing")
    OTHER = "other", _("Something else")


class Called(models.TextChoices):
    """Who was called to an incident."""

    NOBODY = "nobody", _("Nobody")
    ON_CALL = "on_call", _("The colleague on call")
    AMBULANCE = "ambulance", _("Ambulance")
    POLICE = "police", _("Police")
    FIRE_BRIGADE = "fire_brigade", _("Fire brigade")


class InspectionKind(models.TextChoices):
    SAFETY = "safety", _("Safety")
    HYGIENE = "hygiene", _("Hygiene")
    FIRE = "fire", _("Fire protection")
    QUALITY = "quality", _("Quality of the house")
    HANDOVER = "handover", _("Handover")


class InspectionResult(models.TextChoices):
    IN_ORDER = "in_order", _("In order")
    WITH_DEFECTS = "with_defects", _("With defects")
    NOT_USABLE = "not_usable", _("Not usable")


class Severity(models.TextChoices):
    """How a defect presses."""

    DANGER = "danger", _("Dangerous")
    SOON = "soon", _("To be mended soon")
    WHEN_POSSIBLE = "when_possible", _("When there is time")


class VisitKind(models.TextChoices):
    HOME = "home", _("At home")
    OUTSIDE = "outside", _("Somewhere else")
    PHONE = "phone", _("By phone")


class Kept(models.TextChoices):
    """Whether a principle of housing first is kept."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Principle(models.TextChoices):
    """The eight principles of housing first (Housing First Europe Hub, 2016)."""

    HOME_AS_RIGHT = "home_as_right", _("A home is a right")
    CHOICE = "choice", _("People choose and decide")
    SEPARATE = "separate", _("Home and support are apart")
    RECOVERY = "recovery", _("Support aims at recovery")
    HARM_REDUCTION = "harm_reduction", _("Harm is made smaller, nothing is demanded first")
    ENGAGEMENT = "engagement", _("We stay in touch and never force")
    PERSONAL_PLAN = "personal_plan", _("Each plan is the person's own")
    AS_LONG_AS = "as_long_as", _("Support lasts as long as it is needed")


class TrialResult(models.TextChoices):
    """How a trial of living together ended."""

    GOES_ON = "goes_on", _("They stay together")
    ENDS = "ends", _("They do not stay together")


class HostKind(models.TextChoices):
    FAMILY = "family", _("A family")
    PERSON = "person", _("One person")
    SHARED_FLAT = "shared_flat", _("A shared flat")


class Destination(models.IntegerChoices):
    """Where somebody lives after a stay: the situations of ETHOS Light (FEANTSA, 2017).

    Zero, our own, is a home: outside that list of ways to be without one.
    """

    HOME = 0, _("A home of their own, or with others for good")
    ROUGH = 1, _("The street or another public space")
    NIGHT_SHELTER = 2, _("A night shelter")
    HOSTEL = 3, _("A hostel for people without a home")
    TEMPORARY = 4, _("Temporary accommodation")
    TRANSITIONAL = 5, _("Transitional housing with support")
    REFUGE = 6, _("A women's shelter or refuge")
    HEALTH_INSTITUTION = 7, _("A health institution, for want of a home")
    PRISON = 8, _("Prison, with no home at release")
    MOBILE_HOME = 9, _("A caravan or mobile home")
    NOT_A_DWELLING = 10, _("A building not meant to live in")
    MAKESHIFT = 11, _("A makeshift shelter")
    HOSTED = 12, _("With family or friends for a while")
