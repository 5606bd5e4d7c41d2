"""The protected file of a person: what was told of trafficking and violence, and who reads it.

Only who stands on a file's list can see that it exists: PostgreSQL's row-level security asks the
list, whatever SQL is sent (docs/adr/0015). Who reads it is audited in a compartment of the file's
own, which no page but the file's opens.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_restricted import Harm
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import DataKeyField, SealedDateField, SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager

CHANGES = pgtrigger.Update | pgtrigger.Delete
LONGEST_TEXT, LONGEST_LINE = 20_000, 200


class RestrictedFile(RecordedModel):
    """A file about a person, under a data key of its own that goes with the person's erasure.

    A person may have more than one: who is on no list begins another, and learns nothing.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.SENSITIVE,
        "data_key": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    data_key = DataKeyField(editable=False)

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "person"], name="cases_restricted_by_person"
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_restricted_has_author", condition=Q(recorded_by__isnull=False)
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
            # Its key is destroyed with the person's; nothing else changes.
            pgtrigger.ReadOnly(name="read_only", exclude=["data_key"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RestrictedEntry(RecordedModel):
    """What was told, as it was told. Never changed: what was wrong is said anew.

    No field is asked for; some words or a kind make an entry. A kind that is null was not said.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "file": Label.OPERATIONAL,
        "harm": Label.SENSITIVE,
        "text": Label.SENSITIVE,
        "told_day": Label.SENSITIVE,
        "teller": Label.IDENTIFYING,
        "corrects": Label.OPERATIONAL,
    }

    file = TenantForeignKey("cases.RestrictedFile", models.PROTECT, related_name="entries")
    harm = SealedTextField(
        _("what it is about"), choices=Harm.choices, null=True, blank=True, key_from="file"
    )
    text = SealedTextField(
        _("what was told"), max_length=LONGEST_TEXT, null=True, blank=True, key_from="file"
    )
    told_day = SealedDateField(_("when it was told"), null=True, blank=True, key_from="file")
    teller = SealedTextField(
        _("by whom"), max_length=LONGEST_LINE, null=True, blank=True, key_from="file"
    )
    corrects = TenantForeignKey(
        "cases.RestrictedEntry", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "file", "-recorded_at", "-id"],
                name="cases_restricted_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_restricted_says_something",
                condition=Q(text__isnull=False) | Q(harm__isnull=False),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=CHANGES)]

    def __str__(self) -> str:
        return str(self.pk)


class RestrictedReader(RecordedModel):
    """Who reads a file, who let them in and why. Who holds it lets in and ends; one always does.

    The database lets nobody in by themselves: but for the row with which a file is opened, somebody
    else writes it, who holds the file.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "file": Label.OPERATIONAL,
        "user": Label.OPERATIONAL,
        "is_opening": Label.OPERATIONAL,
        "is_holder": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "reason": Label.SENSITIVE,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    file = TenantForeignKey("cases.RestrictedFile", models.PROTECT, related_name="readers")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    is_opening = models.BooleanField(default=False, editable=False)
    is_holder = models.BooleanField(_("may let others in, and end it"), default=False)
    # The first day on which they no longer read.
    until_on = models.DateField(_("until"), null=True, blank=True)
    reason = SealedTextField(
        _("why"), max_length=LONGEST_LINE, null=True, blank=True, key_from="file"
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        indexes = [
            # The policies ask by user, at every statement.
            models.Index(
                fields=["city", "compartment_id", "user"],
                name="cases_restricted_my_files",
                condition=Q(ended_at__isnull=True),
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="ended_at", by="ended_by", name="cases_restricted_ended"),
            models.CheckConstraint(
                name="cases_restricted_let_in_by_another",
                condition=Q(recorded_by__isnull=False)
                & (
                    Q(
                        is_opening=True,
                        is_holder=True,
                        until_on__isnull=True,
                        user=F("recorded_by"),
                    )
                    | (Q(is_opening=False, reason__isnull=False) & ~Q(user=F("recorded_by")))
                ),
            ),
            models.CheckConstraint(
                name="cases_restricted_holder_without_end",
                condition=Q(is_holder=False) | Q(until_on__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "file"],
                condition=Q(is_opening=True),
                name="cases_restricted_opened_once",
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "file", "user"],
                condition=Q(ended_at__isnull=True),
                name="cases_restricted_reads_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="read_only", exclude=["ended_at", "ended_by"]),
            pgtrigger.Protect(
                name="ended_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
