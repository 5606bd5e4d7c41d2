"""What became of a need: facts, one after the other; the newest is the answer that counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums import AnswerKind, NotNow
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

from .arrival import OrderedByArrival, given_by_server, numbered_once


@track()
class NeedAnswer(OrderedByArrival, RecordedModel):
    """An answer to a need. It is never changed: a later one takes its place.

    ``service`` for what was given or where it is to be had, ``offer`` and ``sent_to`` for whom the
    person was sent to, ``request`` for the place that was asked for, ``reason`` for why not now.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "need": Label.OPERATIONAL,
        "kind": Label.SENSITIVE,
        "service": Label.SENSITIVE,
        "offer": Label.SENSITIVE,
        "sent_to": Label.SENSITIVE,
        "request": Label.OPERATIONAL,
        "reason": Label.SENSITIVE,
        "note": Label.SENSITIVE,
        "sequence": Label.OPERATIONAL,
    }

    need = TenantForeignKey("encounters.Need", models.CASCADE, related_name="answers")
    kind = models.CharField(_("answer"), max_length=8, choices=AnswerKind.choices)
    service = models.ForeignKey(
        "directory.Service", models.PROTECT, null=True, blank=True, related_name="+"
    )
    offer = TenantForeignKey(
        "directory.Offer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_to = models.CharField(_("sent to"), max_length=120, blank=True)
    request = TenantForeignKey(
        "housing.PlacementRequest", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why not"), max_length=16, choices=NotNow.choices, blank=True)
    note = SealedTextField(_("note"), max_length=1000, null=True, blank=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        ordering = ["sequence"]
        triggers = [given_by_server()]
        constraints = [
            numbered_once(name="encounters_answers_in_order"),
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_answer_says_why_not",
                condition=(models.Q(kind=AnswerKind.NOT_NOW) & ~models.Q(reason=""))
                | (~models.Q(kind=AnswerKind.NOT_NOW) & models.Q(reason="")),
            ),
            models.CheckConstraint(
                name="encounters_answer_has_what_it_says",
                condition=models.Q(kind=AnswerKind.NOT_NOW)
                | models.Q(kind=AnswerKind.SERVICE, service__isnull=False)
                | models.Q(kind=AnswerKind.PLACE, request__isnull=False)
                | (
                    models.Q(kind=AnswerKind.REFERRAL)
                    & (models.Q(offer__isnull=False) | ~models.Q(sent_to=""))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
