"""What else someone is and speaks: further citizenships and languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import Ability

from .access import AboutPersonManager


@track()
class PersonLanguage(TenantModel):
    """How well someone speaks, understands and reads a language; null: not asked."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "language": Label.SENSITIVE,
        "speaks": Label.SENSITIVE,
        "understands": Label.SENSITIVE,
        "reads": Label.SENSITIVE,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="languages")
    # ISO 639-3. The one preferred stands in Person.language.
    language = models.CharField(_("language"), max_length=3)
    speaks = models.CharField(
        _("speaks"), max_length=6, choices=Ability.choices, null=True, blank=True
    )
    understands = models.CharField(
        _("understands"), max_length=6, choices=Ability.choices, null=True, blank=True
    )
    reads = models.CharField(
        _("reads"), max_length=6, choices=Ability.choices, null=True, blank=True
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person", "language"],
                name="people_language_once",
            ),
        ]

    def __str__(self) -> str:
        return self.language


@track()
class PersonCitizenship(TenantModel):
    """A citizenship beside the one in Person.citizenship."""

    PRIVACY = CELL_PRIVACY | {"person": Label.OPERATIONAL, "country": Label.SENSITIVE}

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="citizenships")
    country = models.ForeignKey("people.Country", models.PROTECT, related_name="+")

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person", "country"],
                name="people_citizenship_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.country)
