"""The other end of a transfer: what a city sees of somebody whom another city sends."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models.access import AboutPersonManager
from lgnet.referrals.enums import Decline, FactKind, Urgency

TAKEN = (FactKind.ACCEPTED, FactKind.ATTENDED, FactKind.NOT_ATTENDED)


class ReceivedTransfer(TenantModel):
    """A case that another city hands over. Before a yes it names nobody.

    With a yes come a person of this city, and what the other city tells of them as a shared
    excerpt of ``people``, which can be revoked there. Functions of the database carry what happens
    from one end to the other (docs/adr/0010).
    """

    PRIVACY = CELL_PRIVACY | {
        "referral_id": Label.OPERATIONAL,
        "from_city": Label.OPERATIONAL,
        "service": Label.SENSITIVE,
        "urgency": Label.SENSITIVE,
        "profile": Label.SENSITIVE,
        "sent_at": Label.OPERATIONAL,
        "due_at": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "decline_reason": Label.SENSITIVE,
        "answered_at": Label.OPERATIONAL,
        "answered_by": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "request_id": Label.OPERATIONAL,
        "cut_at": Label.OPERATIONAL,
        "cut_by": Label.OPERATIONAL,
    }

    # Of the ``Referral`` in the other city; no link, since none leads out of a cell.
    referral_id = models.UUIDField(editable=False)
    from_city = models.ForeignKey("network.City", models.PROTECT, related_name="+", editable=False)
    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    urgency = ArrayField(
        models.CharField(max_length=12, choices=Urgency.choices), default=list, blank=True
    )
    profile = models.JSONField(default=dict)
    sent_at = models.DateTimeField(editable=False)
    due_at = models.DateTimeField(editable=False)
    state = models.CharField(max_length=12, choices=FactKind.choices, default=FactKind.SENT)
    decline_reason = models.CharField(max_length=12, choices=Decline.choices, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    person = TenantForeignKey("people.Person", null=True, blank=True, related_name="+")
    # Of the ``people.RecordRequest`` under which the other city's excerpt is read.
    request_id = models.UUIDField(null=True, blank=True, editable=False)
    # From here on the other city is told nothing more.
    cut_at = models.DateTimeField(null=True, editable=False)
    cut_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "state", "due_at"], name="referrals_received"
            )
        ]
        constraints = [
            stamp_constraint(
                at="answered_at", by="answered_by", name="referrals_transfer_answered"
            ),
            stamp_constraint(at="cut_at", by="cut_by", name="referrals_transfer_cut"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "referral_id"], name="referrals_transfer_once"
            ),
            models.CheckConstraint(
                name="referrals_transfer_names_who_is_taken",
                condition=Q(state__in=TAKEN, person__isnull=False)
                | (~Q(state__in=TAKEN) & Q(person__isnull=True))
                # Withdrawn after a yes: who came stays this city's own.
                | Q(state=FactKind.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="referrals_transfer_says_why_not",
                condition=(Q(state=FactKind.DECLINED) & ~Q(decline_reason=""))
                | Q(state=FactKind.CLOSED)
                | (~Q(state=FactKind.DECLINED) & Q(decline_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
