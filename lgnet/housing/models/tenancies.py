"""Housing first: a home with a contract, support that visits, and the principles looked at."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums_house import Kept, Principle, VisitKind
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey, TenantOneToOneField
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class Tenancy(RecordedModel):
    """The contract behind a stay in a housing-first flat, and what of the rent the person pays."""

    PRIVACY = RECORDED_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "landlord": Label.IDENTIFYING,
        "starts_on": Label.OPERATIONAL,
        "ends_on": Label.OPERATIONAL,
        "rent": Label.SENSITIVE,
        "person_share": Label.SENSITIVE,
    }

    stay = TenantOneToOneField("housing.Stay", models.PROTECT, related_name="tenancy")
    landlord = SealedTextField(
        _("landlord"), max_length=200, null=True, blank=True, key_from="cell"
    )
    starts_on = models.DateField(_("contract from"))
    ends_on = models.DateField(_("contract until"), null=True, blank=True)
    # Euros a month.
    rent = models.DecimalField(
        _("rent a month"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0)]
    )
    person_share = models.DecimalField(
        _("of it the person pays"),
        max_digits=7,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )

    class Meta(RecordedModel.Meta):
        verbose_name_plural = "tenancies"
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="housing_tenancy_days_in_order",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gt=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="housing_tenancy_share_within_rent",
                condition=models.Q(person_share__gte=0)
                & models.Q(person_share__lte=models.F("rent")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.starts_on)


@track()
class SupportVisit(RecordedModel):
    """A visit of the support team to somebody in a home of theirs."""

    PRIVACY = RECORDED_PRIVACY | {
        "stay": Label.OPERATIONAL,
        "visited_at": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "minutes": Label.OPERATIONAL,
        "note": Label.SENSITIVE,
    }

    stay = TenantForeignKey("housing.Stay", models.PROTECT, related_name="support_visits")
    visited_at = models.DateTimeField(_("when"))
    kind = models.CharField(_("where"), max_length=10, choices=VisitKind.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    note = SealedTextField(_("note"), max_length=2000, null=True, blank=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        constraints = [*RecordedModel.Meta.constraints]

    def __str__(self) -> str:
        return str(self.visited_at)


@track()
class PrincipleCheck(RecordedModel):
    """A team's own look at one principle of housing first on one day; never a total."""

    PRIVACY = RECORDED_PRIVACY | {
        "structure": Label.OPERATIONAL,
        "checked_on": Label.OPERATIONAL,
        "principle": Label.OPERATIONAL,
        "kept": Label.OPERATIONAL,
        "note": Label.SENSITIVE,
    }

    structure = TenantForeignKey(
        "housing.HousingStructure", models.PROTECT, related_name="principle_checks"
    )
    checked_on = models.DateField(_("on"))
    principle = models.CharField(max_length=16, choices=Principle.choices)
    kept = models.CharField(max_length=6, choices=Kept.choices)
    note = SealedTextField(_("what we change"), max_length=500, null=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "structure", "checked_on", "principle"],
                name="housing_principle_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principle} {self.kept}"
