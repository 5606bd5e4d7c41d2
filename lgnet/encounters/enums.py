"""Closed lists of encounters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Setting(models.TextChoices):
    """Where someone was met: two settings of one fact."""

    STREET = "street", _("Street")
    DESK = "desk", _("Desk")


class NeedKind(models.TextChoices):
    """What a person says they need. Plain words; codes live in exports."""

    SLEEP = "sleep", _("A place to sleep")
    FOOD = "food", _("Food")
    WASH = "wash", _("To wash, clothes")
    HEALTH = "health", _("Health")
    SAFETY = "safety", _("Safety")
    DOCUMENTS = "documents", _("Documents")
    LEGAL = "legal", _("Legal help")
    WORK = "work", _("Work")
    LANGUAGE = "language", _("Italian lessons")
    CHILDREN = "children", _("Help with children")
    TALK = "talk", _("Someone to talk to")
    OTHER = "other", _("Something else")


class Heard(models.TextChoices):
    """Who says that there is a need: kept apart, because they are not the same."""

    STATED = "stated", _("The person says so")
    SEEN = "seen", _("The worker sees it")


class AnswerKind(models.TextChoices):
    """What became of a need."""

    SERVICE = "service", _("Given")
    REFERRAL = "referral", _("Sent to somebody who can help")
    PLACE = "place", _("A place was asked for")
    NOT_NOW = "not_now", _("Not possible now")


class NotNow(models.TextChoices):
    """Why a need cannot be met now; named reasons can be counted."""

    NO_ROOM = "no_room", _("No room")
    CLOSED = "closed", _("Closed at this hour")
    NOT_OFFERED = "not_offered", _("Nobody offers it here")
    NOT_ELIGIBLE = "not_eligible", _("The person may not use it")
    NO_DOCUMENTS = "no_documents", _("Documents are missing")
    NO_INTERPRETER = "no_interpreter", _("Nobody speaks the language")
    NO_STOCK = "no_stock", _("Nothing left to give")
    REFUSED = "refused", _("The person does not want it now")
    OTHER = "other", _("Another reason")


class PaperState(models.TextChoices):
    """Where a paper is; before anybody says something it is missing."""

    MISSING = "missing", _("Missing")
    ASKED = "asked", _("Asked for")
    BROUGHT = "brought", _("Brought and seen")
    NOT_NEEDED = "not_needed", _("Not needed")
