"""The desk of a one-stop shop: its rooms, and those who wait there today."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums import NeedKind
from lgnet.encounters.enums_desk import VisitState
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

# Who is on the way out of the queue has been called by somebody, to somewhere.
AFTER_A_CALL = (VisitState.CALLED, VisitState.TAKEN, VisitState.NO_SHOW)


@track()
class Desk(RecordedModel):
    """A one-stop shop where people come; ``site`` is what the directory says of it, with hours."""

    PRIVACY = RECORDED_PRIVACY | {
        "name": Label.OPERATIONAL,
        "site": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    name = models.CharField(_("name"), max_length=80)
    site = TenantForeignKey(
        "directory.Site", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "name"], name="encounters_desk_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Room(RecordedModel):
    """A room or a counter of a desk, as it stands on its door."""

    PRIVACY = RECORDED_PRIVACY | {
        "desk": Label.OPERATIONAL,
        "name": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    desk = TenantForeignKey("encounters.Desk", models.PROTECT, related_name="rooms")
    name = models.CharField(_("name"), max_length=40)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "desk", "name"],
                name="encounters_room_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Visit(RecordedModel):
    """Somebody who came to a desk on a day: a ticket with a number.

    It names no person of the register: reception sees what someone is called at the door, and
    the number. Who it was stands in the encounter that the visit becomes when it is taken.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "desk": Label.OPERATIONAL,
        "came_on": Label.OPERATIONAL,
        "number": Label.OPERATIONAL,
        "called_name": Label.IDENTIFYING,
        "language": Label.SENSITIVE,
        "need": Label.SENSITIVE,
        "arrived_at": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "room": Label.OPERATIONAL,
        "called_at": Label.OPERATIONAL,
        "called_by": Label.OPERATIONAL,
        "taken_at": Label.OPERATIONAL,
        "taken_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
        "appointment": Label.OPERATIONAL,
        "encounter": Label.OPERATIONAL,
    }

    desk = TenantForeignKey("encounters.Desk", models.PROTECT, related_name="visits")
    came_on = models.DateField()
    number = models.PositiveSmallIntegerField()
    called_name = SealedTextField(_("name"), max_length=60, null=True, blank=True, key_from="cell")
    # ISO 639-3; empty where it was not noted.
    language = models.CharField(_("language"), max_length=3, blank=True)
    need = models.CharField(_("need"), max_length=12, choices=NeedKind.choices, blank=True)
    arrived_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=VisitState.choices, default=VisitState.WAITING)
    room = TenantForeignKey(
        "encounters.Room", models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_at = models.DateTimeField(null=True, editable=False)
    called_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    taken_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    appointment = TenantForeignKey(
        "encounters.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    encounter = TenantForeignKey(
        "encounters.Encounter", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(RecordedModel.Meta):
        ordering = ["came_on", "number"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "desk", "came_on", "number"],
                name="encounters_ticket_once",
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "appointment"],
                name="encounters_appointment_came_once",
            ),
            models.CheckConstraint(
                name="encounters_ticket_from_one", condition=models.Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="encounters_visit_called_by_someone",
                condition=~models.Q(state__in=AFTER_A_CALL)
                | models.Q(called_at__isnull=False, room__isnull=False),
            ),
            models.CheckConstraint(
                name="encounters_visit_ends_once",
                condition=models.Q(state__in=["done", "no_show", "left"], ended_at__isnull=False)
                | models.Q(state__in=["waiting", "called", "taken"], ended_at__isnull=True),
            ),
            stamp_constraint(at="called_at", by="called_by", name="encounters_visit_called"),
            stamp_constraint(at="taken_at", by="taken_by", name="encounters_visit_taken"),
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_visit_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
