"""The referral: who was sent to whom, for what, and what is told of them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import CELL, SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import ScopedManager, TenantForeignKey, current_scope
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models.access import visible
from lgnet.referrals.enums import Decline, FactKind, ReceiverKind, Urgency


class ReferralManager(ScopedManager):
    """Returns referrals of people whom the one who looks may see, and those sent to them."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        found, condition = current_scope(), visible("person_id")
        if not condition or found is None or found.audiences is None:
            return rows
        return rows.filter(Q(condition) | Q(to_organisation__in=sorted(found.audiences)))


class Referral(TenantModel):
    """Somebody sent to somebody else for a kind of help.

    Where it stands says its newest fact, whose kind and number stand here too: the database ties
    the two. ``given`` is what may be told, field -> ground; ``content`` what these fields held
    when it was sent. To another city goes ``profile``, without identity; ``for_city`` is sealed for
    it, and carried over when it accepts.
    """

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "service": Label.SENSITIVE,
        "to_kind": Label.OPERATIONAL,
        "offer": Label.SENSITIVE,
        "to_organisation": Label.SENSITIVE,
        "to_city": Label.OPERATIONAL,
        "from_organisation": Label.OPERATIONAL,
        "urgency": Label.SENSITIVE,
        "given": Label.OPERATIONAL,
        "content": Label.IDENTIFYING,
        "profile": Label.SENSITIVE,
        "parts": Label.OPERATIONAL,
        "for_city": Label.IDENTIFYING,
        "need_id": Label.OPERATIONAL,
        "sent_at": Label.OPERATIONAL,
        "sent_by": Label.OPERATIONAL,
        "due_at": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "position": Label.OPERATIONAL,
        "answered_at": Label.OPERATIONAL,
        "decline_reason": Label.SENSITIVE,
    }

    person = TenantForeignKey("people.Person", related_name="+")
    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    to_kind = models.CharField(_("sent to"), max_length=12, choices=ReceiverKind.choices)
    offer = TenantForeignKey(
        "directory.Offer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_organisation = models.ForeignKey(
        "network.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_city = models.ForeignKey(
        "network.City", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="+")
    urgency = ArrayField(
        models.CharField(max_length=12, choices=Urgency.choices), default=list, blank=True
    )
    given = models.JSONField(default=dict)
    content = SealedTextField(null=True, blank=True, key_from=CELL)
    profile = models.JSONField(default=dict)
    # Codes of ``people.RecordPart`` with their ground, as ``people`` tells another city.
    parts = models.JSONField(default=dict)
    for_city = models.BinaryField(null=True, blank=True)
    # The need it answers, in the app above that hears needs; no link, since none leads up.
    need_id = models.UUIDField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    due_at = models.DateTimeField(_("answer by"))
    state = models.CharField(max_length=12, choices=FactKind.choices, default=FactKind.SENT)
    position = models.PositiveSmallIntegerField(default=1)
    # Of the answer that counts; empty again where it was taken back.
    answered_at = models.DateTimeField(null=True, editable=False)
    decline_reason = models.CharField(max_length=12, choices=Decline.choices, blank=True)

    objects = ReferralManager()

    class Meta(TenantModel.Meta):
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["city", "compartment_id", "-sent_at"], name="referrals_newest"),
            models.Index(
                fields=["city", "compartment_id", "state", "due_at"], name="referrals_by_state"
            ),
            models.Index(
                fields=["city", "compartment_id", "person", "-sent_at"],
                name="referrals_of_person",
            ),
        ]
        constraints = [
            stamp_constraint(at="sent_at", by="sent_by", name="referrals_sent"),
            # What facts name: one referral with its term.
            models.UniqueConstraint(
                fields=["city", "compartment_id", "id", "due_at"], name="referrals_with_term"
            ),
            models.CheckConstraint(
                name="referrals_one_receiver",
                condition=Q(
                    to_kind=ReceiverKind.CITY,
                    to_city__isnull=False,
                    to_organisation__isnull=True,
                    offer__isnull=True,
                )
                | Q(
                    to_kind__in=[ReceiverKind.ORGANISATION, ReceiverKind.BODY],
                    to_city__isnull=True,
                    to_organisation__isnull=False,
                    offer__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="referrals_term_after_sending",
                condition=Q(due_at__gt=models.F("sent_at")),
            ),
            models.CheckConstraint(
                name="referrals_declined_was_answered",
                condition=Q(decline_reason="") | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
