"""How long a city waits for an answer."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.referrals.rules import DEFAULT_HOURS, MOST_HOURS


@track()
class ReferralPolicy(RecordedModel):
    """What a city decided one day; the newest holds, and before the first the rules' default."""

    PRIVACY = RECORDED_PRIVACY | {"answer_hours": Label.OPERATIONAL}

    answer_hours = models.PositiveSmallIntegerField(
        _("hours to answer a referral"),
        default=DEFAULT_HOURS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="referrals_policy_hours", condition=models.Q(answer_hours__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_hours} h"
