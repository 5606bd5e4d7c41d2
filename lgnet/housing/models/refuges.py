"""Asking a protected refuge for a place without learning anything of it.

The asker's row lies in the open cell and answers in words only. Each refuge of the city receives
a copy in its own compartment, by a function of the database (migration 0007); the asker never
learns which refuge answered, nor how many there are, nor whether there is one at all.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import PlaceNeed, RefugeAnswer, Urgency
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager


@track()
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


@track()
class ReceivedRefugeRequest(TenantModel):
    """The copy in a refuge's compartment: a profile without identity, until it is accepted."""

    PRIVACY = CELL_PRIVACY | {
        "profile": Label.SENSITIVE,
        "contact": Label.IDENTIFYING,
        "asked_at": Label.OPERATIONAL,
        "answer": Label.SENSITIVE,
        "answered_at": Label.OPERATIONAL,
        "answered_by": Label.OPERATIONAL,
        "withdrawn_at": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
    }

    # JSON: age band, sex, languages, how many come, urgency, needs.
    profile = SealedTextField(key_from="cell")
    contact = SealedTextField(max_length=200, key_from="cell")
    asked_at = models.DateTimeField()
    answer = models.CharField(
        max_length=10, choices=RefugeAnswer.choices, default=RefugeAnswer.WAITING
    )
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
        ]

    def __str__(self) -> str:
        return self.get_answer_display()
