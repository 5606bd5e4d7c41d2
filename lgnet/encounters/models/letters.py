"""Letters: the head of the paper, the templates of a city, and what was written for somebody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.rules_letters import LONGEST_TEXT
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager


@track()
class Letterhead(RecordedModel):
    """What stands at the head of the city's paper; the newest holds, older letters keep theirs."""

    PRIVACY = RECORDED_PRIVACY | {
        "name": Label.PUBLIC,
        "lines": Label.PUBLIC,
        "logo": Label.PUBLIC,
    }

    name = models.CharField(_("name of the city or the organisation"), max_length=120)
    # Address, telephone, e-mail: one a line.
    lines = models.CharField(_("address and contacts"), max_length=400, blank=True)
    # JPEG, made anew from its pixels, at most 640 a side.
    logo = models.BinaryField(null=True, blank=True)

    class Meta(RecordedModel.Meta):
        constraints = [*RecordedModel.Meta.constraints]

    def __str__(self) -> str:
        return self.name


@track()
class LetterTemplate(RecordedModel):
    """A city's own template: text with fields in braces. ``code``: the default it stands for."""

    PRIVACY = RECORDED_PRIVACY | {
        "code": Label.OPERATIONAL,
        "name": Label.OPERATIONAL,
        "text": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "code"],
                condition=~Q(code=""),
                name="encounters_template_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Letter(RecordedModel):
    """A letter written for a person. It is never changed: a new one takes its place."""

    PRIVACY = RECORDED_PRIVACY | {
        "person": Label.OPERATIONAL,
        "title": Label.SENSITIVE,
        "text": Label.IDENTIFYING,
        "head": Label.OPERATIONAL,
        "replaces": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    title = SealedTextField(_("title"), max_length=120, key_from="cell")
    text = SealedTextField(_("text"), max_length=LONGEST_TEXT, key_from="cell")
    # The paper it was written on; None: the city had set no head.
    head = TenantForeignKey(
        "encounters.Letterhead", models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaces = TenantForeignKey(
        "encounters.Letter", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AboutPersonManager(author="recorded_by")

    class Meta(RecordedModel.Meta):
        ordering = ["-recorded_at", "-id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "replaces"],
                name="encounters_letter_replaced_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "person", "-recorded_at"],
                name="encounters_letters_of_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
