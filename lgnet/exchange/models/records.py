"""What came from other systems: each import, and which of our rows stands for which of theirs."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.exchange.enums import ExternalKind
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


class ImportRun(TenantModel):
    """One import that changed something: which export, when, and how much of it was carried."""

    PRIVACY = CELL_PRIVACY | {
        "system": Label.OPERATIONAL,
        "archive_digest": Label.OPERATIONAL,
        "exported_on": Label.OPERATIONAL,
        "rows_read": Label.OPERATIONAL,
        "rows_left_out": Label.OPERATIONAL,
        "counts": Label.OPERATIONAL,
        "imported_at": Label.OPERATIONAL,
        "imported_by": Label.OPERATIONAL,
    }

    system = models.CharField(max_length=80)
    # SHA-256 of the archive, in hexadecimal.
    archive_digest = models.CharField(max_length=64)
    exported_on = models.DateField()
    rows_read = models.PositiveIntegerField()
    rows_left_out = models.PositiveIntegerField()
    # Kind -> {"made": n, "changed": n, "unchanged": n}.
    counts = models.JSONField(default=dict)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now, editable=False)
    imported_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(TenantModel.Meta):
        ordering = ["-imported_at", "-id"]
        constraints = [
            stamp_constraint(at="imported_at", by="imported_by", name="exchange_imported_stamp"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.exported_on}"


@track()
class ExternalRecord(TenantModel):
    """An identifier of another system and the row of ours that stands for it.

    ``digest`` is of what was carried from the source's row: as long as it stays the same, an
    import leaves our row alone, whatever was changed here since.
    """

    PRIVACY = CELL_PRIVACY | {
        "system": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "external_id": Label.IDENTIFYING,
        "object_id": Label.OPERATIONAL,
        "digest": Label.SENSITIVE,
    }

    system = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=ExternalKind.choices)
    external_id = models.CharField(max_length=120)
    object_id = models.UUIDField()
    # SHA-256, in hexadecimal.
    digest = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "system", "kind", "external_id"],
                name="exchange_external_id_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.kind}"
