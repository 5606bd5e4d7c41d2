"""Memberships: who works where, in which role. Roles and rights stand in network/roles.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.network.enums import CITY_ROLES, Role


class Compartment(BaseModel):
    """A closed part of a city: a protected refuge's own. It has no name and no address here.

    Whoever reads this table learns that a compartment exists, nothing else.
    """

    PRIVACY = {"id": Label.OPERATIONAL, "city": Label.OPERATIONAL}

    city = models.ForeignKey("network.City", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.id)


class Membership(BaseModel):
    """A user's role in an organisation, in one city, or in the nation where ``city`` is null.

    Row-level security shows a user their own memberships, and a city's to those inside it.
    """

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "user": Label.OPERATIONAL,
        "organisation": Label.OPERATIONAL,
        "city": Label.OPERATIONAL,
        "compartment_id": Label.OPERATIONAL,
        "role": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="+")
    city = models.ForeignKey(
        "network.City", models.PROTECT, null=True, blank=True, related_name="+"
    )
    compartment_id = models.UUIDField(default=OPEN_COMPARTMENT, editable=False)
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "city", "compartment_id", "role"],
                name="network_membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="network_city_roles_have_a_city",
                condition=models.Q(role__in=CITY_ROLES, city__isnull=False)
                | (~models.Q(role__in=CITY_ROLES) & models.Q(city__isnull=True)),
            ),
            models.CheckConstraint(
                name="network_only_refuge_staff_in_a_compartment",
                condition=models.Q(compartment_id=OPEN_COMPARTMENT)
                & ~models.Q(role=Role.REFUGE_COORDINATOR)
                | ~models.Q(compartment_id=OPEN_COMPARTMENT)
                & models.Q(role=Role.REFUGE_COORDINATOR),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"
