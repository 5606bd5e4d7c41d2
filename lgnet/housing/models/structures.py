"""Structures, their units and places."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import CAPPED_KINDS, StructureKind, UnitKind
from lgnet.kernel.history import track
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


@track()
class HousingStructure(TenantModel):
    """A house of the network. A protected refuge always lies in a compartment of its own."""

    PRIVACY = CELL_PRIVACY | {
        "name": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "organisation": Label.OPERATIONAL,
        "address": Label.SENSITIVE,
        "neighbourhood": Label.OPERATIONAL,
        "opened_on": Label.OPERATIONAL,
        "closed_on": Label.OPERATIONAL,
    }

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=30, choices=StructureKind.choices)
    organisation = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        related_name="+",
        verbose_name=_("run by"),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="housing_refuge_in_its_compartment",
                condition=models.Q(
                    ~models.Q(compartment_id=OPEN_COMPARTMENT), kind="protected_refuge"
                )
                | models.Q(~models.Q(kind="protected_refuge"), compartment_id=OPEN_COMPARTMENT),
            ),
            models.CheckConstraint(
                name="housing_structure_dates_in_order",
                condition=models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_capped(self) -> bool:
        """Return whether stays here end within six calendar months."""
        return self.kind in CAPPED_KINDS


@track()
class Unit(TenantModel):
    """A room, flat or house of a structure."""

    PRIVACY = CELL_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "name": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
    }

    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="units")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind.choices)

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
    }

    unit = TenantForeignKey("housing.Unit", models.PROTECT, related_name="places")
    label = models.CharField(_("label"), max_length=30)
    # The first night it can be used, and the first night it no longer can.
    available_from = models.DateField(_("from"))
    available_until = models.DateField(_("until"), null=True, blank=True)

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
