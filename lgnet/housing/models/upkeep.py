"""Keeping a house in order: inspections, defects, photos."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums_house import InspectionKind, InspectionResult, Severity
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedBytesField, SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class Inspection(RecordedModel):
    """A look at the house that is due, or was done with a result."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "due_on": Label.OPERATIONAL,
        "done_on": Label.OPERATIONAL,
        "done_by": Label.OPERATIONAL,
        "result": Label.OPERATIONAL,
        "note": Label.SENSITIVE,
    }

    structure = TenantForeignKey(
        "housing.HousingStructure", models.PROTECT, related_name="inspections"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=InspectionKind.choices)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    result = models.CharField(
        _("result"), max_length=14, choices=InspectionResult.choices, null=True, blank=True
    )
    note = SealedTextField(_("note"), max_length=1000, null=True, blank=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        ordering = ["due_on", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="done_on", by="done_by", name="housing_inspection_done_stamp"),
            models.CheckConstraint(
                name="housing_inspection_result_when_done",
                condition=models.Q(done_on__isnull=True, result__isnull=True)
                | models.Q(done_on__isnull=False, result__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class Defect(RecordedModel):
    """Something broken: in the whole house, a unit, or at one place."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "unit": Label.OPERATIONAL,
        "inspection": Label.OPERATIONAL,
        "what": Label.SENSITIVE,
        "severity": Label.OPERATIONAL,
        "due_on": Label.OPERATIONAL,
        "mended_at": Label.OPERATIONAL,
        "mended_by": Label.OPERATIONAL,
    }

    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="defects")
    unit = TenantForeignKey(
        "housing.Unit", models.PROTECT, null=True, blank=True, related_name="defects"
    )
    inspection = TenantForeignKey(
        "housing.Inspection", models.PROTECT, null=True, blank=True, related_name="defects"
    )
    what = SealedTextField(_("what is broken"), max_length=500, key_from="cell")
    severity = models.CharField(_("how it presses"), max_length=14, choices=Severity.choices)
    due_on = models.DateField(_("to be mended by"))
    mended_at = models.DateTimeField(null=True)
    mended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta(RecordedModel.Meta):
        ordering = ["due_on", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="mended_at", by="mended_by", name="housing_defect_mended_stamp"),
        ]

    def __str__(self) -> str:
        return self.get_severity_display()


class StructurePhoto(RecordedModel):
    """A picture of a house, made anew from its pixels; no history: what is taken away is gone."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "caption": Label.OPERATIONAL,
        "image": Label.IDENTIFYING,
        "thumbnail": Label.IDENTIFYING,
    }

    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="photos")
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    # JPEG; sealed, as a picture of a refuge shows where it is.
    image = SealedBytesField(key_from="cell")
    thumbnail = SealedBytesField(key_from="cell")

    class Meta(RecordedModel.Meta):
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.caption
