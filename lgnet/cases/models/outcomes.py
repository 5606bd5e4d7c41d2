"""What was achieved, area by area, when a case was closed."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_outcomes import Achieved, Area
from lgnet.housing.enums import Destination
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager


class CaseOutcome(RecordedModel):
    """What is said of one area at one closing; the newest fact of an area counts.

    ``closed_at`` names the closing: a case opened again and closed once more has facts of both.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "closed_at": Label.OPERATIONAL,
        "area": Label.OPERATIONAL,
        "value": Label.SENSITIVE,
        "destination": Label.SENSITIVE,
        "note": Label.SENSITIVE,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="outcomes")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(editable=False)
    area = models.CharField(_("area of life"), max_length=10, choices=Area.choices)
    value = models.CharField(_("what was achieved"), max_length=12, choices=Achieved.choices)
    # Of the home alone; null: not said.
    destination = models.PositiveSmallIntegerField(
        _("where the person lives now"), choices=Destination.choices, null=True, blank=True
    )
    note = SealedTextField(_("note"), max_length=500, null=True, blank=True, key_from="person")

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "closed_at", "-recorded_at", "-id"],
                name="cases_outcomes_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_outcome_known",
                condition=models.Q(area__in=Area.values, value__in=Achieved.values),
            ),
            models.CheckConstraint(
                name="cases_outcome_destination",
                condition=models.Q(destination__isnull=True)
                | models.Q(area="housing", destination__in=Destination.values),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.get_value_display()}"
