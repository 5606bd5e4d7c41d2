"""Two records that may be one person, and what people decided about them."""

from typing import Any

from django.db import models
from django.utils import timezone

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import ScopedManager, TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import Verdict

from .access import visible


class PairManager(ScopedManager):
    """Returns pairs of whom the one who looks may see both."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        for side in ("first_id", "second_id"):
            condition = visible(side)
            if condition:
                rows = rows.filter(condition)
        return rows


class DuplicateCandidate(TenantModel):
    """A pair that a batch found alike: ``weight`` in bits, ``reasons`` as codes, never values."""

    PRIVACY = CELL_PRIVACY | {
        "first": Label.OPERATIONAL,
        "second": Label.OPERATIONAL,
        "weight": Label.OPERATIONAL,
        "reasons": Label.OPERATIONAL,
        "found_at": Label.OPERATIONAL,
    }

    first = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    second = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    weight = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PairManager()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "-weight", "id"],
                name="people_candidate_by_weight",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_candidate_in_order",
                condition=models.Q(first__lt=models.F("second")),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "first", "second"],
                name="people_candidate_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


@track()
class PairVerdict(TenantModel):
    """What somebody decided about a pair. ``same`` links the two records, whole as they are.

    ``picks`` names, for each field that differs, which record's value is shown: field -> id.
    """

    PRIVACY = CELL_PRIVACY | {
        "first": Label.OPERATIONAL,
        "second": Label.OPERATIONAL,
        "verdict": Label.OPERATIONAL,
        "picks": Label.OPERATIONAL,
        "decided_at": Label.OPERATIONAL,
        "decided_by": Label.OPERATIONAL,
    }

    first = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    second = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    picks = models.JSONField(default=dict)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = PairManager()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "second"], name="people_verdict_by_second"
            ),
        ]
        constraints = [
            stamp_constraint(at="decided_at", by="decided_by", name="people_verdict_decided"),
            models.CheckConstraint(
                name="people_verdict_in_order",
                condition=models.Q(first__lt=models.F("second")),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "first", "second"],
                name="people_verdict_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
