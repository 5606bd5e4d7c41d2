"""Solidarity co-housing: who hosts, what they agree on, and how quarrels are mended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums_house import HostKind
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey, TenantOneToOneField
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class Host(RecordedModel):
    """Who opens their home, or lives in the shared flat; one for each structure of co-housing."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "name": Label.IDENTIFYING,
        "contact": Label.IDENTIFYING,
        "languages": Label.OPERATIONAL,
        "offers": Label.OPERATIONAL,
    }

    structure = TenantOneToOneField("housing.HousingStructure", models.PROTECT, related_name="host")
    kind = models.CharField(_("who lives there"), max_length=12, choices=HostKind.choices)
    name = SealedTextField(_("name"), max_length=120, key_from="cell")
    contact = SealedTextField(
        _("how to reach them"), max_length=200, null=True, blank=True, key_from="cell"
    )
    # Free words: "Italian, some French".
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    offers = SealedTextField(
        _("what they offer and wish"), max_length=1000, null=True, blank=True, key_from="cell"
    )

    class Meta(RecordedModel.Meta):
        constraints = [*RecordedModel.Meta.constraints]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class HouseAgreement(RecordedModel):
    """What those who live together agreed on, signed on paper."""

    PRIVACY = RECORDED_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "text": Label.SENSITIVE,
        "agreed_on": Label.OPERATIONAL,
        "review_on": Label.OPERATIONAL,
    }

    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="agreements")
    text = SealedTextField(_("what was agreed"), max_length=4000, key_from="cell")
    agreed_on = models.DateField(_("agreed on"))
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="housing_agreement_review_later",
                condition=models.Q(review_on__isnull=True)
                | models.Q(review_on__gt=models.F("agreed_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreed_on)


@track()
class Mediation(RecordedModel):
    """One entry of the mediation log of a house."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "met_at": Label.OPERATIONAL,
        "about": Label.SENSITIVE,
        "agreed": Label.SENSITIVE,
        "next_on": Label.OPERATIONAL,
    }

    structure = TenantForeignKey(
        "housing.HousingStructure", models.PROTECT, related_name="mediations"
    )
    met_at = models.DateTimeField(_("when"))
    about = SealedTextField(_("what it was about"), max_length=2000, key_from="cell")
    agreed = SealedTextField(
        _("what was agreed"), max_length=2000, null=True, blank=True, key_from="cell"
    )
    next_on = models.DateField(_("next meeting"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        constraints = [*RecordedModel.Meta.constraints]

    def __str__(self) -> str:
        return str(self.met_at)
