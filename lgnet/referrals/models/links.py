"""The secure link by which a body without account answers one referral."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


class ReferralLink(TenantModel):
    """A link to one referral: only a keyed hash of it is kept, so nobody can open it from here.

    Whether it still opens follows from the referral's newest fact and term; a link made anew
    revokes the one before.
    """

    PRIVACY = CELL_PRIVACY | {
        "referral": Label.OPERATIONAL,
        "token_hash": Label.OPERATIONAL,
        "email": Label.OPERATIONAL,
        "made_at": Label.OPERATIONAL,
        "made_by": Label.OPERATIONAL,
        "revoked_at": Label.OPERATIONAL,
        "revoked_by": Label.OPERATIONAL,
    }

    referral = TenantForeignKey("referrals.Referral", related_name="links")
    token_hash = models.BinaryField(max_length=32)
    email = models.EmailField(_("e-mail"), max_length=120)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(TenantModel.Meta):
        ordering = ["-made_at", "-id"]
        # A link is looked for before its cell is known.
        indexes = [models.Index(fields=["token_hash"], name="referrals_link_by_hash")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "token_hash"], name="referrals_link_once"
            ),
            stamp_constraint(at="made_at", by="made_by", name="referrals_link_made"),
            stamp_constraint(at="revoked_at", by="revoked_by", name="referrals_link_revoked"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "referral"],
                condition=models.Q(revoked_at__isnull=True),
                name="referrals_one_link",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
