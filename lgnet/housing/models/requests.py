"""The request for a place."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import (
    AskedFrom,
    Declined,
    PlaceNeed,
    RefusalReason,
    RequestState,
    Urgency,
)
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
        "household": Label.OPERATIONAL,
        "unnamed": Label.OPERATIONAL,
        "asked_from": Label.OPERATIONAL,
        "from_on": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "needs": Label.SENSITIVE,
        "declines": Label.SENSITIVE,
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
    # Of a family that asks together; who of it, at the time of asking, are ``members``.
    household = TenantForeignKey(
        "people.Household", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How many more come along whom nobody has identified yet.
    unnamed = models.PositiveSmallIntegerField(_("others, not named yet"), default=0, db_default=0)
    asked_from = models.CharField(
        _("asked from"), max_length=10, choices=AskedFrom.choices, null=True, blank=True
    )
    from_on = models.DateField(_("from the night of"))
    # The morning on which the place is no longer needed, where that is known.
    until_on = models.DateField(_("until"), null=True, blank=True)
    needs = ArrayField(
        models.CharField(max_length=12, choices=PlaceNeed.choices),
        default=list,
        db_default=[],
        blank=True,
        verbose_name=_("what the place needs"),
    )
    declines = ArrayField(
        models.CharField(max_length=12, choices=Declined.choices),
        default=list,
        db_default=[],
        blank=True,
        verbose_name=_("what they do not want"),
    )
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
            models.CheckConstraint(
                name="housing_request_days_in_order",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gt=models.F("from_on")),
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
    def need_labels(self) -> list[str]:
        """Return what the place needs, in the language of the page."""
        return [str(PlaceNeed(code).label) for code in self.needs]

    @property
    def declined_labels(self) -> list[str]:
        """Return what they do not want, in the language of the page."""
        return [str(Declined(code).label) for code in self.declines]

    @property
    def urgency_labels(self) -> list[str]:
        """Return the named reasons in the language of the page."""
        return [str(Urgency(code).label) for code in self.urgency]


@track()
class RequestMember(TenantModel):
    """Another person of the party a request is for; the request's own person has no row here."""

    PRIVACY = CELL_PRIVACY | {"request": Label.OPERATIONAL, "person": Label.OPERATIONAL}

    request = TenantForeignKey("housing.PlacementRequest", models.CASCADE, related_name="members")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "request", "person"],
                name="housing_request_member_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
