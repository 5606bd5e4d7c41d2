"""The plan of a case: goals in the person's words, actions, reviews, what was signed."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_plan import Doer, GoalState, LifeArea, StepState
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager

_PLAN_PRIVACY = RECORDED_PRIVACY | {"case": Label.OPERATIONAL, "person": Label.OPERATIONAL}


@track()
class Goal(RecordedModel):
    """What a person wants to reach. ``revision`` counts its changes, so that none is lost."""

    PRIVACY = _PLAN_PRIVACY | {
        "area": Label.SENSITIVE,
        "text": Label.SENSITIVE,
        "state": Label.OPERATIONAL,
        "result": Label.SENSITIVE,
        "is_exit": Label.OPERATIONAL,
        "revision": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="goals")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    area = models.CharField(_("part of life"), max_length=10, choices=LifeArea.choices)
    text = SealedTextField(_("in the person's words"), max_length=1000, key_from="person")
    state = models.CharField(
        _("how far"), max_length=8, choices=GoalState.choices, default=GoalState.OPEN
    )
    result = SealedTextField(
        _("what came of it"), max_length=1000, null=True, blank=True, key_from="person"
    )
    # One of those that lead out of the shelter: an extension is asked with them.
    is_exit = models.BooleanField(_("belongs to the exit plan"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = AboutPersonManager()
    # Its actions, where a query has fetched them along.
    steps: "list[Action]"

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "recorded_at", "id"],
                name="cases_goals_of_case",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_goal_given_up_says_why",
                condition=~models.Q(state=GoalState.GIVEN_UP) | models.Q(result__isnull=False),
            ),
            models.CheckConstraint(name="cases_goal_revision", condition=models.Q(revision__gte=1)),
        ]

    def __str__(self) -> str:
        return self.get_area_display()


@track()
class Action(RecordedModel):
    """What somebody does for a goal, by when, and what came of it."""

    PRIVACY = RECORDED_PRIVACY | {
        "goal": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "text": Label.SENSITIVE,
        "doer": Label.OPERATIONAL,
        "staff": Label.OPERATIONAL,
        "other": Label.SENSITIVE,
        "due_on": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "result": Label.SENSITIVE,
        "settled_at": Label.OPERATIONAL,
        "settled_by": Label.OPERATIONAL,
        "revision": Label.OPERATIONAL,
    }

    goal = TenantForeignKey("cases.Goal", models.PROTECT, related_name="actions")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    text = SealedTextField(_("what is done"), max_length=500, key_from="person")
    doer = models.CharField(_("who does it"), max_length=6, choices=Doer.choices)
    staff = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    other = SealedTextField(_("who else"), max_length=120, null=True, blank=True, key_from="person")
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.TO_DO)
    result = SealedTextField(
        _("what came of it"), max_length=1000, null=True, blank=True, key_from="person"
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "goal", "recorded_at", "id"],
                name="cases_actions_of_goal",
            ),
            models.Index(
                fields=["city", "compartment_id", "due_on", "id"],
                name="cases_actions_due",
                condition=models.Q(state=StepState.TO_DO),
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="settled_at", by="settled_by", name="cases_action_settled"),
            models.CheckConstraint(
                name="cases_action_to_do_or_settled",
                condition=models.Q(state=StepState.TO_DO, settled_at__isnull=True)
                | models.Q(
                    state__in=[StepState.DONE, StepState.NOT_DONE], settled_at__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="cases_action_has_a_doer",
                condition=models.Q(doer=Doer.PERSON, staff__isnull=True, other__isnull=True)
                | models.Q(doer=Doer.STAFF, staff__isnull=False, other__isnull=True)
                | models.Q(doer=Doer.OTHER, staff__isnull=True, other__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_action_revision", condition=models.Q(revision__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def doer_words(self) -> str:
        """Return who does it, in the language of the page."""
        if self.staff is not None:
            return self.staff.full_name
        return self.other or self.get_doer_display()


class PlanReview(RecordedModel):
    """The plan looked at together. Written once: the database refuses to change it."""

    PRIVACY = _PLAN_PRIVACY | {
        "reviewed_on": Label.OPERATIONAL,
        "note": Label.SENSITIVE,
        "next_on": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="reviews")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    reviewed_on = models.DateField(_("looked at on"))
    note = SealedTextField(
        _("what was said"), max_length=4000, null=True, blank=True, key_from="person"
    )
    next_on = models.DateField(_("again on"), null=True, blank=True)

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-reviewed_on", "-id"],
                name="cases_reviews_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_review_next_is_later",
                condition=models.Q(next_on__isnull=True)
                | models.Q(next_on__gt=models.F("reviewed_on")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.reviewed_on:%Y-%m-%d}"


class PlanAgreement(RecordedModel):
    """The plan as it was signed on paper: ``text`` is what stood on it, and never changes."""

    PRIVACY = _PLAN_PRIVACY | {
        "agreed_on": Label.OPERATIONAL,
        "language": Label.SENSITIVE,
        "text": Label.SENSITIVE,
        "digest": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="agreements")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    agreed_on = models.DateField(_("signed on"))
    # The language of the person's copy, as the pages know it ("it", "ar").
    language = models.CharField(_("language of their copy"), max_length=10)
    text = SealedTextField(max_length=100_000, key_from="person")
    # Which state of the plan it was (``rules_plan.plan_digest``).
    digest = models.CharField(max_length=64, editable=False)

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                name="cases_agreements_newest",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.agreed_on:%Y-%m-%d}"
