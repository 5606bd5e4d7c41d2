"""The request for a place."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import RefusalReason, RequestState, Urgency
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager


@track()
class PlacementRequest(TenantModel):
    """Someone asks a place for a person; urgency is named reasons, never a score."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "from_on": Label.OPERATIONAL,
        "urgency": Label.SENSITIVE,
        "note": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "refusal_reason": Label.OPERATIONAL,
        "asked_at": Label.OPERATIONAL,
        "asked_by": Label.OPERATIONAL,
        "answered_at": Label.OPERATIONAL,
        "answered_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    from_on = models.DateField(_("from the night of"))
    urgency = ArrayField(
        models.CharField(max_length=20, choices=Urgency.choices),
        default=list,
        blank=True,
        verbose_name=_("why it is urgent"),
    )
    note = SealedTextField(_("note"), max_length=2000, null=True, blank=True, key_from="cell")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    refusal_reason = models.CharField(
        max_length=20, choices=RefusalReason.choices, null=True, blank=True
    )
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "state", "asked_at"],
                name="housing_request_by_state",
            ),
            models.Index(
                fields=["city", "compartment_id", "-answered_at", "-id"],
                name="housing_request_by_answer",
                condition=~models.Q(state="open"),
            ),
        ]
        constraints = [
            stamp_constraint(
                at="answered_at", by="answered_by", name="housing_request_answer_stamp"
            ),
            stamp_constraint(at="asked_at", by="asked_by", name="housing_request_asked_stamp"),
            models.CheckConstraint(
                name="housing_request_answered_when_not_open",
                condition=models.Q(state="open", answered_at__isnull=True)
                | (~models.Q(state="open") & models.Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="housing_request_refusal_has_reason",
                condition=models.Q(state="refused", refusal_reason__isnull=False)
                | (~models.Q(state="refused") & models.Q(refusal_reason__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person"],
                condition=models.Q(state="open"),
                name="housing_one_open_request_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def urgency_labels(self) -> list[str]:
        """Return the named reasons in the language of the page."""
        return [str(Urgency(code).label) for code in self.urgency]
