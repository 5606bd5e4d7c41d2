"""What was agreed with somebody in the street: that we come back, or that we leave them alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager


@track()
class Promise(RecordedModel):
    """We said that we come back on a night. Kept by a contact, or ended in words."""

    PRIVACY = RECORDED_PRIVACY | {
        "person": Label.OPERATIONAL,
        "encounter": Label.OPERATIONAL,
        "due_on": Label.OPERATIONAL,
        "place": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "kept_in": Label.OPERATIONAL,
        "kept_at": Label.OPERATIONAL,
        "kept_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The contact in which it was made.
    encounter = TenantForeignKey(
        "encounters.Encounter", models.CASCADE, null=True, blank=True, related_name="+"
    )
    # A night, which turns at six in the morning.
    due_on = models.DateField(_("night"))
    place = SealedTextField(_("where"), max_length=200, null=True, blank=True, key_from="cell")
    words = SealedTextField(_("what was promised"), max_length=300, key_from="cell")
    # The contact that kept it, where it was recorded.
    kept_in = TenantForeignKey(
        "encounters.Encounter", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kept_at = models.DateTimeField(null=True, editable=False)
    kept_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    # No longer to be kept: the person left, or does not want it any more.
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager(author="recorded_by")

    class Meta(RecordedModel.Meta):
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "due_on"],
                condition=Q(kept_at__isnull=True, ended_at__isnull=True),
                name="encounters_promise_due",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_promise_kept_or_ended",
                condition=Q(kept_at__isnull=True) | Q(ended_at__isnull=True),
            ),
            stamp_constraint(at="kept_at", by="kept_by", name="encounters_promise_kept"),
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_promise_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}"


@track()
class NoContactWish(RecordedModel):
    """A person does not want us to come. While it holds, no list of the street names them."""

    PRIVACY = RECORDED_PRIVACY | {
        "person": Label.OPERATIONAL,
        "told_at": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    # The last night on which it holds; empty: until the person says otherwise.
    until_on = models.DateField(_("until the night of"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager(author="recorded_by")

    class Meta(RecordedModel.Meta):
        ordering = ["told_at", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person"],
                condition=Q(ended_at__isnull=True),
                name="encounters_no_contact_once",
            ),
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_no_contact_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.told_at:%Y-%m-%d}"
