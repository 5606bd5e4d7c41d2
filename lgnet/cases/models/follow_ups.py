"""What was found when somebody asked again, three, six and twelve months after a closing."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_outcomes import Contact, LivesNow, Mark, WantsHelp, WorksNow
from lgnet.housing.enums import Destination
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager

# Asked of a person who was reached, and of nobody else.
_ASKED = ("lives", "works", "wants_help")


class CaseFollowUp(RecordedModel):
    """One asking after a closing: one a closing and mark, never changed afterwards."""

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "closed_at": Label.OPERATIONAL,
        "mark": Label.OPERATIONAL,
        "contact": Label.OPERATIONAL,
        "lives": Label.SENSITIVE,
        "destination": Label.SENSITIVE,
        "works": Label.SENSITIVE,
        "wants_help": Label.SENSITIVE,
        "note": Label.SENSITIVE,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="follow_ups")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(editable=False)
    mark = models.PositiveSmallIntegerField(_("when"), choices=Mark.choices)
    contact = models.CharField(_("what was found"), max_length=10, choices=Contact.choices)
    # Null: not asked.
    lives = models.CharField(max_length=8, choices=LivesNow.choices, null=True, blank=True)
    destination = models.PositiveSmallIntegerField(
        _("where the person lives now"), choices=Destination.choices, null=True, blank=True
    )
    works = models.CharField(
        _("work"), max_length=9, choices=WorksNow.choices, null=True, blank=True
    )
    wants_help = models.CharField(
        _("would like help again"),
        max_length=8,
        choices=WantsHelp.choices,
        null=True,
        blank=True,
    )
    note = SealedTextField(_("note"), max_length=2000, null=True, blank=True, key_from="person")

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "person"],
                name="cases_no_further_contact",
                condition=models.Q(contact="no_contact"),
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "case", "closed_at", "mark"],
                name="cases_follow_up_once",
            ),
            models.CheckConstraint(
                name="cases_follow_up_known",
                condition=models.Q(mark__in=Mark.values, contact__in=Contact.values),
            ),
            models.CheckConstraint(
                name="cases_follow_up_asked",
                condition=models.Q(contact="reached")
                | models.Q(**{f"{name}__isnull": True for name in (*_ASKED, "destination")}),
            ),
            models.CheckConstraint(
                name="cases_follow_up_lives",
                # A check that is null holds, so nulls are named.
                condition=models.Q(
                    lives__isnull=False,
                    lives="told",
                    destination__isnull=False,
                    destination__in=Destination.values,
                )
                | models.Q(
                    lives__isnull=False, lives__in=["unknown", "declined"], destination__isnull=True
                )
                | models.Q(lives__isnull=True, destination__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_mark_display()}: {self.get_contact_display()}"
