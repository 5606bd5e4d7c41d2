"""When places are not to be used: closures, and the seasons between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import ClosureReason
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class Closure(RecordedModel):
    """Places out of service on the nights ``[from_on, until_on)``, and why.

    The nights themselves stand in ``Occupancy``, so that nobody can be placed there. Lifting a
    closure early moves ``until_on``; one that never was is deleted, history keeps it.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "reason": Label.OPERATIONAL,
        "note": Label.SENSITIVE,
        "from_on": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
    }

    structure = TenantForeignKey(
        "housing.HousingStructure", models.PROTECT, related_name="closures"
    )
    reason = models.CharField(_("why"), max_length=12, choices=ClosureReason.choices)
    note = SealedTextField(_("note"), max_length=500, null=True, blank=True, key_from="cell")
    from_on = models.DateField(_("from the night of"))
    # The first night on which the places can be used again; None: not known yet.
    until_on = models.DateField(_("usable again from"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="housing_closure_days_in_order",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gt=models.F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.from_on}"


@track()
class Season(RecordedModel):
    """Nights ``[opens_on, closes_on)`` on which a structure's seasonal places are open."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "name": Label.OPERATIONAL,
        "opens_on": Label.OPERATIONAL,
        "closes_on": Label.OPERATIONAL,
    }

    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="seasons")
    name = models.CharField(_("name"), max_length=60)
    opens_on = models.DateField(_("opens on the night of"))
    closes_on = models.DateField(_("closes on"))

    class Meta(RecordedModel.Meta):
        ordering = ["opens_on", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="housing_season_days_in_order",
                condition=models.Q(closes_on__gt=models.F("opens_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
