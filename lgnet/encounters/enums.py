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
