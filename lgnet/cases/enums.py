"""Closed lists of cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# What apps above may know of the end of a case.
from .enums_eligibility import Conclusion as Conclusion
from .enums_eligibility import Met as Met
from .enums_outcomes import Achieved as Achieved
from .enums_outcomes import Area as Area
from .enums_outcomes import Contact as Contact
from .enums_outcomes import Helpful as Helpful
from .enums_outcomes import LivesNow as LivesNow
from .enums_outcomes import Mark as Mark
from .enums_outcomes import WantsHelp as WantsHelp
from .enums_outcomes import WorksNow as WorksNow
from .enums_parties import Leaving as Leaving
from .enums_plan import Doer as Doer
from .enums_plan import GoalState as GoalState
from .enums_plan import LifeArea as LifeArea
from .enums_restricted import Harm as Harm
from .enums_team import TeamPart as TeamPart


class CaseState(models.TextChoices):
    OPEN = "open", _("Open")
    ACTIVE = "active", _("In progress")
    SUSPENDED = "suspended", _("Paused")
    CLOSED = "closed", _("Closed")


class CaseMove(models.TextChoices):
    """What changes the state of a case, as its history says it."""

    START = "start", _("Work began")
    SUSPEND = "suspend", _("Paused")
    RESUME = "resume", _("Work went on")
    CLOSE = "close", _("Closed")
    REOPEN = "reopen", _("Opened again")
    TAKE_BACK = "take_back", _("The closing was taken back")


class Outcome(models.TextChoices):
    """How a case ended."""

    HOUSED = "housed", _("Has a home")
    WORKING = "working", _("Has work and goes on alone")
    PASSED_ON = "passed_on", _("Passed on to another service")
    MOVED_AWAY = "moved_away", _("Moved to another city")
    LOST_CONTACT = "lost_contact", _("We lost contact")
    WITHDREW = "withdrew", _("Did not want to go on")
    DIED = "died", _("Died")
    OTHER = "other", _("Another outcome")


class DocumentKind(models.TextChoices):
    """What a paper is about; it needs no more to be found again."""

    IDENTITY = "identity", _("Identity or residence")
    PERMIT = "permit", _("Application, permit, appeal")
    HEALTH = "health", _("Health")
    WORK = "work", _("Work and income")
    SCHOOL = "school", _("School and courses")
    HOUSING = "housing", _("Home and tenancy")
    AGREED = "agreed", _("Signed with us")
    OTHER = "other", _("Something else")


class PaperForm(models.TextChoices):
    """How a paper is kept: both are made anew from what was sent."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
