"""Closed lists of what was achieved, of the question at the end, and of asking again later."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    """What a case may have been about; the order is that of the page."""

    HOUSING = "housing", _("A place to live")
    WORK = "work", _("Work")
    DOCUMENTS = "documents", _("Documents and permit")
    LANGUAGE = "language", _("Level of the language")
    HEALTH = "health", _("Health")
    SCHOOL = "school", _("School of the children")


class Achieved(models.TextChoices):
    """What became of an area. No row at all: nobody has said anything yet."""

    REACHED = "reached", _("Reached")
    PARTLY = "partly", _("Partly")
    NOT_REACHED = "not_reached", _("Not reached")
    NO_AIM = "no_aim", _("Was not an aim")
    NOT_KNOWN = "not_known", _("Not known")
    # Written by taking back a closing, never chosen.
    TAKEN_BACK = "taken_back", _("Taken back with the closing")


# What a page offers.
SAID = tuple(value for value in Achieved if value != Achieved.TAKEN_BACK)


class Helpful(models.TextChoices):
    """Was what we did helpful for your integration? (R.2.9)"""

    VERY = "very", _("Yes, very")
    SOMEWHAT = "somewhat", _("Yes, somewhat")
    LITTLE = "little", _("A little")
    NOT_AT_ALL = "not_at_all", _("Not at all")
    DECLINED = "declined", _("I prefer not to say")


class Mark(models.IntegerChoices):
    """How many calendar months after the closing somebody asks how it goes."""

    THREE = 3, _("After 3 months")
    SIX = 6, _("After 6 months")
    TWELVE = 12, _("After 12 months")


class Contact(models.TextChoices):
    """What came of looking for the person."""

    REACHED = "reached", _("We spoke with the person")
    NOT_FOUND = "not_found", _("We did not find the person")
    NO_CONTACT = "no_contact", _("The person wants no more contact")


class LivesNow(models.TextChoices):
    """Whether where somebody lives was told; ``Destination`` says where."""

    TOLD = "told", _("Told")
    UNKNOWN = "unknown", _("Not known")
    DECLINED = "declined", _("Prefers not to say")


class WorksNow(models.TextChoices):
    YES = "yes", _("Has work")
    SOMETIMES = "sometimes", _("Works now and then")
    TRAINING = "training", _("In training or at school")
    NO = "no", _("Has no work")
    UNKNOWN = "unknown", _("Not known")
    DECLINED = "declined", _("Prefers not to say")


class WantsHelp(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")
    DECLINED = "declined", _("Prefers not to say")
