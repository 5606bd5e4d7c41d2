"""Occupied nights: the one table in which a place and a person can be promised once."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from lgnet.housing.enums import OccupancyKind
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel

OVERLAPS = RangeOperators.OVERLAPS
EQUAL = RangeOperators.EQUAL


@track()
class Occupancy(TenantModel):
    """Nights ``[from, to)`` on which a place is taken, and by whom.

    Two exclusion constraints guarantee: one place, one person, one night; one person, one
    place, one night. They name the cell, so that trying another city's place tells nothing.
    """

    PRIVACY = CELL_PRIVACY | {
        "place": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "stay": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "nights": Label.OPERATIONAL,
    }

    place = TenantForeignKey("housing.Place", models.PROTECT, related_name="occupancies")
    person = TenantForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    stay = TenantForeignKey("housing.Stay", models.PROTECT, null=True, related_name="occupancies")
    kind = models.CharField(
        max_length=10, choices=OccupancyKind.choices, default=OccupancyKind.STAY
    )
    nights = DateRangeField()

    class Meta(TenantModel.Meta):
        verbose_name_plural = "occupancies"
        constraints = [
            ExclusionConstraint(
                name="housing_place_taken_once",
                expressions=[
                    ("city", EQUAL),
                    ("compartment_id", EQUAL),
                    ("place", EQUAL),
                    ("nights", OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="housing_person_placed_once",
                expressions=[
                    ("city", EQUAL),
                    ("compartment_id", EQUAL),
                    ("person", EQUAL),
                    ("nights", OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="housing_occupancy_has_nights",
                condition=models.Q(nights__isempty=False)
                & models.Q(nights__lower_inf=False)
                & models.Q(nights__isnull=False),
            ),
            models.CheckConstraint(
                name="housing_stay_occupancy_is_whole",
                condition=~models.Q(kind="stay")
                | models.Q(stay__isnull=False, person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nights}"
