"""The hold: places kept for a request for some hours, until somebody says yes or no."""

from django.db import models
from django.utils import timezone

from lgnet.housing.enums import HoldState, ReleaseReason
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


@track()
class Hold(TenantModel):
    """Places held for a request. Past ``expires_at`` it holds nothing, whatever its state says."""

    PRIVACY = CELL_PRIVACY | {
        "request": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "release_reason": Label.OPERATIONAL,
        "made_at": Label.OPERATIONAL,
        "made_by": Label.OPERATIONAL,
        "expires_at": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    request = TenantForeignKey("housing.PlacementRequest", models.PROTECT, related_name="holds")
    state = models.CharField(max_length=10, choices=HoldState.choices, default=HoldState.ACTIVE)
    release_reason = models.CharField(
        max_length=20, choices=ReleaseReason.choices, null=True, blank=True
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "expires_at"],
                name="housing_hold_by_expiry",
                condition=models.Q(state="active"),
            ),
        ]
        constraints = [
            stamp_constraint(at="made_at", by="made_by", name="housing_hold_made_stamp"),
            stamp_constraint(at="ended_at", by="ended_by", name="housing_hold_ended_stamp"),
            models.CheckConstraint(
                name="housing_hold_ends_later",
                condition=models.Q(expires_at__gt=models.F("made_at")),
            ),
            models.CheckConstraint(
                name="housing_hold_end_is_whole",
                condition=models.Q(state="active", ended_at__isnull=True)
                | (~models.Q(state="active") & models.Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="housing_hold_release_has_reason",
                condition=models.Q(state="released", release_reason__isnull=False)
                | (~models.Q(state="released") & models.Q(release_reason__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "request"],
                condition=models.Q(state="active"),
                name="housing_one_hold_a_request",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def is_live(self) -> bool:
        """Return whether it still holds its places."""
        return self.state == HoldState.ACTIVE and self.expires_at > timezone.now()
