"""The person: nothing is mandatory but what to call them."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.answers import Answer, answer_constraint, answer_field
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import DataKeyField, SealedDateField, SealedTextField
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people import rules
from lgnet.people.enums import BirthPrecision, Interpreter, Sex

from .access import PersonManager


@track(exclude=["data_key"])
class Person(TenantModel):
    """Someone met. Papers, full name and birth date are all optional, for good."""

    PRIVACY = CELL_PRIVACY | {
        "data_key": Label.OPERATIONAL,
        "known_as": Label.IDENTIFYING,
        "sex": Label.SENSITIVE,
        "sex_answer": Label.OPERATIONAL,
        "gender": Label.SENSITIVE,
        "birth_date": Label.IDENTIFYING,
        "birth_year": Label.SENSITIVE,
        "birth_precision": Label.OPERATIONAL,
        "birth_answer": Label.OPERATIONAL,
        "citizenship": Label.SENSITIVE,
        "citizenship_answer": Label.OPERATIONAL,
        "language": Label.SENSITIVE,
        "language_answer": Label.OPERATIONAL,
        "interpreter": Label.OPERATIONAL,
        "interpreter_answer": Label.OPERATIONAL,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
    }

    # Wrapped by the cell's key. Destroying it erases the person (docs/adr/0009).
    data_key = DataKeyField(editable=False)
    known_as = SealedTextField(
        _("what we call this person"),
        max_length=200,
        help_text=_("A nickname, a name or a few words are enough."),
    )
    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, null=True, blank=True)
    sex_answer = answer_field()
    # In the person's own words, where they wish to say.
    gender = SealedTextField(
        _("gender, in the person's words"), max_length=80, null=True, blank=True
    )
    # The first day of what is known: 1 March 1990 for "March 1990", 1 January for a year.
    birth_date = SealedDateField(_("born"), null=True, blank=True)
    # The year alone stands open: for age bands in figures and for matching.
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    birth_precision = models.CharField(
        max_length=10, choices=BirthPrecision.choices, null=True, blank=True
    )
    birth_answer = answer_field()
    citizenship = models.ForeignKey(
        "people.Country", models.PROTECT, null=True, blank=True, related_name="+"
    )
    citizenship_answer = answer_field()
    # ISO 639-3.
    language = models.CharField(_("language"), max_length=3, null=True, blank=True)
    language_answer = answer_field()
    interpreter = models.CharField(
        _("interpreter"), max_length=8, choices=Interpreter.choices, null=True, blank=True
    )
    interpreter_answer = answer_field()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "-created_at", "-id"],
                name="people_by_newest",
            ),
        ]
        constraints = [
            answer_constraint(value="sex", answer="sex_answer", name="people_sex_answered"),
            answer_constraint(
                value="birth_date", answer="birth_answer", name="people_birth_answered"
            ),
            models.CheckConstraint(
                name="people_birth_date_has_precision",
                condition=models.Q(birth_date__isnull=True, birth_precision__isnull=True)
                | models.Q(birth_date__isnull=False, birth_precision__isnull=False),
            ),
            answer_constraint(
                value="citizenship",
                answer="citizenship_answer",
                name="people_citizen_answered",
            ),
            answer_constraint(
                value="language",
                answer="language_answer",
                name="people_language_answered",
            ),
            answer_constraint(
                value="interpreter",
                answer="interpreter_answer",
                name="people_interpreter_answered",
            ),
            models.CheckConstraint(
                name="people_birth_date_has_year",
                condition=models.Q(birth_date__isnull=True, birth_year__isnull=True)
                | models.Q(birth_date__isnull=False, birth_year__isnull=False),
            ),
        ]

    objects = PersonManager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the year in line with the date."""
        self.keep_birth_year()
        super().save(*args, **kwargs)

    def keep_birth_year(self) -> None:
        """Take the year from the date; bulk loads call this, ``save`` does it by itself."""
        self.birth_year = self.birth_date.year if self.birth_date else None

    def __str__(self) -> str:
        return self.known_as

    def ages_on(self, day: dt.date) -> tuple[int, int] | None:
        """Return the youngest and oldest age this person may have on ``day``, in years."""
        if self.birth_answer != Answer.KNOWN or self.birth_date is None:
            return None
        return rules.ages_on(
            birth_date=self.birth_date,
            precision=BirthPrecision(str(self.birth_precision)),
            day=day,
        )

    @property
    def may_be_minor(self) -> bool:
        """Return whether this person may be under eighteen today; unknown age says no."""
        ages = self.ages_on(timezone.localdate())
        return ages is not None and ages[0] < rules.ADULT_AT
