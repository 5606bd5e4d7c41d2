"""What the street is told: somebody was seen sleeping out, and where colleagues take care."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums_outreach import LookResult, NotForUs, SightingState, Teller
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

ENDED = (
    SightingState.MET,
    SightingState.REFUSED,
    SightingState.CLOSED,
    SightingState.NOT_US,
    SightingState.SAME,
)


# History keeps no way to reach who reports: it would outlive the sighting.
@track(exclude=["call_back"])
class Sighting(RecordedModel):
    """Somebody was seen sleeping out. Its clock runs from the report to the first contact.

    Of who reports, only how to call back is kept, and only until the sighting ends.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "teller": Label.OPERATIONAL,
        "told_at": Label.OPERATIONAL,
        "place": Label.SENSITIVE,
        "neighbourhood": Label.OPERATIONAL,
        "people_count": Label.OPERATIONAL,
        "words": Label.SENSITIVE,
        "call_back": Label.IDENTIFYING,
        "state": Label.OPERATIONAL,
        "encounter": Label.OPERATIONAL,
        "checked_at": Label.OPERATIONAL,
        "checked_by": Label.OPERATIONAL,
        "not_for_us": Label.OPERATIONAL,
        "same_as": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    teller = models.CharField(_("who says so"), max_length=9, choices=Teller.choices)
    # When it was reported; the row may be written later.
    told_at = models.DateTimeField(_("reported"))
    place = SealedTextField(_("where"), max_length=200, key_from="cell")
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    people_count = models.PositiveSmallIntegerField(_("how many people"), default=1)
    words = SealedTextField(
        _("what was seen"), max_length=500, null=True, blank=True, key_from="cell"
    )
    call_back = SealedTextField(
        _("how to call back"), max_length=80, null=True, blank=True, key_from="cell"
    )
    state = models.CharField(
        max_length=7, choices=SightingState.choices, default=SightingState.OPEN
    )
    # The contact that answers it.
    encounter = TenantForeignKey(
        "encounters.Encounter", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Somebody of the street has read what a citizen told, and decided.
    checked_at = models.DateTimeField(null=True, editable=False)
    checked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    not_for_us = models.CharField(
        _("why it is not for us"), max_length=7, choices=NotForUs.choices, blank=True
    )
    same_as = TenantForeignKey(
        "encounters.Sighting", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        ordering = ["told_at", "id"]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "told_at"],
                condition=Q(ended_at__isnull=True),
                name="encounters_sighting_open",
            ),
            models.Index(
                fields=["city", "compartment_id", "encounter"],
                condition=Q(encounter__isnull=False),
                name="encounters_sighting_answered",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_sighting_ends",
                condition=Q(state__in=ENDED, ended_at__isnull=False, call_back__isnull=True)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="encounters_sighting_counted",
                condition=Q(people_count__gte=1, people_count__lte=500),
            ),
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_sighting_ended"),
            stamp_constraint(at="checked_at", by="checked_by", name="encounters_sighting_checked"),
            models.CheckConstraint(
                name="encounters_sighting_says_why_not",
                condition=(Q(state=SightingState.NOT_US) & ~Q(not_for_us=""))
                | (~Q(state=SightingState.NOT_US) & Q(not_for_us="")),
            ),
            models.CheckConstraint(
                name="encounters_sighting_same_as_another",
                condition=Q(state=SightingState.SAME, same_as__isnull=False) & ~Q(same_as=F("id"))
                | (~Q(state=SightingState.SAME) & Q(same_as__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.told_at:%Y-%m-%d}"


@track()
class SightingLook(RecordedModel):
    """A unit went where somebody had been seen, and spoke to nobody."""

    PRIVACY = RECORDED_PRIVACY | {
        "sighting": Label.OPERATIONAL,
        "shift": Label.OPERATIONAL,
        "looked_at": Label.OPERATIONAL,
        "result": Label.OPERATIONAL,
    }

    sighting = TenantForeignKey("encounters.Sighting", models.CASCADE, related_name="looks")
    shift = TenantForeignKey(
        "encounters.Shift", models.PROTECT, null=True, blank=True, related_name="+"
    )
    looked_at = models.DateTimeField()
    result = models.CharField(max_length=7, choices=LookResult.choices)

    class Meta(RecordedModel.Meta):
        ordering = ["looked_at", "id"]

    def __str__(self) -> str:
        return self.get_result_display()


@track()
class DangerNote(RecordedModel):
    """What colleagues must know of a place tonight. It ends by itself."""

    PRIVACY = RECORDED_PRIVACY | {
        "place": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "neighbourhood": Label.OPERATIONAL,
        "expires_at": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    place = SealedTextField(_("where"), max_length=200, key_from="cell")
    words = SealedTextField(_("what to take care of"), max_length=500, key_from="cell")
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        ordering = ["expires_at", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_danger_expires", condition=Q(expires_at__gt=F("recorded_at"))
            ),
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_danger_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.expires_at:%Y-%m-%d}"
