"""The structure: a house of the network, and its rules as data."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import CAPPED_KINDS, Meal, Sexes, Smoking, StructureKind
from lgnet.kernel.history import track
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel

OLDEST = 120


@track()
class HousingStructure(TenantModel):
    """A house of the network. A protected refuge always lies in a compartment of its own.

    Documents needed to sleep here: none, anywhere in the network, so no field asks for them.
    """

    PRIVACY = CELL_PRIVACY | {
        "name": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "organisation": Label.OPERATIONAL,
        "owner": Label.OPERATIONAL,
        "funding_line": Label.OPERATIONAL,
        "address": Label.IDENTIFYING,
        "neighbourhood": Label.OPERATIONAL,
        "opened_on": Label.OPERATIONAL,
        "closed_on": Label.OPERATIONAL,
        "sexes": Label.OPERATIONAL,
        "youngest": Label.OPERATIONAL,
        "oldest": Label.OPERATIONAL,
        "takes_families": Label.OPERATIONAL,
        "is_step_free": Label.OPERATIONAL,
        "takes_pets": Label.OPERATIONAL,
        "staff_languages": Label.OPERATIONAL,
        "check_in_from": Label.OPERATIONAL,
        "check_in_until": Label.OPERATIONAL,
        "curfew": Label.OPERATIONAL,
        "meals": Label.OPERATIONAL,
        "smoking": Label.OPERATIONAL,
        "cost_per_night": Label.OPERATIONAL,
    }

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=30, choices=StructureKind.choices)
    organisation = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        related_name="+",
        verbose_name=_("run by"),
    )
    owner = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owned by"),
    )
    # Gives edition and programme, and with it the policy of the stay's term.
    funding_line = models.ForeignKey(
        "network.FundingLine",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("funding line"),
    )
    # Sealed: the way to a refuge must not stand in a dump.
    address = SealedTextField(_("address"), max_length=200, null=True, blank=True, key_from="cell")
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    sexes = models.CharField(
        _("for whom"),
        max_length=10,
        choices=Sexes.choices,
        default=Sexes.ANY,
        db_default=Sexes.ANY.value,
    )
    # Ages in whole years, both included.
    youngest = models.PositiveSmallIntegerField(
        _("from the age of"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    oldest = models.PositiveSmallIntegerField(
        _("up to the age of"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    takes_families = models.BooleanField(_("takes families"), default=True, db_default=True)
    # None: nobody has looked yet.
    is_step_free = models.BooleanField(_("no steps"), null=True, blank=True)
    takes_pets = models.BooleanField(_("takes pets"), null=True, blank=True)
    # ISO 639-3.
    staff_languages = ArrayField(
        models.CharField(max_length=3),
        default=list,
        db_default=[],
        blank=True,
        verbose_name=_("languages of the staff"),
    )
    check_in_from = models.TimeField(_("check-in from"), null=True, blank=True)
    check_in_until = models.TimeField(_("check-in until"), null=True, blank=True)
    curfew = models.TimeField(_("everyone in by"), null=True, blank=True)
    meals = ArrayField(
        models.CharField(max_length=10, choices=Meal.choices),
        default=list,
        db_default=[],
        blank=True,
        verbose_name=_("meals"),
    )
    smoking = models.CharField(
        _("smoking"), max_length=10, choices=Smoking.choices, null=True, blank=True
    )
    # Euros a place and night, for reports.
    cost_per_night = models.DecimalField(
        _("cost of a place a night"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    class Meta(TenantModel.Meta):
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="housing_refuge_in_its_compartment",
                condition=models.Q(
                    ~models.Q(compartment_id=OPEN_COMPARTMENT), kind="protected_refuge"
                )
                | models.Q(~models.Q(kind="protected_refuge"), compartment_id=OPEN_COMPARTMENT),
            ),
            models.CheckConstraint(
                name="housing_structure_dates_in_order",
                condition=models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
            ),
            models.CheckConstraint(
                name="housing_structure_ages_in_order",
                condition=models.Q(youngest__isnull=True)
                | models.Q(oldest__isnull=True)
                | models.Q(oldest__gte=models.F("youngest")),
            ),
            models.CheckConstraint(
                name="housing_structure_cost_not_negative",
                condition=models.Q(cost_per_night__isnull=True) | models.Q(cost_per_night__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_capped(self) -> bool:
        """Return whether stays here have a term unless the programme says otherwise."""
        return self.kind in CAPPED_KINDS
