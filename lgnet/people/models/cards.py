"""The card a person carries: a code that says nothing, found by scanning."""

from django.db import models
from django.utils import timezone

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel

from .access import AboutPersonManager


@track()
class PersonCard(TenantModel):
    """An opaque code, printed as QR. A lost card is ended; its code finds nobody any more."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "code": Label.IDENTIFYING,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="cards")
    code = SealedTextField(max_length=20, key_from="person")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="people_card_created"),
            stamp_constraint(at="ended_at", by="ended_by", name="people_card_ended"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="people_one_card_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
