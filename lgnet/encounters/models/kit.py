"""What a unit carries and gives, and first aid."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums_outreach import FirstAidKind, MovementKind
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class KitItem(RecordedModel):
    """Something the units give, and how many there are: what came in less what went out."""

    PRIVACY = RECORDED_PRIVACY | {
        "name": Label.OPERATIONAL,
        "on_hand": Label.OPERATIONAL,
        "low_level": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    name = models.CharField(_("name"), max_length=60)
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    low_level = models.PositiveIntegerField(_("few from"), default=5)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "name"], name="encounters_kit_name_once"
            ),
            models.CheckConstraint(
                name="encounters_kit_never_below_zero", condition=Q(on_hand__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class KitMovement(RecordedModel):
    """So many more or fewer of an item. The sum of an item's movements is what is on hand."""

    PRIVACY = RECORDED_PRIVACY | {
        "item": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "change": Label.OPERATIONAL,
        "encounter": Label.OPERATIONAL,
        "shift": Label.OPERATIONAL,
    }

    item = TenantForeignKey("encounters.KitItem", models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=8, choices=MovementKind.choices)
    change = models.IntegerField()
    encounter = TenantForeignKey(
        "encounters.Encounter", models.PROTECT, null=True, blank=True, related_name="+"
    )
    shift = TenantForeignKey(
        "encounters.Shift", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(RecordedModel.Meta):
        ordering = ["recorded_at", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_kit_moves_one_way",
                condition=Q(kind__in=["stocked", "returned"], change__gt=0)
                | Q(kind__in=["given", "lost"], change__lt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change:+}"


@track()
class ShiftItem(RecordedModel):
    """What a shift takes along: so many of an item."""

    PRIVACY = RECORDED_PRIVACY | {
        "shift": Label.OPERATIONAL,
        "item": Label.OPERATIONAL,
        "quantity": Label.OPERATIONAL,
    }

    shift = TenantForeignKey("encounters.Shift", models.CASCADE, related_name="items")
    item = TenantForeignKey("encounters.KitItem", models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(_("how many"))

    class Meta(RecordedModel.Meta):
        ordering = ["id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "shift", "item"],
                name="encounters_shift_item_once",
            ),
            models.CheckConstraint(name="encounters_shift_item_some", condition=Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity}"


@track()
class FirstAid(RecordedModel):
    """First aid given in a contact, and whether an ambulance was called."""

    PRIVACY = RECORDED_PRIVACY | {
        "encounter": Label.OPERATIONAL,
        "kind": Label.SENSITIVE,
        "is_ambulance_called": Label.SENSITIVE,
        "note": Label.SENSITIVE,
    }

    encounter = TenantForeignKey("encounters.Encounter", models.CASCADE, related_name="+")
    kind = models.CharField(_("first aid"), max_length=5, choices=FirstAidKind.choices)
    is_ambulance_called = models.BooleanField(_("ambulance called"), default=False)
    note = SealedTextField(_("note"), max_length=500, null=True, blank=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        ordering = ["id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "encounter", "kind"],
                name="encounters_first_aid_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
