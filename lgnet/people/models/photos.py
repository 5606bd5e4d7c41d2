"""A person's photo, where they want one."""

from django.db import models
from django.utils import timezone

from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedBytesField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantOneToOneField
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel

from .access import AboutPersonManager


class Photo(TenantModel):
    """One picture, made anew from its pixels; no history: what is taken away is gone."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "image": Label.IDENTIFYING,
        "thumbnail": Label.IDENTIFYING,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
    }

    person = TenantOneToOneField("people.Person", models.CASCADE, related_name="photo")
    # JPEG, at most 640 and 96 pixels a side.
    image = SealedBytesField(key_from="person")
    thumbnail = SealedBytesField(key_from="person")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="people_photo_created"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
