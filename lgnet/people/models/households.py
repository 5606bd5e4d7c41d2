"""Households: who lives as one, since when; families part and find together again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import GuardianKind, MinorStep, Relation

from .access import AboutPersonManager


@track()
class Household(TenantModel):
    """People who live, or want to be placed, together."""

    PRIVACY = CELL_PRIVACY | {
        "name": Label.IDENTIFYING,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
    }

    # Optional: "family of Amina"; the members say enough.
    name = SealedTextField(_("name"), max_length=120, null=True, blank=True, key_from="cell")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="people_household_created"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@track()
class HouseholdMember(TenantModel):
    """A person's time in a household; leaving ends it, coming back begins another."""

    PRIVACY = CELL_PRIVACY | {
        "household": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "relation": Label.SENSITIVE,
        "is_head": Label.OPERATIONAL,
        "from_on": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
    }

    household = TenantForeignKey("people.Household", models.PROTECT, related_name="members")
    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    # To the head where there is one, else to the others.
    relation = models.CharField(
        _("relation"), max_length=12, choices=Relation.choices, default=Relation.UNKNOWN
    )
    is_head = models.BooleanField(_("head of the household"), default=False)
    from_on = models.DateField(_("since"))
    # The first day on which they were no longer together.
    until_on = models.DateField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-is_head", "from_on", "id"]
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="people_member_created"),
            models.CheckConstraint(
                name="people_member_days_in_order",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person"],
                condition=models.Q(until_on__isnull=True),
                name="people_one_household_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "household"],
                condition=models.Q(until_on__isnull=True, is_head=True),
                name="people_one_head_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


@track()
class Guardianship(TenantModel):
    """An adult who answers for a minor: a person of ours, or somebody known by name only."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "guardian": Label.OPERATIONAL,
        "guardian_name": Label.IDENTIFYING,
        "kind": Label.SENSITIVE,
        "from_on": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
    }

    # The minor.
    person = TenantForeignKey("people.Person", models.CASCADE, related_name="guardianships")
    guardian = TenantForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    guardian_name = SealedTextField(
        _("guardian's name"), max_length=200, null=True, blank=True, key_from="person"
    )
    kind = models.CharField(_("ground"), max_length=12, choices=GuardianKind.choices)
    from_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        ordering = ["-from_on", "-id"]
        constraints = [
            stamp_constraint(at="created_at", by="created_by", name="people_guardian_created"),
            models.CheckConstraint(
                name="people_guardian_is_somebody",
                condition=models.Q(guardian__isnull=False, guardian_name__isnull=True)
                | models.Q(guardian__isnull=True, guardian_name__isnull=False),
            ),
            models.CheckConstraint(
                name="people_guardian_is_another",
                condition=models.Q(guardian__isnull=True) | ~models.Q(guardian=models.F("person")),
            ),
            models.CheckConstraint(
                name="people_guardian_days_in_order",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


@track()
class MinorPathStep(TenantModel):
    """A step done of those the law asks for where a minor is alone."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "step": Label.SENSITIVE,
        "done_at": Label.OPERATIONAL,
        "done_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="minor_steps")
    step = models.CharField(_("step"), max_length=16, choices=MinorStep.choices)
    done_at = models.DateTimeField(default=timezone.now, editable=False)
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        constraints = [
            stamp_constraint(at="done_at", by="done_by", name="people_minor_step_done"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person", "step"],
                name="people_minor_step_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display()
