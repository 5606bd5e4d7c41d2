"""How someone can be reached without harm."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import ContactKind, Safety

from .access import AboutPersonManager


@track()
class ContactPoint(TenantModel):
    """A phone, an address or another way; one that ended stays, so nobody calls it again."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "value": Label.IDENTIFYING,
        "is_shared": Label.OPERATIONAL,
        "call_safety": Label.SENSITIVE,
        "message_safety": Label.SENSITIVE,
        "note": Label.SENSITIVE,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    # A phone in the international form, E.164.
    value = SealedTextField(_("number or address"), max_length=200, key_from="person")
    is_shared = models.BooleanField(_("shared with others"), default=False)
    call_safety = models.CharField(
        _("safe to call"), max_length=8, choices=Safety.choices, default=Safety.UNKNOWN
    )
    message_safety = models.CharField(
        _("safe to leave a message"), max_length=8, choices=Safety.choices, default=Safety.UNKNOWN
    )
    note = SealedTextField(_("note"), max_length=200, null=True, blank=True, key_from="person")
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
            stamp_constraint(at="created_at", by="created_by", name="people_contact_created"),
            stamp_constraint(at="ended_at", by="ended_by", name="people_contact_ended"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
