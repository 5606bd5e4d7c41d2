"""The link by which the screen in a waiting room shows numbers, without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class WallLink(RecordedModel):
    """A link to the wall of one desk, until a day or until it is taken back.

    Only a keyed hash of it is kept: it is read once, by whoever makes it.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "desk": Label.OPERATIONAL,
        "place": Label.OPERATIONAL,
        "token_hash": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "revoked_at": Label.OPERATIONAL,
        "revoked_by": Label.OPERATIONAL,
    }

    desk = TenantForeignKey("encounters.Desk", models.PROTECT, related_name="+")
    place = models.CharField(_("where the screen hangs"), max_length=60)
    token_hash = models.BinaryField(max_length=32)
    until_on = models.DateField(_("until"))
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        ordering = ["-recorded_at", "-id"]
        # A link is looked for before its cell is known.
        indexes = [models.Index(fields=["token_hash"], name="encounters_wall_by_hash")]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "token_hash"], name="encounters_wall_link_once"
            ),
            stamp_constraint(at="revoked_at", by="revoked_by", name="encounters_wall_revoked"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
