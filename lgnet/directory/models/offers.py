"""The offer: a service at a site, for whom, and how much of it is left today."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.directory.enums import ForWhom
from lgnet.kernel.history import track
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

OLDEST = 120
MOST = 5000
# Where women are protected stands in no directory: not even as a service of some site.
REFUGE_CODE = "protected_refuge"
REFUGE_SERVICE = derived_uuid("service", REFUGE_CODE)


@track()
class Offer(RecordedModel):
    """A service at a site (HSDS: service at location).

    Who may come stands in words (``eligibility``) and, where a rule can say it, in values: sexes,
    ages in whole years with both ends included, families. ``languages`` empty: as the site's.
    ``capacity`` is for how many people a day there is room; None: nobody counts.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "site": Label.PUBLIC,
        "service": Label.PUBLIC,
        "description": Label.PUBLIC,
        "eligibility": Label.PUBLIC,
        "sexes": Label.PUBLIC,
        "youngest": Label.PUBLIC,
        "oldest": Label.PUBLIC,
        "takes_families": Label.PUBLIC,
        "languages": Label.PUBLIC,
        "is_by_appointment": Label.PUBLIC,
        "capacity": Label.PUBLIC,
        "has_own_hours": Label.PUBLIC,
        "closed_on": Label.PUBLIC,
    }

    site = TenantForeignKey("directory.Site", models.PROTECT, related_name="offers")
    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    description = models.CharField(_("what is given"), max_length=500, blank=True)
    eligibility = models.CharField(_("who may come, in words"), max_length=500, blank=True)
    sexes = models.CharField(
        _("for whom"), max_length=10, choices=ForWhom.choices, default=ForWhom.ANY
    )
    youngest = models.PositiveSmallIntegerField(
        _("from the age of"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    oldest = models.PositiveSmallIntegerField(
        _("up to the age of"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    takes_families = models.BooleanField(_("takes families"), default=True)
    languages = ArrayField(
        models.CharField(max_length=3), default=list, blank=True, verbose_name=_("languages")
    )
    is_by_appointment = models.BooleanField(_("by appointment only"), default=False)
    capacity = models.PositiveSmallIntegerField(
        _("room for how many people a day"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST)],
    )
    has_own_hours = models.BooleanField(_("hours of its own"), default=False)
    closed_on = models.DateField(_("no longer offered from"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        ordering = ["site", "service", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="directory_offer_ages_in_order",
                condition=models.Q(youngest__isnull=True)
                | models.Q(oldest__isnull=True)
                | models.Q(oldest__gte=models.F("youngest")),
            ),
            models.CheckConstraint(
                name="directory_offer_no_refuge", condition=~models.Q(service=REFUGE_SERVICE)
            ),
        ]

    def __str__(self) -> str:
        return str(self.service)


@track()
class CapacityReport(RecordedModel):
    """What somebody said of one day: so many can still come. The latest one counts.

    The latest is the last the server received; ``told_at`` is the device's own time. A day
    without a report is "not said", which is something else than none free.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "offer": Label.OPERATIONAL,
        "valid_on": Label.OPERATIONAL,
        "free": Label.OPERATIONAL,
        "told_at": Label.OPERATIONAL,
    }

    offer = TenantForeignKey("directory.Offer", models.PROTECT, related_name="reports")
    valid_on = models.DateField(_("day"))
    free = models.PositiveSmallIntegerField(_("free today"), validators=[MaxValueValidator(MOST)])
    told_at = models.DateTimeField(default=timezone.now)

    class Meta(RecordedModel.Meta):
        ordering = ["-recorded_at", "-id"]
        constraints = [*RecordedModel.Meta.constraints]
        indexes = [
            models.Index(fields=["city", "compartment_id", "valid_on"], name="directory_capacity")
        ]

    def __str__(self) -> str:
        return f"{self.free}"
