"""What a person agreed to, was asked for, or refused: one purpose, one recipient, one text."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import Explained, Purpose

from .access import AboutPersonManager


@track()
class Consent(TenantModel):
    """An answer to one question of consent. Withdrawn or expired it stays, and opens nothing.

    Asked only where it is free to refuse (GDPR art. 7); a refusal changes nothing else.
    """

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "purpose": Label.OPERATIONAL,
        "recipient": Label.OPERATIONAL,
        "is_given": Label.OPERATIONAL,
        "text_version": Label.OPERATIONAL,
        "language": Label.OPERATIONAL,
        "explained": Label.OPERATIONAL,
        "given_at": Label.OPERATIONAL,
        "given_by": Label.OPERATIONAL,
        "expires_on": Label.OPERATIONAL,
        "withdrawn_at": Label.OPERATIONAL,
        "withdrawn_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    # Null where the purpose has no recipient of its own.
    recipient = models.ForeignKey(
        "network.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_given = models.BooleanField(_("agreed"))
    text_version = models.CharField(_("version of the text"), max_length=20)
    # ISO 639-3: the language it was explained in.
    language = models.CharField(_("language"), max_length=3)
    explained = models.CharField(
        _("how it was explained"), max_length=12, choices=Explained.choices
    )
    # When, and who explained it.
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    given_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-given_at", "-id"]
        constraints = [
            stamp_constraint(at="given_at", by="given_by", name="people_consent_given"),
            stamp_constraint(at="withdrawn_at", by="withdrawn_by", name="people_consent_withdrawn"),
            models.CheckConstraint(
                name="people_consent_withdrawn_was_given",
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(is_given=True),
            ),
            models.CheckConstraint(
                name="people_consent_sharing_names_recipient",
                condition=~models.Q(purpose="sharing") | models.Q(recipient__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
