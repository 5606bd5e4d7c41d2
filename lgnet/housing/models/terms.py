"""The term of stays: the policy, extensions, and the warnings given before its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import (
    ExtensionReason,
    ExtensionRefusal,
    ExtensionState,
    StructureKind,
)
from lgnet.kernel.history import track
from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


class StayPolicy(BaseModel):
    """How long a stay may last, by programme and kind of structure. The application only reads.

    Without a row for the programme, the row without a programme holds; without one, no term.
    """

    PRIVACY = {
        "id": Label.PUBLIC,
        "programme": Label.PUBLIC,
        "kind": Label.PUBLIC,
        "months": Label.PUBLIC,
        "carry_days": Label.PUBLIC,
    }

    programme = models.ForeignKey("network.Programme", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=30, choices=StructureKind.choices)
    # Calendar months from the first night; None: no term.
    months = models.PositiveSmallIntegerField(null=True)
    # A stay that begins so many days or fewer after another of the programme goes on counting.
    carry_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                nulls_distinct=False,
                name="housing_policy_once",
            ),
            # A cap contradicts the eighth principle of housing first.
            models.CheckConstraint(
                name="housing_policy_housing_first_has_no_term",
                condition=~models.Q(kind="housing_first") | models.Q(months__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.months}"


@track()
class Extension(TenantModel):
    """Somebody asks that a stay last beyond its term; somebody else decides. Approved is final."""

    PRIVACY = CELL_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "reason": Label.SENSITIVE,
        "exit_plan": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "asked_at": Label.OPERATIONAL,
        "asked_by": Label.OPERATIONAL,
        "decided_at": Label.OPERATIONAL,
        "decided_by": Label.OPERATIONAL,
        "refusal": Label.OPERATIONAL,
        "refusal_note": Label.SENSITIVE,
    }

    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="extensions")
    # The new morning by which the stay ends.
    until_on = models.DateField(_("until"))
    reason = models.CharField(_("why"), max_length=14, choices=ExtensionReason.choices)
    exit_plan = SealedTextField(_("exit plan"), max_length=2000, key_from="cell")
    state = models.CharField(
        max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(
        _("why not"), max_length=14, choices=ExtensionRefusal.choices, null=True, blank=True
    )
    refusal_note = SealedTextField(
        _("in words"), max_length=1000, null=True, blank=True, key_from="cell"
    )

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "state", "asked_at"],
                name="housing_extension_by_state",
            ),
        ]
        constraints = [
            stamp_constraint(at="asked_at", by="asked_by", name="housing_extension_asked_stamp"),
            stamp_constraint(
                at="decided_at", by="decided_by", name="housing_extension_decided_stamp"
            ),
            models.CheckConstraint(
                name="housing_extension_decided_by_another",
                condition=~models.Q(state__in=["approved", "refused"])
                | (
                    models.Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~models.Q(decided_by=models.F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="housing_extension_refusal_has_reason",
                condition=models.Q(state="refused", refusal__isnull=False)
                | (~models.Q(state="refused") & models.Q(refusal__isnull=True)),
            ),
            models.CheckConstraint(
                name="housing_extension_has_a_plan",
                condition=models.Q(exit_plan__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "stay"],
                condition=models.Q(state="asked"),
                name="housing_one_open_extension_a_stay",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class StayWarning(TenantModel):
    """That a warning of a stay's term was given: once a day of the count and a stay."""

    PRIVACY = CELL_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "day": Label.OPERATIONAL,
        "due_on": Label.OPERATIONAL,
        "given_at": Label.OPERATIONAL,
        "told_at": Label.OPERATIONAL,
        "told_by": Label.OPERATIONAL,
    }

    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="warnings")
    # 120, 150 or 170: days since the term began to count.
    day = models.PositiveSmallIntegerField()
    # The end it warned of: an extension moves it, and the count warns again.
    due_on = models.DateField()
    given_at = models.DateTimeField()
    # When somebody told the person, in plain words.
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            stamp_constraint(at="told_at", by="told_by", name="housing_warning_told_stamp"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "stay", "day", "due_on"],
                name="housing_warning_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
