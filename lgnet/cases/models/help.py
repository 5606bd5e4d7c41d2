"""The question at the end (R.2.9), and its answers: with the case, or without anybody.

An anonymous answer is no row. It is one more in a tally of its city and quarter, all of whose
rows are written anew each time: no order, moment or author, and no transaction that wrote one
row and not the others, tells which case it came from.
"""

import uuid

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_outcomes import Helpful
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey, TenantOneToOneField
from lgnet.network.models.tenant import CELL_PRIVACY, RECORDED_PRIVACY, RecordedModel, TenantModel


class HelpAsked(RecordedModel):
    """A person was asked at the end of a case, once for each closing."""

    PRIVACY = RECORDED_PRIVACY | {"case": Label.OPERATIONAL, "closed_at": Label.OPERATIONAL}

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(editable=False)

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "case", "closed_at"],
                name="cases_help_asked_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(_("Asked at the end"))


class HelpToken(TenantModel):
    """The right to answer once: who answers destroys it in the same transaction.

    No history keeps it: when it was used nobody needs to know.
    """

    PRIVACY = CELL_PRIVACY | {"asked": Label.OPERATIONAL}

    # Random: an identifier ordered by time would tell when.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = TenantOneToOneField(HelpAsked, models.PROTECT, related_name="token")

    def __str__(self) -> str:
        return str(_("Not answered yet"))


class HelpAnswer(RecordedModel):
    """An answer the person wanted to stand with the case. The person answers: nobody is author."""

    PRIVACY = RECORDED_PRIVACY | {"asked": Label.OPERATIONAL, "value": Label.SENSITIVE}

    asked = TenantOneToOneField(HelpAsked, models.PROTECT, related_name="answer")
    value = models.CharField(_("answer"), max_length=10, choices=Helpful.choices)

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_help_answer_known", condition=models.Q(value__in=Helpful.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.get_value_display()


class HelpTally(TenantModel):
    """How many gave an answer without their name in a city and quarter: a count, and no rows."""

    PRIVACY = CELL_PRIVACY | {
        "quarter_on": Label.OPERATIONAL,
        "value": Label.OPERATIONAL,
        "count": Label.OPERATIONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The quarter's first day.
    quarter_on = models.DateField()
    value = models.CharField(max_length=10, choices=Helpful.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "quarter_on", "value"],
                name="cases_help_tally_once",
            ),
            models.CheckConstraint(
                name="cases_help_tally_known", condition=models.Q(value__in=Helpful.values)
            ),
            models.CheckConstraint(
                name="cases_help_tally_quarter",
                condition=models.Q(quarter_on__day=1, quarter_on__month__in=[1, 4, 7, 10]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter_on} {self.get_value_display()}"
