"""Closed lists of answered forms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswersState(models.TextChoices):
    DRAFT = "draft", _("Started, something missing")
    FINISHED = "finished", _("Filled in")
