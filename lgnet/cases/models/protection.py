"""Asking the protection service: whom a city named for it, and that somebody asked."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

from .restricted import CHANGES


class ProtectionPolicy(RecordedModel):
    """Whom a city named one day, and a number of its own; the newest row holds.

    The contact is a colleague who may keep protected files, or an offer of the directory, to which
    a referral is sent.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "contact": Label.OPERATIONAL,
        "offer": Label.OPERATIONAL,
        "local_name": Label.PUBLIC,
        "local_number": Label.PUBLIC,
    }

    contact = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    offer = TenantForeignKey(
        "directory.Offer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    local_name = models.CharField(_("helpline of the city"), max_length=80, blank=True)
    local_number = models.CharField(_("its number"), max_length=20, blank=True)

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_protection_one_contact",
                condition=Q(contact__isnull=True) | Q(offer__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_protection_number_is_named",
                condition=Q(local_name="", local_number="")
                | (~Q(local_name="") & ~Q(local_number="")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=CHANGES)]

    def __str__(self) -> str:
        return str(self.pk)


class ProtectionAsk(RecordedModel):
    """That somebody asked the protection service about a case, with no word of why.

    Seen by who asked, by who was asked, and by who reads a protected file of the person: the
    database shows it to nobody else.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.SENSITIVE,
        "contact": Label.OPERATIONAL,
        "referral": Label.OPERATIONAL,
        "taken_at": Label.OPERATIONAL,
        "taken_by": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    referral = TenantForeignKey(
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                name="cases_protection_asks",
            ),
            models.Index(
                fields=["city", "compartment_id", "contact", "-recorded_at", "-id"],
                name="cases_protection_asked_me",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="taken_at", by="taken_by", name="cases_protection_taken"),
            models.CheckConstraint(
                name="cases_protection_asked_one",
                condition=Q(contact__isnull=False, referral__isnull=True)
                | Q(contact__isnull=True, referral__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_protection_taken_here",
                condition=Q(taken_at__isnull=True) | Q(contact__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="read_only", exclude=["taken_at", "taken_by"]),
            pgtrigger.Protect(
                name="taken_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__taken_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
