"""The audit event: text and identifiers only, no foreign keys, so it outlives what it names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import OPEN_COMPARTMENT, uuid7
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import ScopedManager


class AuditEvent(models.Model):
    """One read or change of personal data: who, what, which, when.

    Rows are written by the database function ``audit_append`` alone; the application role has
    no other right to write here.
    """

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "city_id": Label.OPERATIONAL,
        "compartment_id": Label.OPERATIONAL,
        "actor_id": Label.OPERATIONAL,
        "verb": Label.OPERATIONAL,
        "target_kind": Label.OPERATIONAL,
        "target_id": Label.OPERATIONAL,
        "detail": Label.OPERATIONAL,
        "at": Label.OPERATIONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    city_id = models.UUIDField(null=True)
    compartment_id = models.UUIDField(default=OPEN_COMPARTMENT)
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"))

    objects = ScopedManager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["city_id", "compartment_id", "-at"], name="audit_by_city"),
            models.Index(fields=["target_id", "-at"], name="audit_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_kind}"
