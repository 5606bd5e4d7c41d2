"""A service given in an encounter: which, how long, where, to one or to a group, by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums_services import GivenPlace, GivenTo
from lgnet.encounters.rules_services import LEAST_GROUP, LEAST_MINUTES, MOST_GROUP, MOST_MINUTES
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


@track()
class ServiceGiven(TenantModel):
    """A service given in an encounter.

    What nobody noted stays empty: minutes, place, to whom. Without ``given_by`` it was who
    recorded the encounter. Rows of one group activity share ``activity_id``, so that the minutes
    of who gave it count once.
    """

    PRIVACY = CELL_PRIVACY | {
        "encounter": Label.OPERATIONAL,
        "service": Label.SENSITIVE,
        "quantity": Label.OPERATIONAL,
        "minutes": Label.OPERATIONAL,
        "place": Label.OPERATIONAL,
        "given_to": Label.OPERATIONAL,
        "group_size": Label.OPERATIONAL,
        "activity_id": Label.OPERATIONAL,
        "given_by": Label.OPERATIONAL,
    }

    encounter = TenantForeignKey(
        "encounters.Encounter", models.CASCADE, related_name="services_given"
    )
    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    place = models.CharField(
        _("where"), max_length=10, choices=GivenPlace.choices, blank=True, default="", db_default=""
    )
    given_to = models.CharField(
        _("to whom"), max_length=5, choices=GivenTo.choices, blank=True, default="", db_default=""
    )
    group_size = models.PositiveSmallIntegerField(_("people in the group"), null=True, blank=True)
    activity_id = models.UUIDField(null=True, blank=True, editable=False)
    given_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "encounter", "service"],
                name="encounters_service_once",
            ),
            models.CheckConstraint(
                name="encounters_service_at_least_one",
                condition=models.Q(quantity__gte=1),
            ),
            models.CheckConstraint(
                name="encounters_service_minutes",
                condition=models.Q(minutes__isnull=True)
                | models.Q(minutes__range=(LEAST_MINUTES, MOST_MINUTES)),
            ),
            models.CheckConstraint(
                name="encounters_service_place",
                condition=models.Q(place__in=["", *GivenPlace.values]),
            ),
            models.CheckConstraint(
                name="encounters_service_to_whom",
                condition=models.Q(
                    given_to__in=["", GivenTo.ONE.value],
                    group_size__isnull=True,
                    activity_id__isnull=True,
                )
                | models.Q(
                    given_to=GivenTo.GROUP.value,
                    group_size__isnull=False,
                    group_size__range=(LEAST_GROUP, MOST_GROUP),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity}"
