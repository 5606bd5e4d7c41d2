"""Roles of the network, after the table of actors in the field's rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member of staff is in one place. What each may do stands in ``roles.py``."""

    OUTREACH_WORKER = "outreach_worker", _("Outreach worker")
    DESK_OPERATOR = "desk_operator", _("Desk operator")
    CASE_MANAGER = "case_manager", _("Case manager")
    HOUSING_COORDINATOR = "housing_coordinator", _("Housing coordinator")
    REFUGE_COORDINATOR = "refuge_coordinator", _("Refuge coordinator")
    COMMUNITY_ANIMATOR = "community_animator", _("Community animator")
    CHECK_IN_VOLUNTEER = "check_in_volunteer", _("Check-in volunteer")
    RECEPTION_VOLUNTEER = "reception_volunteer", _("Reception volunteer")
    CITY_MANAGER = "city_manager", _("City manager")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data-protection officer")
    NATIONAL_ANALYST = "national_analyst", _("National analyst")
    NATIONAL_COORDINATOR = "national_coordinator", _("National coordinator")
    EDITOR = "editor", _("Editor")


NATIONAL_ROLES = (Role.NATIONAL_ANALYST, Role.NATIONAL_COORDINATOR, Role.EDITOR)
CITY_ROLES = tuple(role for role in Role if role not in NATIONAL_ROLES)
