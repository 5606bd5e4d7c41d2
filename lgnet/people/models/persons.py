"""The person: nothing is mandatory but what to call them."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.answers import Answer, answer_constraint, answer_field
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people import rules
from lgnet.people.enums import BirthPrecision, Sex


@track()
class Person(TenantModel):
    """Someone met. Papers, full name and birth date are all optional, for good."""

    PRIVACY = CELL_PRIVACY | {
        "known_as": Label.IDENTIFYING,
        "sex": Label.SENSITIVE,
        "sex_answer": Label.OPERATIONAL,
        "birth_date": Label.IDENTIFYING,
        "birth_precision": Label.OPERATIONAL,
        "birth_answer": Label.OPERATIONAL,
        "citizenship": Label.SENSITIVE,
        "citizenship_answer": Label.OPERATIONAL,
        "language": Label.SENSITIVE,
        "language_answer": Label.OPERATIONAL,
        "created_at": Label.OPERATIONAL,
        "created_by": Label.OPERATIONAL,
    }

    known_as = models.CharField(
        _("what we call this person"),
        max_length=200,
        help_text=_("A nickname, a name or a few words are enough."),
    )
    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, null=True, blank=True)
    sex_answer = answer_field()
    # The first day of what is known: 1 March 1990 for "March 1990", 1 January for a year.
    birth_date = models.DateField(_("born"), null=True, blank=True)
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
            models.CheckConstraint(
                name="people_known_as_something", condition=~models.Q(known_as="")
            ),
        ]

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
