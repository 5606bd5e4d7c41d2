"""Asking a protected refuge for a place without learning anything of it.

The asker's row lies in the open cell and answers in words only. Each refuge of the city receives
a copy in its own compartment, by a function of the database (migration 0007); the asker never
learns which refuge answered, nor how many there are, nor whether there is one at all.

Neither keeps a history: what one cell writes in the other would carry its author along. Who asked,
answered and withdrew stands in the audit, each in their own cell.
"""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import PlaceNeed, RefugeAnswer, Urgency
from lgnet.housing.refuge_profile import RefugeProfile
from lgnet.housing.rules import REFUGE_TERM
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager


class RefugeRequest(TenantModel):
    """A worker of the city asks for protection for a person."""

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "party": Label.OPERATIONAL,
        "urgency": Label.SENSITIVE,
        "needs": Label.SENSITIVE,
        "contact": Label.IDENTIFYING,
        "asked_at": Label.OPERATIONAL,
        "asked_by": Label.OPERATIONAL,
        "answer": Label.SENSITIVE,
        "answer_words": Label.SENSITIVE,
        "answered_at": Label.OPERATIONAL,
        "withdrawn_at": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    # How many come, the person included.
    party = models.PositiveSmallIntegerField(_("how many come"), default=1)
    urgency = ArrayField(
        models.CharField(max_length=20, choices=Urgency.choices),
        default=list,
        blank=True,
        verbose_name=_("why it is urgent"),
    )
    needs = ArrayField(
        models.CharField(max_length=12, choices=PlaceNeed.choices),
        default=list,
        blank=True,
        verbose_name=_("what the place needs"),
    )
    # How the coordinator reaches the asker safely; the person's own number is never sent.
    contact = SealedTextField(_("how to reach you"), max_length=200, key_from="cell")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answer = models.CharField(
        max_length=10, choices=RefugeAnswer.choices, default=RefugeAnswer.WAITING
    )
    # What the coordinator says besides: a time and a meeting point, never an address of theirs.
    answer_words = SealedTextField(max_length=500, null=True, blank=True, key_from="cell")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        constraints = [
            stamp_constraint(at="asked_at", by="asked_by", name="housing_refuge_asked_stamp"),
            models.CheckConstraint(
                name="housing_refuge_answer_is_whole",
                condition=models.Q(answer="waiting", answered_at__isnull=True)
                | (~models.Q(answer="waiting") & models.Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person"],
                condition=models.Q(answer="waiting", withdrawn_at__isnull=True),
                name="housing_one_refuge_request_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()

    @property
    def standing(self) -> RefugeAnswer:
        """Return the answer as of now: after the term, no answer is "not now"."""
        if self.answer == RefugeAnswer.WAITING and is_past(self.asked_at):
            return RefugeAnswer.NOT_NOW
        return RefugeAnswer(self.answer)

    @property
    def urgency_words(self) -> list[str]:
        """Return the named reasons in words."""
        return [str(Urgency(code).label) for code in self.urgency]

    @property
    def need_words(self) -> list[str]:
        """Return the needs in words."""
        return [str(PlaceNeed(code).label) for code in self.needs]


class ReceivedRefugeRequest(TenantModel):
    """The copy in a refuge's compartment: a profile without identity, until it is accepted."""

    PRIVACY = CELL_PRIVACY | {
        "request_id": Label.OPERATIONAL,
        "profile": Label.SENSITIVE,
        "contact": Label.IDENTIFYING,
        "asked_at": Label.OPERATIONAL,
        "answer": Label.SENSITIVE,
        "answer_words": Label.SENSITIVE,
        "answered_at": Label.OPERATIONAL,
        "answered_by": Label.OPERATIONAL,
        "withdrawn_at": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
    }

    # The asker's row, which nobody here can open. A plain identifier: it leads to no table.
    request_id = models.UUIDField(editable=False)
    # JSON: age band, sex, languages, how many come, urgency, needs.
    profile = SealedTextField(key_from="post")
    contact = SealedTextField(max_length=200, key_from="post")
    asked_at = models.DateTimeField()
    answer = models.CharField(
        max_length=10, choices=RefugeAnswer.choices, default=RefugeAnswer.WAITING
    )
    # What this refuge told the asker, to look it up.
    answer_words = SealedTextField(max_length=500, null=True, blank=True, key_from="cell")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    # The record made in the refuge once they came.
    person = TenantForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            stamp_constraint(
                at="answered_at", by="answered_by", name="housing_received_answered_stamp"
            ),
            models.CheckConstraint(
                name="housing_received_answer_is_whole",
                condition=models.Q(answer="waiting", answered_at__isnull=True)
                | (~models.Q(answer="waiting") & models.Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "request_id"],
                name="housing_received_refuge_request_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()

    @property
    def told(self) -> RefugeProfile:
        """Return the profile without identity."""
        return RefugeProfile.from_text(self.profile)

    @property
    def is_open(self) -> bool:
        """Return whether an answer is still waited for, a yes after a no included."""
        return (
            self.answer != RefugeAnswer.ACCEPTED
            and self.withdrawn_at is None
            and not is_past(self.asked_at)
        )

    @property
    def is_expected(self) -> bool:
        """Return whether somebody accepted here has still to come."""
        return (
            self.answer == RefugeAnswer.ACCEPTED
            and self.withdrawn_at is None
            and self.person_id is None
        )


def is_past(asked_at: dt.datetime) -> bool:
    """Return whether the term for an answer is over."""
    return asked_at + REFUGE_TERM <= timezone.now()
