"""What a city decided for its cases, and the moves a second person has to approve."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums import CaseMove, Outcome
from lgnet.cases.enums_team import RequestState
from lgnet.cases.rules import QUIET_DAYS, RETURN_WITHIN_MONTHS
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

MOST_DAYS, MOST_MONTHS = 365, 60


@track()
class CasePolicy(RecordedModel):
    """What a city decided one day; the newest holds, and before the first the rules' defaults."""

    PRIVACY = RECORDED_PRIVACY | {
        "is_close_approved": Label.OPERATIONAL,
        "is_reopen_approved": Label.OPERATIONAL,
        "quiet_days": Label.OPERATIONAL,
        "return_months": Label.OPERATIONAL,
    }

    is_close_approved = models.BooleanField(
        _("a second person approves the closing of a case"), default=False
    )
    is_reopen_approved = models.BooleanField(
        _("a second person approves that a case is opened again"), default=False
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("days without a contact or a change after which a case is quiet"),
        default=QUIET_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    return_months = models.PositiveSmallIntegerField(
        _("months after the closing within which a new case is a return"),
        default=RETURN_WITHIN_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_policy_terms",
                condition=models.Q(
                    quiet_days__gte=1,
                    quiet_days__lte=MOST_DAYS,
                    return_months__gte=1,
                    return_months__lte=MOST_MONTHS,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiet_days} d"

    def asks(self, move: CaseMove) -> bool:
        """Return whether a move needs a second person."""
        if move == CaseMove.CLOSE:
            return self.is_close_approved
        return move == CaseMove.REOPEN and self.is_reopen_approved


@track()
class CaseRequest(RecordedModel):
    """A move somebody asked for and a second person approves or refuses. Nobody decides alone."""

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "move": Label.OPERATIONAL,
        "outcome": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "decided_at": Label.OPERATIONAL,
        "decided_by": Label.OPERATIONAL,
        "answer": Label.SENSITIVE,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="requests")
    move = models.CharField(
        max_length=10,
        choices=[(CaseMove.CLOSE.value, _("Close the case")), (CaseMove.REOPEN.value, _("Reopen"))],
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices, null=True, blank=True)
    reason = SealedTextField(_("why"), max_length=4000, null=True, blank=True, key_from="cell")
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.WAITING
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = SealedTextField(_("why"), max_length=4000, null=True, blank=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "-recorded_at", "-id"],
                name="cases_requests_waiting",
                condition=models.Q(state="waiting"),
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="decided_at", by="decided_by", name="cases_request_decided"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "case"],
                condition=models.Q(state="waiting"),
                name="cases_one_request_waits",
            ),
            # Who asked may never approve, nor refuse their own.
            models.CheckConstraint(
                name="cases_request_by_another",
                condition=models.Q(state="waiting", decided_at__isnull=True)
                | models.Q(state="withdrawn", decided_at__isnull=False)
                | models.Q(
                    models.Q(
                        state__in=["approved", "refused"],
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                        recorded_by__isnull=False,
                    )
                    & ~models.Q(decided_by=models.F("recorded_by"))
                ),
            ),
            models.CheckConstraint(
                name="cases_request_refused_why",
                condition=~models.Q(state="refused") | models.Q(answer__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_request_outcome",
                condition=models.Q(move="close", outcome__isnull=False)
                | models.Q(move="reopen", outcome__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
