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
    """Nights ``[from, to)`` on which a place is taken: by a hold, a booking, a stay, a closure.

    Two exclusion constraints guarantee: one place, one person, one night; one person, one
    place, one night. They name the cell, so that trying another city's place tells nothing. A
    unit taken whole takes each of its places: those nobody sleeps in as ``block``. A trigger
    (migration 0006) refuses nights past the term of the stay.

    A hold past its ``expires_at`` counts for nothing: who wants its nights removes the row first
    (``actions.nights``), readers leave it out. No job has to run for that.
    """

    PRIVACY = CELL_PRIVACY | {
        "place": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "stay": Label.OPERATIONAL,
        "hold": Label.OPERATIONAL,
        "request": Label.OPERATIONAL,
        "closure": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "nights": Label.OPERATIONAL,
        "expires_at": Label.OPERATIONAL,
    }

    place = TenantForeignKey("housing.Place", models.PROTECT, related_name="occupancies")
    person = TenantForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    stay = TenantForeignKey("housing.Stay", models.PROTECT, null=True, related_name="occupancies")
    hold = TenantForeignKey("housing.Hold", models.PROTECT, null=True, related_name="occupancies")
    # Of a block: for whose sake the unit is taken whole.
    request = TenantForeignKey(
        "housing.PlacementRequest", models.PROTECT, null=True, related_name="+"
    )
    closure = TenantForeignKey(
        "housing.Closure", models.CASCADE, null=True, related_name="occupancies"
    )
    kind = models.CharField(
        max_length=10, choices=OccupancyKind.choices, default=OccupancyKind.STAY
    )
    nights = DateRangeField()
    expires_at = models.DateTimeField(null=True)

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
            # What each kind stands on, and nothing else.
            models.CheckConstraint(
                name="housing_occupancy_kind_is_whole",
                condition=models.Q(
                    kind__in=["stay", "booking"],
                    stay__isnull=False,
                    person__isnull=False,
                    hold__isnull=True,
                    closure__isnull=True,
                    expires_at__isnull=True,
                )
                | models.Q(
                    kind="hold",
                    hold__isnull=False,
                    expires_at__isnull=False,
                    stay__isnull=True,
                    closure__isnull=True,
                )
                | models.Q(
                    kind="block",
                    request__isnull=False,
                    person__isnull=True,
                    stay__isnull=True,
                    hold__isnull=True,
                    closure__isnull=True,
                    expires_at__isnull=True,
                )
                | models.Q(
                    kind="closure",
                    closure__isnull=False,
                    person__isnull=True,
                    stay__isnull=True,
                    hold__isnull=True,
                    expires_at__isnull=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nights}"
