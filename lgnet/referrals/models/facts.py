"""What happened with a referral: facts in a row, none of them ever changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import CELL, SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.referrals.enums import Decline, FactKind
from lgnet.referrals.rules import PAIRS, START, WAITING


def _pairs() -> Q:
    allowed = Q()
    for before, after in PAIRS:
        allowed |= Q(previous=before, kind=after)
    return allowed


class ReferralFact(RecordedModel):
    """One fact. The database holds what may follow what, and until when.

    Each fact names the one before it by number and kind, in one foreign key; what pairs may be is
    a check, and so is the term, which is the referral's own by another foreign key. The role of
    the application can add facts, and neither change nor delete one.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "referral": Label.OPERATIONAL,
        "position": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "previous_position": Label.OPERATIONAL,
        "previous": Label.OPERATIONAL,
        "due_at": Label.OPERATIONAL,
        "reason": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "is_by_link": Label.OPERATIONAL,
    }

    referral = TenantForeignKey("referrals.Referral", related_name="facts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("what happened"), max_length=12, choices=FactKind.choices)
    previous_position = models.PositiveSmallIntegerField(null=True, blank=True)
    previous = models.CharField(max_length=12, choices=FactKind.choices, blank=True)
    due_at = models.DateTimeField()
    reason = models.CharField(_("why not"), max_length=12, choices=Decline.choices, blank=True)
    # What who answers adds: "Thursday at nine, ask for Ms Rossi".
    words = SealedTextField(_("words"), max_length=500, null=True, blank=True, key_from=CELL)
    # Said through a secure link, by whom we do not know by name.
    is_by_link = models.BooleanField(default=False)

    class Meta(RecordedModel.Meta):
        ordering = ["position", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "referral", "position"],
                name="referrals_fact_once",
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "referral", "position", "kind"],
                name="referrals_fact_named",
            ),
            models.CheckConstraint(name="referrals_fact_follows", condition=_pairs()),
            models.CheckConstraint(
                name="referrals_fact_in_a_row",
                condition=Q(previous=START, previous_position__isnull=True, position=1)
                | (
                    ~Q(previous=START)
                    & Q(previous_position__isnull=False)
                    & Q(position=F("previous_position") + 1)
                ),
            ),
            models.CheckConstraint(
                name="referrals_fact_says_why_not",
                condition=(Q(kind=FactKind.DECLINED) & ~Q(reason=""))
                | (~Q(kind=FactKind.DECLINED) & Q(reason="")),
            ),
            # After the term silence has spoken: nothing waits any more, and nothing waits again.
            models.CheckConstraint(
                name="referrals_fact_in_term",
                condition=(Q(kind=FactKind.RELEASED) & Q(recorded_at__gt=F("due_at")))
                | (
                    ~Q(kind=FactKind.RELEASED)
                    & (
                        Q(recorded_at__lte=F("due_at"))
                        | (~Q(kind__in=WAITING) & ~Q(previous__in=(START, *WAITING)))
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
