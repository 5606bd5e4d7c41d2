"""What was found about a funding line: a fact about a case, never a mark on a person."""

import json
from typing import NamedTuple

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_eligibility import Conclusion, Met
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager


class Ground(NamedTuple):
    """One condition as it was asked, and how it stood."""

    text: str
    met: Met


class EligibilityFinding(RecordedModel):
    """Whether a funding line may pay for a case, with its reasons; the newest of a line counts.

    Nothing outside the case reads it: no list, no search, no place and no service depends on it
    (the field's rule that help is never blocked on papers).
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "line": Label.OPERATIONAL,
        "conclusion": Label.SENSITIVE,
        "sealed_grounds": Label.SENSITIVE,
        "evidence": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="findings")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    line = models.ForeignKey(
        "network.FundingLine", models.PROTECT, related_name="+", verbose_name=_("funding line")
    )
    conclusion = models.CharField(_("conclusion"), max_length=8, choices=Conclusion.choices)
    # JSON: [text of the condition as asked, how it stood], in their order.
    sealed_grounds = SealedTextField(key_from="person")
    evidence = SealedTextField(
        _("evidence"), max_length=500, null=True, blank=True, key_from="person"
    )
    reason = SealedTextField(_("reason"), max_length=1000, null=True, blank=True, key_from="person")

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                name="cases_findings_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_finding_known",
                condition=models.Q(conclusion__in=Conclusion.values),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.get_conclusion_display()

    @property
    def grounds(self) -> list[Ground]:
        """Return the conditions as they were asked, and how each stood."""
        return [Ground(text, Met(met)) for text, met in json.loads(self.sealed_grounds)]

    @grounds.setter
    def grounds(self, told: list[Ground]) -> None:
        self.sealed_grounds = json.dumps([list(one) for one in told], ensure_ascii=False)
