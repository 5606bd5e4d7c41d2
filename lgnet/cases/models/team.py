"""Who works on a case beside its responsible, and how it is handed from one to another."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_team import HandoverState, TeamPart
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

EQUAL, OVERLAPS = RangeOperators.EQUAL, RangeOperators.OVERLAPS
# From the first day up to the first one that no longer counts; none where that is the same.
_DAYS = models.Func("from_on", "until_on", function="daterange", output_field=DateRangeField())
_CASE: list[tuple[Any, str]] = [("city", EQUAL), ("compartment_id", EQUAL), ("case", EQUAL)]


@track()
class CaseMember(RecordedModel):
    """A colleague's days with a case; coming back begins others.

    The database holds that nobody has the same part twice on a day, and that one stands in.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "user": Label.OPERATIONAL,
        "part": Label.OPERATIONAL,
        "does": Label.SENSITIVE,
        "from_on": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="members")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=TeamPart.choices)
    does = SealedTextField(
        _("what they do"), max_length=200, null=True, blank=True, key_from="cell"
    )
    from_on = models.DateField(_("since"))
    # The first day on which they no longer take part.
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "user", "part", "from_on"],
                name="cases_members_by_user",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_member_days_in_order",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
            ),
            # Who is away comes back: a standing in without an end is a handover nobody decided.
            models.CheckConstraint(
                name="cases_substitute_has_an_end",
                condition=~models.Q(part=TeamPart.SUBSTITUTE.value)
                | models.Q(until_on__isnull=False),
            ),
            ExclusionConstraint(
                name="cases_member_once_a_day",
                expressions=[*_CASE, ("user", EQUAL), ("part", EQUAL), (_DAYS, OVERLAPS)],
            ),
            ExclusionConstraint(
                name="cases_one_substitute_a_day",
                expressions=[*_CASE, (_DAYS, OVERLAPS)],
                condition=models.Q(part=TeamPart.SUBSTITUTE.value),
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()


@track()
class Handover(RecordedModel):
    """A case offered to a colleague. Until they accept, the old one answers for it."""

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "from_user": Label.OPERATIONAL,
        "to_user": Label.OPERATIONAL,
        "still_open": Label.SENSITIVE,
        "promised": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "answered_at": Label.OPERATIONAL,
        "answered_by": Label.OPERATIONAL,
        "answer_reason": Label.SENSITIVE,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="handovers")
    # Nobody, where nobody was named.
    from_user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    still_open = SealedTextField(_("what is open"), max_length=4000, key_from="cell")
    promised = SealedTextField(
        _("what was promised"), max_length=4000, null=True, blank=True, key_from="cell"
    )
    state = models.CharField(
        max_length=10, choices=HandoverState.choices, default=HandoverState.WAITING
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_reason = SealedTextField(
        _("why"), max_length=4000, null=True, blank=True, key_from="cell"
    )

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                name="cases_handovers_newest",
            ),
            models.Index(
                fields=["city", "compartment_id", "to_user"],
                name="cases_handovers_waiting",
                condition=models.Q(state="waiting"),
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="answered_at", by="answered_by", name="cases_handover_answered"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "case"],
                condition=models.Q(state="waiting"),
                name="cases_one_handover_waits",
            ),
            models.CheckConstraint(
                name="cases_handover_to_another",
                condition=models.Q(from_user__isnull=True)
                | ~models.Q(from_user=models.F("to_user")),
            ),
            models.CheckConstraint(
                name="cases_handover_is_answered",
                condition=models.Q(state="waiting", answered_at__isnull=True)
                | models.Q(
                    state__in=["accepted", "declined"],
                    answered_at__isnull=False,
                    answered_by=models.F("to_user"),
                )
                | models.Q(state="withdrawn", answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_handover_declined_why",
                condition=~models.Q(state="declined") | models.Q(answer_reason__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
