"""House rules in the languages people read, and who signed which version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


class HouseRules(RecordedModel):
    """A version of a structure's rules in one language. Never changed: a change is a version."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "language": Label.OPERATIONAL,
        "version": Label.OPERATIONAL,
        "text": Label.OPERATIONAL,
    }

    structure = TenantForeignKey(
        "housing.HousingStructure", models.PROTECT, related_name="house_rules"
    )
    # ISO 639-3.
    language = models.CharField(_("language"), max_length=3)
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("rules"), max_length=8000)

    class Meta(RecordedModel.Meta):
        verbose_name_plural = "house rules"
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "structure", "language", "version"],
                name="housing_rules_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.version}"


@track()
class RulesSignature(RecordedModel):
    """That a guest signed the house rules on paper, which version, explained in which language."""

    PRIVACY = RECORDED_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "rules": Label.OPERATIONAL,
        "explained_in": Label.SENSITIVE,
        "signed_on": Label.OPERATIONAL,
    }

    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="signatures")
    rules = TenantForeignKey("housing.HouseRules", models.PROTECT, related_name="+")
    # ISO 639-3: the language somebody spoke while explaining, which may not be the paper's.
    explained_in = models.CharField(_("explained in"), max_length=3, null=True, blank=True)
    signed_on = models.DateField(_("signed on"))

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "stay", "rules"],
                name="housing_rules_signed_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.signed_on)
