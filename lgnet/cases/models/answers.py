"""What was answered to the forms a city asks."""

import json
from typing import Any

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_answers import AnswersState
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager

# Who writes has seen the revision before; what is finished stays as it was told.
GUARD = pgtrigger.Trigger(
    name="finished_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF OLD.state = 'finished' THEN
            RAISE EXCEPTION 'Finished answers are corrected by new ones.';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.revision <> OLD.revision + 1 THEN
            RAISE EXCEPTION 'A draft is written on top of what was last seen of it.';
        END IF;
        IF (NEW.case_id, NEW.person_id, NEW.form_code, NEW.corrects_id)
           IS DISTINCT FROM (OLD.case_id, OLD.person_id, OLD.form_code, OLD.corrects_id) THEN
            RAISE EXCEPTION 'A draft stays with its case and its form.';
        END IF;
        RETURN NEW;
    """,
)


class FormAnswers(RecordedModel):
    """One filled-in form of a case, under the version of it that was asked.

    One draft a case and form, which every colleague of the case goes on with. Once finished it is
    never rewritten, the database refuses: a correction is a new one that names the earlier.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "form_code": Label.OPERATIONAL,
        "version": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "revision": Label.OPERATIONAL,
        "sealed_answers": Label.IDENTIFYING,
        "sealed_aside": Label.IDENTIFYING,
        "national": Label.OPERATIONAL,
        "corrects": Label.OPERATIONAL,
        "changed_at": Label.OPERATIONAL,
        "changed_by": Label.OPERATIONAL,
        "finished_at": Label.OPERATIONAL,
        "finished_by": Label.OPERATIONAL,
        "told_at": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="answers")
    # Whose key seals the answers: who is erased takes them along.
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    form_code = models.CharField(_("form"), max_length=40)
    version = models.ForeignKey("forms.FormVersion", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=AnswersState.choices, default=AnswersState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    sealed_answers = SealedTextField(key_from="person")
    # Answers for which a later version has no place, as JSON: version, question, value.
    sealed_aside = SealedTextField(key_from="person")
    # Of finished answers: national term -> national codes, of questions about the work alone
    # (rules_answers.py). Never words, days or numbers, and nothing sensitive.
    national = models.JSONField(default=dict)
    corrects = TenantForeignKey("cases.FormAnswers", models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    finished_at = models.DateTimeField(null=True, editable=False)
    finished_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    # Of when the answers tell: a correction tells of the day it corrects.
    told_at = models.DateTimeField(null=True, editable=False)

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-told_at", "-id"],
                name="cases_answers_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="changed_at", by="changed_by", name="cases_answers_changed"),
            stamp_constraint(at="finished_at", by="finished_by", name="cases_answers_finished"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "case", "form_code"],
                condition=models.Q(state="draft"),
                name="cases_one_draft_a_form",
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "corrects"],
                condition=models.Q(state="finished"),
                name="cases_answers_corrected_once",
            ),
            models.CheckConstraint(
                name="cases_answers_finishing_is_whole",
                condition=models.Q(
                    state="draft", finished_at__isnull=True, told_at__isnull=True, national={}
                )
                | models.Q(state="finished", finished_at__isnull=False, told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_answers_revision", condition=models.Q(revision__gte=1)
            ),
            models.CheckConstraint(
                name="cases_answers_correct_others",
                condition=models.Q(corrects__isnull=True) | ~models.Q(corrects=models.F("id")),
            ),
        ]
        triggers = [GUARD]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def answers(self) -> dict[str, Any]:
        """Return the answers as JSON values, by question."""
        found: dict[str, Any] = json.loads(self.sealed_answers)
        return found

    @answers.setter
    def answers(self, told: dict[str, Any]) -> None:
        self.sealed_answers = json.dumps(told)

    @property
    def aside(self) -> list[list[Any]]:
        """Return what no longer fits: lists of version, question and value."""
        found: list[list[Any]] = json.loads(self.sealed_aside)
        return found

    @aside.setter
    def aside(self, told: list[list[Any]]) -> None:
        self.sealed_aside = json.dumps(told)
