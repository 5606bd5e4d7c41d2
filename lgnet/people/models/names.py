"""Names in any number and script."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import NameKind, Script

from .access import AboutPersonManager


@track()
class PersonName(TenantModel):
    """One name of a person, as written in one script. Spelling is no identity."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "script": Label.SENSITIVE,
        "text": Label.IDENTIFYING,
        "position": Label.OPERATIONAL,
        "written_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices)
    script = models.CharField(_("script"), max_length=4, choices=Script.choices)
    text = SealedTextField(_("name"), max_length=200, key_from="person")
    position = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person", "position"],
                name="people_name_position_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text
