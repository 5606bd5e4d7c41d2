"""An encounter, the needs heard in it and the services given."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums import NeedKind, Setting
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager


@track()
class Encounter(TenantModel):
    """Someone met, known or not. A contact stays true when the person is named later."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "setting": Label.OPERATIONAL,
        "happened_at": Label.OPERATIONAL,
        "neighbourhood": Label.OPERATIONAL,
        "language": Label.SENSITIVE,
        "note": Label.SENSITIVE,
        "recorded_at": Label.OPERATIONAL,
        "recorded_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    setting = models.CharField(_("where"), max_length=10, choices=Setting.choices)
    happened_at = models.DateTimeField(_("when"))
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # ISO 639-3, as spoken in this encounter; empty where it was not noted.
    language = models.CharField(_("language"), max_length=3, blank=True)
    note = SealedTextField(_("note"), max_length=4000, null=True, blank=True, key_from="cell")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager(author="recorded_by")

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "-happened_at", "-id"],
                name="encounters_by_newest",
            ),
            models.Index(
                fields=["city", "compartment_id", "person", "happened_at"],
                name="encounters_by_person",
            ),
        ]
        constraints = [
            stamp_constraint(at="recorded_at", by="recorded_by", name="encounters_recorded_stamp"),
        ]

    def __str__(self) -> str:
        return f"{self.get_setting_display()} {self.happened_at:%Y-%m-%d}"


@track()
class Need(TenantModel):
    """A need heard in an encounter."""

    PRIVACY = CELL_PRIVACY | {"encounter": Label.OPERATIONAL, "kind": Label.SENSITIVE}

    encounter = TenantForeignKey("encounters.Encounter", models.CASCADE, related_name="needs")
    kind = models.CharField(_("need"), max_length=12, choices=NeedKind.choices)

    class Meta(TenantModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "encounter", "kind"],
                name="encounters_need_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class ServiceGiven(TenantModel):
    """A service given in an encounter."""

    PRIVACY = CELL_PRIVACY | {
        "encounter": Label.OPERATIONAL,
        "service": Label.SENSITIVE,
        "quantity": Label.OPERATIONAL,
    }

    encounter = TenantForeignKey(
        "encounters.Encounter", models.CASCADE, related_name="services_given"
    )
    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)

    class Meta(TenantModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "encounter", "service"],
                name="encounters_service_once",
            ),
            models.CheckConstraint(
                name="encounters_service_at_least_one",
                condition=models.Q(quantity__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity}"
