"""Services by our codes, after the ISTAT-fio.PSD classification of services to homeless people."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lgnet.directory.labels import LABELS
from lgnet.kernel.history import track
from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

from .days import DAYS


class Service(BaseModel):
    """A kind of service, with our stable code."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "group": Label.PUBLIC,
        "code": Label.PUBLIC,
        "label_it": Label.PUBLIC,
        "label_en": Label.PUBLIC,
    }

    class Group(models.TextChoices):
        PRIMARY = "primary", _("Basic needs")
        NIGHT = "night", _("Sleeping")
        DAY = "day", _("Daytime")
        DESK = "desk", _("Desk")
        CARE = "care", _("Support")

    group = models.CharField(max_length=10, choices=Group.choices)
    code = models.SlugField(max_length=40, unique=True)
    label_it = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)

    class Meta:
        ordering = ["group", "code"]

    def __str__(self) -> str:
        known = LABELS.get(self.code)
        if known is not None:
            return str(known)
        return self.label_it if get_language() == "it" else self.label_en


@track()
class ServiceCode(RecordedModel):
    """What another nomenclature calls a service, in this city, on these days.

    ``scheme`` names the nomenclature (SIUSS, a region's, a fund's). ``until_on`` is the last day,
    None while nobody has said when it ends. One code a scheme, service and day.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "service": Label.PUBLIC,
        "scheme": Label.PUBLIC,
        "code": Label.PUBLIC,
        "from_on": Label.PUBLIC,
        "until_on": Label.PUBLIC,
    }

    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    scheme = models.CharField(_("nomenclature"), max_length=60)
    code = models.CharField(_("code"), max_length=60)
    from_on = models.DateField(_("valid from"))
    until_on = models.DateField(_("valid until"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        ordering = ["scheme", "service", "from_on", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="directory_code_days_in_order",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
            ),
            ExclusionConstraint(
                name="directory_code_once",
                expressions=[
                    ("city", RangeOperators.EQUAL),
                    ("compartment_id", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    ("scheme", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
