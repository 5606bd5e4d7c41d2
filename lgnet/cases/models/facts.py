"""What changed the state of a case, and why."""

import functools
import operator

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums import CaseMove, CaseState
from lgnet.cases.rules import STEPS
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

_LEGAL = functools.reduce(
    operator.or_,
    (
        models.Q(kind=move.value, was=was.value, became=became.value)
        for move in STEPS
        for was, became in sorted(STEPS[move])
    ),
)


class CaseFact(RecordedModel):
    """One change of a case's state. Written once: the database refuses to change or delete it."""

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "was": Label.OPERATIONAL,
        "became": Label.OPERATIONAL,
        "reason": Label.SENSITIVE,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="facts")
    kind = models.CharField(_("what happened"), max_length=10, choices=CaseMove.choices)
    was = models.CharField(max_length=10, choices=CaseState.choices)
    became = models.CharField(max_length=10, choices=CaseState.choices)
    reason = SealedTextField(_("why"), max_length=4000, null=True, blank=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                name="cases_facts_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(name="cases_fact_is_a_step", condition=_LEGAL),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
