"""Appointments at a desk, when workers are there, and reminders."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.directory.enums import Weekday
from lgnet.encounters.enums import NeedKind
from lgnet.encounters.enums_desk import AppointmentState, ReminderChannel, ReminderOutcome
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import ScopedManager, TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager


@track()
class WorkingHours(RecordedModel):
    """When a worker sees people by appointment at a desk, on one day of the week."""

    PRIVACY = RECORDED_PRIVACY | {
        "desk": Label.OPERATIONAL,
        "worker": Label.OPERATIONAL,
        "weekday": Label.OPERATIONAL,
        "starts": Label.OPERATIONAL,
        "ends": Label.OPERATIONAL,
    }

    desk = TenantForeignKey("encounters.Desk", models.PROTECT, related_name="working_hours")
    worker = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("worker")
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta(RecordedModel.Meta):
        ordering = ["weekday", "starts", "id"]
        verbose_name_plural = "working hours"
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_working_hours_in_order",
                condition=models.Q(ends__gt=models.F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}-{self.ends:%H:%M}"


@track()
class Interpreter(RecordedModel):
    """Somebody who interprets at the desks of the city."""

    PRIVACY = RECORDED_PRIVACY | {
        "name": Label.IDENTIFYING,
        "languages": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    name = models.CharField(_("name"), max_length=80)
    # ISO 639-3.
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


def _once(what: str) -> ExclusionConstraint:
    """Return the rule: nobody and nothing is booked twice at one moment, in one cell."""
    return ExclusionConstraint(
        name=f"encounters_{what}_booked_once",
        expressions=[
            ("city", RangeOperators.EQUAL),
            ("compartment_id", RangeOperators.EQUAL),
            (what, RangeOperators.EQUAL),
            ("span", RangeOperators.OVERLAPS),
        ],
        condition=~models.Q(state=AppointmentState.CANCELLED),
    )


@track()
class Appointment(RecordedModel):
    """A worker's time promised to somebody, at a desk or outside it (an accompaniment).

    ``where_to`` is filled for an accompaniment: where they go together. ``known_as`` is what
    someone is called who is in no register.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "desk": Label.OPERATIONAL,
        "worker": Label.OPERATIONAL,
        "room": Label.OPERATIONAL,
        "interpreter": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "known_as": Label.IDENTIFYING,
        "span": Label.OPERATIONAL,
        "need": Label.SENSITIVE,
        "where_to": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "series_id": Label.OPERATIONAL,
        "answered_at": Label.OPERATIONAL,
        "answered_by": Label.OPERATIONAL,
    }

    desk = TenantForeignKey("encounters.Desk", models.PROTECT, related_name="appointments")
    worker = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("worker")
    )
    room = TenantForeignKey(
        "encounters.Room", models.PROTECT, null=True, blank=True, related_name="+"
    )
    interpreter = TenantForeignKey(
        "encounters.Interpreter", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = TenantForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    known_as = SealedTextField(_("name"), max_length=60, null=True, blank=True, key_from="cell")
    span = DateTimeRangeField()
    need = models.CharField(_("need"), max_length=12, choices=NeedKind.choices, blank=True)
    where_to = SealedTextField(
        _("where to"), max_length=200, null=True, blank=True, key_from="cell"
    )
    state = models.CharField(
        max_length=10, choices=AppointmentState.choices, default=AppointmentState.BOOKED
    )
    # The first of the weeks it was booked with; None: alone.
    series_id = models.UUIDField(null=True, editable=False)
    # When it was said that it is cancelled, kept or missed.
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager(author="recorded_by")
    # For times alone: a worker is taken whoever it is with.
    spans = ScopedManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            GistIndex(
                fields=["city", "compartment_id", "desk", "span"], name="encounters_by_desk_span"
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            _once("worker"),
            _once("room"),
            _once("interpreter"),
            _once("person"),
            models.CheckConstraint(
                name="encounters_appointment_has_ends",
                condition=models.Q(
                    span__isempty=False, span__lower_inf=False, span__upper_inf=False
                ),
            ),
            stamp_constraint(
                at="answered_at", by="answered_by", name="encounters_appointment_answered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.span.lower:%Y-%m-%d %H:%M}"


@track()
class Reminder(RecordedModel):
    """One try to remind somebody of an appointment, and what became of it.

    It is marked as on its way before anything leaves, so that a crash cannot send it twice; after
    that only what became of it is written, once.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "appointment": Label.OPERATIONAL,
        "channel": Label.OPERATIONAL,
        "outcome": Label.OPERATIONAL,
    }

    appointment = TenantForeignKey(
        "encounters.Appointment", models.PROTECT, related_name="reminders"
    )
    channel = models.CharField(max_length=10, choices=ReminderChannel.choices, blank=True)
    outcome = models.CharField(max_length=10, choices=ReminderOutcome.choices)

    class Meta(RecordedModel.Meta):
        ordering = ["recorded_at", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            # Nobody is written to twice about one appointment, nor by two at once.
            models.UniqueConstraint(
                fields=["city", "compartment_id", "appointment"],
                condition=models.Q(outcome__in=["sent", "sending"]),
                name="encounters_reminded_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
