"""The life of a house by night: who was there, visitors, incidents, belongings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums_house import Called, IncidentKind, Presence
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class NightMark(RecordedModel):
    """What the night register says of one stay and one night; marking again corrects it."""

    PRIVACY = RECORDED_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "night": Label.OPERATIONAL,
        "presence": Label.OPERATIONAL,
        "marked_at": Label.OPERATIONAL,
    }

    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="marks")
    night = models.DateField()
    presence = models.CharField(max_length=10, choices=Presence.choices)
    # The device's own time of the tick; ``recorded_at`` is the server's.
    marked_at = models.DateTimeField()

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "stay", "night"], name="housing_mark_once_a_night"
            ),
        ]
        indexes = [
            models.Index(fields=["city", "compartment_id", "night"], name="housing_mark_by_night"),
        ]

    def __str__(self) -> str:
        return f"{self.night} {self.presence}"


@track()
class Visitor(RecordedModel):
    """Somebody who came to see a guest, and left."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "stay": Label.OPERATIONAL,
        "name": Label.IDENTIFYING,
        "came_at": Label.OPERATIONAL,
        "left_at": Label.OPERATIONAL,
    }

    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="+")
    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="visitors")
    name = SealedTextField(_("who came"), max_length=120, key_from="cell")
    came_at = models.DateTimeField(_("came at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="housing_visitor_leaves_later",
                condition=models.Q(left_at__isnull=True)
                | models.Q(left_at__gte=models.F("came_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.came_at)


@track()
class Incident(RecordedModel):
    """Something that happened in a house, told by who saw it; of a guest, or of nobody."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "stay": Label.SENSITIVE,
        "kind": Label.SENSITIVE,
        "happened_at": Label.OPERATIONAL,
        "story": Label.SENSITIVE,
        "called": Label.SENSITIVE,
    }

    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="+")
    stay = TenantForeignKey(
        "housing.Stay", models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    kind = models.CharField(_("what happened"), max_length=10, choices=IncidentKind.choices)
    happened_at = models.DateTimeField(_("when"))
    story = SealedTextField(_("in words"), max_length=4000, null=True, blank=True, key_from="cell")
    called = ArrayField(
        models.CharField(max_length=12, choices=Called.choices),
        default=list,
        blank=True,
        verbose_name=_("who was called"),
    )

    class Meta(RecordedModel.Meta):
        constraints = [*RecordedModel.Meta.constraints]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "structure", "-happened_at"],
                name="housing_incident_by_house",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def called_labels(self) -> list[str]:
        """Return who was called, in the language of the page."""
        return [str(Called(code).label) for code in self.called]


@track()
class Belonging(RecordedModel):
    """Something a guest gave into the house's keeping, and got back."""

    PRIVACY = RECORDED_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "what": Label.SENSITIVE,
        "returned_at": Label.OPERATIONAL,
        "returned_by": Label.OPERATIONAL,
    }

    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="belongings")
    what = SealedTextField(_("what"), max_length=200, key_from="cell")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(
                at="returned_at", by="returned_by", name="housing_belonging_returned_stamp"
            ),
        ]

    def __str__(self) -> str:
        return str(self.recorded_at)
