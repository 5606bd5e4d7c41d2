"""Hours: the week, seasons in which another week holds, and single days with hours of their own.

Each row belongs to a site, or to one offer of it (``offer``) that has hours of its own. A line
closes at or before the hour at which it opens: then it closes the day after.
"""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lgnet.directory.enums import SeasonKind, Weekday
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

from .days import DAYS

# Stands for "the site itself" where an offer is compared.
NO_OFFER = uuid.UUID(int=0)
_OWNER = {"site": Label.PUBLIC, "offer": Label.PUBLIC}


@track()
class HoursSeason(RecordedModel):
    """Days, both included, on which another week holds; a season without lines is closed."""

    PRIVACY = (
        RECORDED_PRIVACY
        | _OWNER
        | {
            "kind": Label.PUBLIC,
            "name": Label.PUBLIC,
            "from_on": Label.PUBLIC,
            "until_on": Label.PUBLIC,
        }
    )

    site = TenantForeignKey("directory.Site", models.PROTECT, related_name="seasons")
    offer = TenantForeignKey(
        "directory.Offer", models.PROTECT, null=True, blank=True, related_name="seasons"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SeasonKind.choices)
    name = models.CharField(_("name"), max_length=80, blank=True)
    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))

    class Meta(RecordedModel.Meta):
        ordering = ["from_on", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="directory_season_days_in_order",
                condition=models.Q(until_on__gte=models.F("from_on")),
            ),
            ExclusionConstraint(
                name="directory_season_once",
                expressions=[
                    ("city", RangeOperators.EQUAL),
                    ("compartment_id", RangeOperators.EQUAL),
                    ("site", RangeOperators.EQUAL),
                    (
                        Coalesce("offer", models.Value(NO_OFFER, models.UUIDField())),
                        RangeOperators.EQUAL,
                    ),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


@track()
class WeeklyHours(RecordedModel):
    """One opening in the week, of the ordinary week or of a season's."""

    PRIVACY = (
        RECORDED_PRIVACY
        | _OWNER
        | {
            "season": Label.PUBLIC,
            "weekday": Label.PUBLIC,
            "opens": Label.PUBLIC,
            "closes": Label.PUBLIC,
        }
    )

    site = TenantForeignKey("directory.Site", models.PROTECT, related_name="week")
    offer = TenantForeignKey(
        "directory.Offer", models.PROTECT, null=True, blank=True, related_name="week"
    )
    season = TenantForeignKey(
        "directory.HoursSeason", models.CASCADE, null=True, blank=True, related_name="week"
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta(RecordedModel.Meta):
        ordering = ["weekday", "opens", "id"]
        constraints = [*RecordedModel.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


@track()
class HoursException(RecordedModel):
    """Days, both included, on which it is closed (no hours) or open at other hours."""

    PRIVACY = (
        RECORDED_PRIVACY
        | _OWNER
        | {
            "from_on": Label.PUBLIC,
            "until_on": Label.PUBLIC,
            "opens": Label.PUBLIC,
            "closes": Label.PUBLIC,
            "note": Label.PUBLIC,
        }
    )

    site = TenantForeignKey("directory.Site", models.PROTECT, related_name="exceptions")
    offer = TenantForeignKey(
        "directory.Offer", models.PROTECT, null=True, blank=True, related_name="exceptions"
    )
    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(RecordedModel.Meta):
        ordering = ["from_on", "opens", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="directory_exception_days_in_order",
                condition=models.Q(until_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(
                name="directory_exception_whole_hours",
                condition=models.Q(opens__isnull=True, closes__isnull=True)
                | models.Q(opens__isnull=False, closes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.note or f"{self.from_on}"
