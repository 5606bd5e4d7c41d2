"""Residence titles: what they allow, never what somebody is."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.answers import Answer, answer_field
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import TitleDocument

from .access import AboutPersonManager


@track()
class ResidenceTitle(TenantModel):
    """A title with its kind and ground (codes of ``data/``), its paper, and its term if any."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "kind": Label.SENSITIVE,
        "kind_answer": Label.OPERATIONAL,
        "ground": Label.SENSITIVE,
        "document": Label.SENSITIVE,
        "number": Label.IDENTIFYING,
        "issued_on": Label.SENSITIVE,
        "expires_on": Label.SENSITIVE,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="residence_titles")
    # A code of data/residence_title_kinds.csv.
    kind = models.CharField(_("kind"), max_length=8, null=True, blank=True)
    kind_answer = answer_field()
    # A slug of data/residence_grounds.csv.
    ground = models.CharField(_("ground"), max_length=40, null=True, blank=True)
    document = models.CharField(
        _("paper"), max_length=8, choices=TitleDocument.choices, null=True, blank=True
    )
    number = SealedTextField(_("number"), max_length=40, null=True, blank=True, key_from="person")
    issued_on = models.DateField(_("issued"), null=True, blank=True)
    expires_on = models.DateField(_("expires"), null=True, blank=True)
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
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "expires_on"], name="people_title_by_expiry"
            ),
        ]
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="people_title_created"),
            stamp_constraint(at="ended_at", by="ended_by", name="people_title_ended"),
            # A paper without a kind may be all that is known; a kind says that the answer is known.
            models.CheckConstraint(
                name="people_title_kind_answered",
                condition=models.Q(kind__isnull=True) | models.Q(kind_answer=Answer.KNOWN),
            ),
            models.CheckConstraint(
                name="people_title_days_in_order",
                condition=models.Q(issued_on__isnull=True)
                | models.Q(expires_on__isnull=True)
                | models.Q(expires_on__gte=models.F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind or "")
