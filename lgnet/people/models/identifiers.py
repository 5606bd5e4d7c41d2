"""Numbers that papers give a person, with their history."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import IdentifierScheme

from .access import AboutPersonManager


@track()
class Identifier(TenantModel):
    """One number of one scheme. One that ended, or was wrong, stays with its dates."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "scheme": Label.OPERATIONAL,
        "value": Label.IDENTIFYING,
        "issuer": Label.SENSITIVE,
        "valid_from_on": Label.OPERATIONAL,
        "valid_until_on": Label.OPERATIONAL,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("kind"), max_length=16, choices=IdentifierScheme.choices)
    # Capital letters and digits only, as the scheme writes it.
    value = SealedTextField(_("number"), max_length=60, key_from="person")
    issuer = models.ForeignKey(
        "people.Country", models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from_on = models.DateField(_("valid from"), null=True, blank=True)
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="people_identifier_created"),
            stamp_constraint(at="ended_at", by="ended_by", name="people_identifier_ended"),
            models.CheckConstraint(
                name="people_identifier_days_in_order",
                condition=models.Q(valid_from_on__isnull=True)
                | models.Q(valid_until_on__isnull=True)
                | models.Q(valid_until_on__gte=models.F("valid_from_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_scheme_display()
