"""An encounter, the needs heard in it and the services given."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums import Heard, NeedKind, Setting
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager

from .arrival import OrderedByArrival, given_by_server, numbered_once


@track()
class Encounter(OrderedByArrival, TenantModel):
    """Someone met, known or not. A contact stays true when the person is named later."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "setting": Label.OPERATIONAL,
        "shift": Label.OPERATIONAL,
        "happened_at": Label.OPERATIONAL,
        "neighbourhood": Label.OPERATIONAL,
        "language": Label.SENSITIVE,
        "people_count": Label.OPERATIONAL,
        "latitude": Label.SENSITIVE,
        "longitude": Label.SENSITIVE,
        "note": Label.SENSITIVE,
        "recorded_at": Label.OPERATIONAL,
        "recorded_by": Label.OPERATIONAL,
        "sequence": Label.OPERATIONAL,
    }

    person = TenantForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    setting = models.CharField(_("where"), max_length=10, choices=Setting.choices)
    # The shift in which it happened, where it was recorded on one.
    shift = TenantForeignKey(
        "encounters.Shift", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # As who was there said it, by the clock of the device; lists go by ``sequence``.
    happened_at = models.DateTimeField(_("when"))
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # ISO 639-3, as spoken in this encounter; empty where it was not noted.
    language = models.CharField(_("language"), max_length=3, blank=True)
    # More than one: a group, of whom at most one is named.
    people_count = models.PositiveSmallIntegerField(_("how many people"), default=1, db_default=1)
    # Where, already blurred by the city's policy (``rules_places``): WGS 84, both or neither.
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
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
        triggers = [given_by_server()]
        constraints = [
            numbered_once(name="encounters_in_order"),
            stamp_constraint(at="recorded_at", by="recorded_by", name="encounters_recorded_stamp"),
            models.CheckConstraint(
                name="encounters_people_counted",
                condition=models.Q(people_count__gte=1, people_count__lte=500),
            ),
            models.CheckConstraint(
                name="encounters_position_whole",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_setting_display()} {self.happened_at:%Y-%m-%d}"


@track()
class Need(TenantModel):
    """A need heard in an encounter: what the person says and what the worker sees, apart."""

    PRIVACY = CELL_PRIVACY | {
        "encounter": Label.OPERATIONAL,
        "kind": Label.SENSITIVE,
        "heard": Label.SENSITIVE,
    }

    encounter = TenantForeignKey("encounters.Encounter", models.CASCADE, related_name="needs")
    kind = models.CharField(_("need"), max_length=12, choices=NeedKind.choices)
    heard = models.CharField(
        _("said by"),
        max_length=6,
        choices=Heard.choices,
        default=Heard.STATED,
        db_default=Heard.STATED.value,
    )

    class Meta(TenantModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "encounter", "kind", "heard"],
                name="encounters_need_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
