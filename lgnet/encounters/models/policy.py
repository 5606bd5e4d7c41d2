"""What a city has decided for its contacts: how exact a position is kept, how fast it answers."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.rules_clock import DEFAULT_HOURS
from lgnet.encounters.rules_places import BLURS, DEFAULT_BLUR
from lgnet.encounters.rules_services import DEFAULT_LATE_DAYS, MOST_LATE_DAYS
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

_HOURS = [MinValueValidator(1), MaxValueValidator(24 * 365)]


@track()
class ContactPolicy(RecordedModel):
    """What a city decided one day; the newest holds, and before the first the rules' defaults.

    ``blur_metres``: positions are kept as the middle of a square of that side. The hours are the
    city's own targets: from a sighting to the first contact, from there to the case, to the place.
    ``late_days``: how long after a day its work may still be written down. ``street_phone`` stands
    on the public page.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "blur_metres": Label.OPERATIONAL,
        "contact_hours": Label.OPERATIONAL,
        "case_hours": Label.OPERATIONAL,
        "place_hours": Label.OPERATIONAL,
        "late_days": Label.OPERATIONAL,
        "is_reporting_open": Label.PUBLIC,
        "street_phone": Label.PUBLIC,
    }

    blur_metres = models.PositiveSmallIntegerField(
        _("how exact a position is kept"),
        choices=[(side, f"{side} m") for side in BLURS],
        default=DEFAULT_BLUR,
    )
    contact_hours = models.PositiveSmallIntegerField(
        _("hours from a sighting to the first contact"),
        default=DEFAULT_HOURS["contact"],
        validators=_HOURS,
    )
    case_hours = models.PositiveSmallIntegerField(
        _("hours from the first contact to the case"),
        default=DEFAULT_HOURS["case"],
        validators=_HOURS,
    )
    place_hours = models.PositiveSmallIntegerField(
        _("hours from the case to the place"), default=DEFAULT_HOURS["place"], validators=_HOURS
    )
    late_days = models.PositiveSmallIntegerField(
        _("days later that a day's work may be written down"),
        default=DEFAULT_LATE_DAYS,
        db_default=DEFAULT_LATE_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_LATE_DAYS)],
    )

    # Whether citizens can tell on the public page that somebody sleeps out.
    is_reporting_open = models.BooleanField(
        _("citizens can report on a public page"), default=False, db_default=False
    )
    street_phone = models.CharField(
        _("number of the street team"), max_length=40, blank=True, default="", db_default=""
    )

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_policy_hours",
                condition=models.Q(contact_hours__gte=1, case_hours__gte=1, place_hours__gte=1),
            ),
            models.CheckConstraint(
                name="encounters_policy_late",
                condition=models.Q(late_days__range=(1, MOST_LATE_DAYS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blur_metres} m"
