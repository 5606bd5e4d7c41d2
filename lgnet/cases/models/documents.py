"""Papers kept with a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums import DocumentKind, PaperForm
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedBytesField, SealedTextField
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager


class CaseDocument(RecordedModel):
    """A paper of a person with a case, made anew from its pages or pixels.

    Sealed under the key of the person whose paper it is: who is erased takes it along. No
    history: what is destroyed is gone.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "kind": Label.SENSITIVE,
        "form": Label.OPERATIONAL,
        "title": Label.IDENTIFYING,
        "content": Label.IDENTIFYING,
        "thumbnail": Label.IDENTIFYING,
        "bytes_kept": Label.OPERATIONAL,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="documents")
    # Whose paper it is: the person of the case, or somebody of their household.
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(_("what it is"), max_length=8, choices=DocumentKind.choices)
    form = models.CharField(max_length=4, choices=PaperForm.choices)
    title = SealedTextField(_("title"), max_length=120, key_from="person")
    content = SealedBytesField(key_from="person")
    # Of pictures only.
    thumbnail = SealedBytesField(null=True, key_from="person")
    bytes_kept = models.PositiveIntegerField()

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "case", "-recorded_at", "-id"],
                name="cases_documents_newest",
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="cases_document_form",
                condition=models.Q(form="pdf", thumbnail__isnull=True)
                | models.Q(form="jpeg", thumbnail__isnull=False),
            ),
            # 10 MB are the most that are read; what is made of them is seldom larger.
            models.CheckConstraint(
                name="cases_document_bytes",
                condition=models.Q(bytes_kept__gt=0, bytes_kept__lte=20 * 1024 * 1024),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
