"""One city asks another about a person both know: a row at each end, and what was told.

No row is seen by two cities. Each end has its own, and functions of the database carry what
happened from one to the other (docs/adr/0010): so the asking city cannot read who was asked.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import CELL, SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import AskReason, DeclineReason, RecordRequestState

from .access import AboutPersonManager


class RecordRequest(TenantModel):
    """The asking end: what this city wants to know of one of its people, and the answer."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "reason": Label.OPERATIONAL,
        "parts": Label.OPERATIONAL,
        "has_agreed": Label.OPERATIONAL,
        "profile": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "decline_reason": Label.OPERATIONAL,
        "asked_at": Label.OPERATIONAL,
        "asked_by": Label.OPERATIONAL,
        "answered_at": Label.OPERATIONAL,
        "withdrawn_at": Label.OPERATIONAL,
        "withdrawn_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=AskReason.choices)
    # Codes of ``RecordPart``.
    parts = models.JSONField(default=list)
    # Whether the person's agreement was recorded here when this was asked.
    has_agreed = models.BooleanField(default=False)
    # Codes of ``excerpts.profile_of``: who it is, without identity.
    profile = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=RecordRequestState.choices, default=RecordRequestState.OPEN
    )
    # The last reason told, where everybody asked said no.
    decline_reason = models.CharField(max_length=12, choices=DeclineReason.choices, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-asked_at", "-id"]
        constraints = [
            stamp_constraint(at="asked_at", by="asked_by", name="people_recreq_asked"),
            stamp_constraint(at="withdrawn_at", by="withdrawn_by", name="people_recreq_withdrawn"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person"],
                condition=models.Q(state="open"),
                name="people_one_record_request",
            ),
            models.CheckConstraint(
                name="people_recreq_withdrawn_has_moment",
                condition=models.Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~models.Q(state="withdrawn") & models.Q(withdrawn_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class ReceivedRequest(TenantModel):
    """The asked end: a colleague elsewhere asks about somebody whom this city probably knows."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "request_id": Label.OPERATIONAL,
        "from_city": Label.OPERATIONAL,
        "reason": Label.OPERATIONAL,
        "parts": Label.OPERATIONAL,
        "has_agreed": Label.OPERATIONAL,
        "profile": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "asked_at": Label.OPERATIONAL,
        "answered_at": Label.OPERATIONAL,
        "answered_by": Label.OPERATIONAL,
        "decline_reason": Label.OPERATIONAL,
        "given": Label.OPERATIONAL,
        "until_at": Label.OPERATIONAL,
        "revoked_at": Label.OPERATIONAL,
        "revoked_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    # Of the ``RecordRequest`` in the other city; no link, since none leads out of a cell.
    request_id = models.UUIDField(editable=False)
    from_city = models.ForeignKey("network.City", models.PROTECT, related_name="+", editable=False)
    reason = models.CharField(_("reason"), max_length=12, choices=AskReason.choices)
    parts = models.JSONField(default=list)
    # Whether the person's agreement is recorded in the asking city.
    has_agreed = models.BooleanField(default=False)
    # What the asking city knows of the person, without identity: to tell a wrong meeting by.
    profile = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=RecordRequestState.choices, default=RecordRequestState.OPEN
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    decline_reason = models.CharField(max_length=12, choices=DeclineReason.choices, blank=True)
    # Part -> ``GivingBasis``: what was told, and on what ground.
    given = models.JSONField(default=dict)
    until_at = models.DateTimeField(_("until"), null=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["request_id"], name="people_recrec_by_request")]
        constraints = [
            stamp_constraint(at="answered_at", by="answered_by", name="people_recrec_answered"),
            stamp_constraint(at="revoked_at", by="revoked_by", name="people_recrec_revoked"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "request_id"], name="people_recrec_once"
            ),
            models.CheckConstraint(
                name="people_recrec_accepted_has_term",
                condition=models.Q(state="accepted", until_at__isnull=False)
                | (~models.Q(state="accepted") & models.Q(until_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="people_recrec_revoked_was_accepted",
                condition=models.Q(revoked_at__isnull=True) | models.Q(state="accepted"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class SharedExcerpt(TenantModel):
    """What another city told of a person: chosen parts as they were then, until a term.

    Revoked at the other end it loses its content at once.
    """

    PRIVACY = CELL_PRIVACY | {
        "request": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "received_id": Label.OPERATIONAL,
        "from_city": Label.OPERATIONAL,
        "given": Label.OPERATIONAL,
        "content": Label.IDENTIFYING,
        "given_at": Label.OPERATIONAL,
        "until_at": Label.OPERATIONAL,
        "revoked_at": Label.OPERATIONAL,
    }

    request = TenantForeignKey("people.RecordRequest", models.CASCADE, related_name="excerpts")
    person = TenantForeignKey("people.Person", related_name="+")
    # Of the ``ReceivedRequest`` in the city that answered.
    received_id = models.UUIDField(editable=False)
    from_city = models.ForeignKey("network.City", models.PROTECT, related_name="+", editable=False)
    given = models.JSONField(default=dict)
    # JSON of ``excerpts``; sealed under this cell's key by the city that gave it.
    content = SealedTextField(null=True, key_from=CELL)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    until_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "received_id"], name="people_excerpt_once"
            ),
            models.CheckConstraint(
                name="people_excerpt_revoked_is_empty",
                condition=models.Q(revoked_at__isnull=True) | models.Q(content__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
