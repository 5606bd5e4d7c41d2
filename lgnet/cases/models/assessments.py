"""An assessment of how somebody lives, and one domain of it."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_assessment import Support
from lgnet.cases.enums_plan import LifeArea
from lgnet.housing.enums import Destination
from lgnet.kernel.answers import Answer, answer_constraint, answer_field
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager

_IS_A_STEP = models.Q(together__range=(1, 5)) | models.Q(together__isnull=True)


@track()
class Assessment(RecordedModel):
    """How somebody of a case lives at a moment. One draft a person; what is finished stays."""

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "instrument": Label.OPERATIONAL,
        "lives": Label.SENSITIVE,
        "lives_answer": Label.OPERATIONAL,
        "finished_at": Label.OPERATIONAL,
        "finished_by": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="assessments")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    # The version of the anchors it was said with.
    instrument = models.PositiveSmallIntegerField(editable=False)
    lives = models.PositiveSmallIntegerField(
        _("where the person lives now"), choices=Destination.choices, null=True, blank=True
    )
    lives_answer = answer_field()
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                name="cases_assessments_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="finished_at", by="finished_by", name="cases_assessment_finished"),
            answer_constraint(
                value="lives", answer="lives_answer", name="cases_assessment_lives_answered"
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "case", "person"],
                condition=models.Q(finished_at__isnull=True),
                name="cases_one_assessment_begun",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="finished_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d}"


@track()
class AssessmentArea(RecordedModel):
    """One domain, scored together with the person and by the worker apart; support needed."""

    PRIVACY = RECORDED_PRIVACY | {
        "assessment": Label.OPERATIONAL,
        "area": Label.OPERATIONAL,
        "together": Label.SENSITIVE,
        "together_answer": Label.OPERATIONAL,
        "worker": Label.SENSITIVE,
        "support": Label.SENSITIVE,
        "revision": Label.OPERATIONAL,
    }

    assessment = TenantForeignKey("cases.Assessment", models.PROTECT, related_name="areas")
    area = models.CharField(_("part of life"), max_length=10, choices=LifeArea.choices)
    together = models.PositiveSmallIntegerField(_("together"), null=True, blank=True)
    together_answer = answer_field()
    worker = models.PositiveSmallIntegerField(_("the worker's view"), null=True, blank=True)
    support = models.CharField(
        _("support needed"), max_length=4, choices=Support.choices, null=True, blank=True
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta(RecordedModel.Meta):
        constraints = [
            *RecordedModel.Meta.constraints,
            answer_constraint(
                value="together", answer="together_answer", name="cases_area_answered"
            ),
            models.CheckConstraint(name="cases_area_together_is_a_step", condition=_IS_A_STEP),
            models.CheckConstraint(
                name="cases_area_worker_is_a_step",
                condition=models.Q(worker__range=(1, 5)) | models.Q(worker__isnull=True),
            ),
            models.CheckConstraint(name="cases_area_revision", condition=models.Q(revision__gte=1)),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "assessment", "area"], name="cases_area_once"
            ),
        ]
        triggers = [
            # A constraint over two tables: what belongs to a finished assessment stays with it, and
            # nothing is moved out of it or into it.
            pgtrigger.Trigger(
                name="finished_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT FROM cases_assessment AS whole
                        WHERE whole.finished_at IS NOT NULL
                        AND (whole.city_id, whole.compartment_id, whole.id) IN (
                            (OLD.city_id, OLD.compartment_id, OLD.assessment_id),
                            (NEW.city_id, NEW.compartment_id, NEW.assessment_id)
                        )
                    ) THEN
                        RAISE EXCEPTION 'A finished assessment does not change.';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.get_area_display()

    @property
    def is_declined(self) -> bool:
        """Return whether the person preferred not to say."""
        return self.together_answer == Answer.DECLINED
