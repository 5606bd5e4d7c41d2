"""What a funding line asks of the people it pays for: data, kept by the national direction."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint

from .guards import NATIONAL_ONLY


class FundingCondition(BaseModel):
    """One condition of a funding line. It is never reworded: it ends, and another begins.

    What a worker found keeps the words it was asked in, whatever becomes of the condition.
    """

    PRIVACY = {
        "id": Label.PUBLIC,
        "line": Label.PUBLIC,
        "position": Label.PUBLIC,
        "text_it": Label.PUBLIC,
        "text_en": Label.PUBLIC,
        "text_ar": Label.PUBLIC,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    line = models.ForeignKey("network.FundingLine", models.PROTECT, related_name="conditions")
    position = models.PositiveSmallIntegerField(default=0)
    text_it = models.CharField(_("in Italian"), max_length=200)
    text_en = models.CharField(_("in English"), max_length=200, blank=True)
    text_ar = models.CharField(_("in Arabic"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="network_condition_created"),
            stamp_constraint(at="ended_at", by="ended_by", name="network_condition_ended"),
            models.CheckConstraint(
                name="network_condition_says_something", condition=~models.Q(text_it="")
            ),
            models.UniqueConstraint(
                fields=["line", "text_it"],
                condition=models.Q(ended_at__isnull=True),
                name="network_condition_once",
            ),
        ]
        triggers = [
            NATIONAL_ONLY,
            pgtrigger.ReadOnly(
                name="never_reworded",
                fields=["line", "text_it", "text_en", "text_ar", "created_at", "created_by"],
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return the condition in the reader's language, in Italian where it is not translated."""
        language = (get_language() or "it").partition("-")[0]
        found = {"en": self.text_en, "ar": self.text_ar}.get(language, "")
        return found or self.text_it
