"""Units of a structure, and the places to sleep in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import Sexes, UnitKind
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


@track()
class Unit(TenantModel):
    """A room, flat or house of a structure."""

    PRIVACY = CELL_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "name": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "sexes": Label.OPERATIONAL,
        "is_step_free": Label.OPERATIONAL,
    }

    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="units")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind.choices)
    # None: as the structure.
    sexes = models.CharField(
        _("for whom"), max_length=10, choices=Sexes.choices, null=True, blank=True
    )
    is_step_free = models.BooleanField(_("no steps"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "structure", "name"],
                name="housing_unit_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Place(TenantModel):
    """A place for one person to sleep."""

    PRIVACY = CELL_PRIVACY | {
        "unit": Label.OPERATIONAL,
        "label": Label.OPERATIONAL,
        "available_from": Label.OPERATIONAL,
        "available_until": Label.OPERATIONAL,
        "is_seasonal": Label.OPERATIONAL,
        "is_low": Label.OPERATIONAL,
    }

    unit = TenantForeignKey("housing.Unit", models.PROTECT, related_name="places")
    label = models.CharField(_("label"), max_length=30)
    # The first night it can be used, and the first night it no longer can.
    available_from = models.DateField(_("from"))
    available_until = models.DateField(_("until"), null=True, blank=True)
    # Open only in the structure's seasons; between them stand closures.
    is_seasonal = models.BooleanField(_("only in the season"), default=False, db_default=False)
    is_low = models.BooleanField(_("bed low down"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "unit", "label"],
                name="housing_place_label_once",
            ),
            models.CheckConstraint(
                name="housing_place_dates_in_order",
                condition=models.Q(available_until__isnull=True)
                | models.Q(available_until__gt=models.F("available_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.label
