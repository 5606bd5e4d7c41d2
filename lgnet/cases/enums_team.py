"""Closed lists of a case's team and of handing a case over."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TeamPart(models.TextChoices):
    """How a colleague takes part beside who answers for the case."""

    SUBSTITUTE = "substitute", _("Stands in")
    HELPER = "helper", _("Works on it too")


class HandoverState(models.TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RequestState(models.TextChoices):
    """What became of a move that a second person has to approve."""

    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
