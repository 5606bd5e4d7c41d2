"""The site: where services are given to people."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class Site(RecordedModel):
    """A place where services are given. Never a refuge: the directory is for everybody.

    ``closed_on`` is the first day on which it is no longer there. ``confirmed_at`` says when
    somebody last looked and found everything right.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "name": Label.PUBLIC,
        "organisation": Label.PUBLIC,
        "address": Label.PUBLIC,
        "neighbourhood": Label.PUBLIC,
        "latitude": Label.PUBLIC,
        "longitude": Label.PUBLIC,
        "languages": Label.PUBLIC,
        "phone": Label.PUBLIC,
        "email": Label.PUBLIC,
        "website": Label.PUBLIC,
        "is_step_free": Label.PUBLIC,
        "opened_on": Label.PUBLIC,
        "closed_on": Label.PUBLIC,
        "confirmed_at": Label.OPERATIONAL,
        "confirmed_by": Label.OPERATIONAL,
    }

    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        "network.Organisation", models.PROTECT, related_name="+", verbose_name=_("run by")
    )
    address = models.CharField(_("address"), max_length=200)
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Degrees (WGS 84); six places are a tenth of a metre.
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    # ISO 639-3.
    languages = ArrayField(
        models.CharField(max_length=3), default=list, blank=True, verbose_name=_("languages")
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=120, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    # None: nobody has looked yet.
    is_step_free = models.BooleanField(_("no steps"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="confirmed_at", by="confirmed_by", name="directory_site_confirmed"),
            models.CheckConstraint(
                name="directory_site_whole_position",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="directory_site_days_in_order",
                condition=models.Q(closed_on__isnull=True)
                | models.Q(opened_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
