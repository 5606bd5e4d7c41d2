"""Names in any number and script, and the keyed tokens by which they are found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import NameKind, Script


@track()
class PersonName(TenantModel):
    """One name of a person, as written in one script. Spelling is no identity."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "script": Label.SENSITIVE,
        "text": Label.IDENTIFYING,
        "position": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices)
    script = models.CharField(_("script"), max_length=4, choices=Script.choices)
    text = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

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


class SearchKey(TenantModel):
    """A keyed token of a name: found by equality, says nothing without the key."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "key": Label.SENSITIVE,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    # The first 12 bytes of HMAC-SHA256 of the token.
    key = models.BinaryField(max_length=12)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "key", "person"],
                name="people_search_key_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
