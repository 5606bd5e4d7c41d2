"""The stay: a person's time in a structure, from the first night to the morning they leave."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import EndReason
from lgnet.housing.enums_house import Destination, TrialResult
from lgnet.kernel.answers import Answer, answer_constraint, answer_field
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager


@track()
class Stay(TenantModel):
    """A place given to a person. The nights themselves stand in ``Occupancy``."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "structure": Label.OPERATIONAL,
        "request": Label.OPERATIONAL,
        "started_on": Label.OPERATIONAL,
        "clock_started_on": Label.OPERATIONAL,
        "due_on": Label.OPERATIONAL,
        "ended_on": Label.OPERATIONAL,
        "end_reason": Label.SENSITIVE,
        "destination": Label.SENSITIVE,
        "destination_answer": Label.OPERATIONAL,
        "forwarding": Label.IDENTIFYING,
        "arrived_at": Label.OPERATIONAL,
        "arrived_by": Label.OPERATIONAL,
        "trial_ends_on": Label.OPERATIONAL,
        "trial_result": Label.OPERATIONAL,
        "given_at": Label.OPERATIONAL,
        "given_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    structure = TenantForeignKey("housing.HousingStructure", models.PROTECT, related_name="+")
    # A family's stays share their request.
    request = TenantForeignKey(
        "housing.PlacementRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    started_on = models.DateField(_("first night"))
    # The first night that counts for the term: earlier than ``started_on`` where the stay goes
    # on from another of the same programme. The database fills and checks it (migration 0006).
    clock_started_on = models.DateField(_("the term counts from"), blank=True)
    # The morning by which it ends; null where the kind of structure has no cap.
    due_on = models.DateField(_("ends by"), null=True, blank=True)
    # The morning of departure: that night is free again.
    ended_on = models.DateField(_("left on"), null=True, blank=True)
    end_reason = models.CharField(
        _("why it ended"),
        max_length=20,
        choices=EndReason.choices,
        null=True,
        blank=True,
    )
    destination = models.PositiveSmallIntegerField(
        _("where they went"), choices=Destination.choices, null=True, blank=True
    )
    destination_answer = answer_field(db_default=Answer.NOT_ASKED.value)
    forwarding = SealedTextField(
        _("how to reach them"), max_length=300, null=True, blank=True, key_from="person"
    )
    # None: expected, or brought in by an import that knows no hour.
    arrived_at = models.DateTimeField(null=True, blank=True)
    arrived_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Co-housing: the day by which all say whether they stay together.
    trial_ends_on = models.DateField(_("trial until"), null=True, blank=True)
    trial_result = models.CharField(
        max_length=10, choices=TrialResult.choices, null=True, blank=True
    )
    given_at = models.DateTimeField(_("place given"))
    given_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "-started_on", "-id"],
                name="housing_stay_by_start",
            ),
            # Who is over their time, asked at every booking: those who left would be most of it.
            models.Index(
                fields=["city", "compartment_id", "due_on"],
                name="housing_stay_open_by_due",
                condition=models.Q(ended_on__isnull=True),
            ),
            models.Index(
                fields=["city", "compartment_id", "person", "started_on"],
                name="housing_stay_by_person",
            ),
            models.Index(
                fields=["city", "compartment_id", "-ended_at", "-id"],
                name="housing_stay_by_end",
                condition=models.Q(ended_on__isnull=False),
            ),
        ]
        constraints = [
            stamp_constraint(at="given_at", by="given_by", name="housing_stay_given_stamp"),
            stamp_constraint(at="ended_at", by="ended_by", name="housing_stay_ended_stamp"),
            stamp_constraint(at="arrived_at", by="arrived_by", name="housing_stay_arrived_stamp"),
            answer_constraint(
                value="destination",
                answer="destination_answer",
                name="housing_stay_destination_answer",
            ),
            models.CheckConstraint(
                name="housing_stay_clock_not_later",
                condition=models.Q(clock_started_on__lte=models.F("started_on")),
            ),
            models.CheckConstraint(
                name="housing_stay_ends_after_it_starts",
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
            ),
            models.CheckConstraint(
                name="housing_stay_trial_in_order",
                condition=models.Q(trial_ends_on__isnull=True, trial_result__isnull=True)
                | models.Q(trial_ends_on__gt=models.F("started_on")),
            ),
            models.CheckConstraint(
                name="housing_stay_end_is_whole",
                condition=models.Q(
                    ended_on__isnull=True,
                    end_reason__isnull=True,
                    ended_at__isnull=True,
                )
                | models.Q(
                    ended_on__isnull=False,
                    end_reason__isnull=False,
                    ended_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_on}"
