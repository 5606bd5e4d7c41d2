"""Forms as they are being written. What people answer to is a published version of them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.forms.enums import CITY_KINDS, Kind
from lgnet.forms.rules import Definition, from_json, text_in
from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.network.models.guards import NATIONAL_ONLY
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel

WRITTEN_PRIVACY = {
    "code": Label.OPERATIONAL,
    "title": Label.OPERATIONAL,
    "content": Label.OPERATIONAL,
    "changed_at": Label.OPERATIONAL,
    "changed_by": Label.OPERATIONAL,
}


class WrittenForm(models.Model):
    """A form with its working copy. Its identifier is ``FormVersion.form_id`` of its versions."""

    code = models.CharField(_("code"), max_length=40)
    # language -> words
    title = models.JSONField(_("title"))
    # The working copy, as ``rules.to_json`` writes it; it may be wrong in every way.
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return text_in(self.title, "it") or self.code

    @property
    def definition(self) -> Definition:
        """Return the working copy."""
        return from_json(self.content)


class CityForm(RecordedModel, WrittenForm):
    """A form of a city: its own questions beside the core, an own form, a list of services."""

    PRIVACY = (
        RECORDED_PRIVACY
        | WRITTEN_PRIVACY
        | {
            "kind": Label.OPERATIONAL,
            "core_id": Label.OPERATIONAL,
            "adopted_from": Label.OPERATIONAL,
        }
    )

    kind = models.CharField(
        _("kind"), max_length=20, choices=[(kind.value, kind.label) for kind in CITY_KINDS]
    )
    # The national form it stands beside, by ``FormVersion.form_id``: which version counts is
    # decided when it is published.
    core_id = models.UUIDField(null=True, blank=True, editable=False)
    adopted_from = models.ForeignKey(
        "forms.FormVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        ordering = ["code", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="changed_at", by="changed_by", name="forms_city_form_changed"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "code"], name="forms_city_form_code_once"
            ),
            models.CheckConstraint(
                name="forms_only_an_extension_has_a_core",
                condition=models.Q(kind=Kind.EXTENSION, core_id__isnull=False)
                | (~models.Q(kind=Kind.EXTENSION) & models.Q(core_id__isnull=True)),
            ),
        ]


class CoreForm(BaseModel, WrittenForm):
    """A national form: the core that every city asks. Written by the national direction alone."""

    PRIVACY = WRITTEN_PRIVACY | {"id": Label.OPERATIONAL}

    kind = Kind.CORE
    get_kind_display = staticmethod(lambda: Kind.CORE.label)
    core_id = None
    adopted_from = None

    class Meta:
        ordering = ["code"]
        triggers = [NATIONAL_ONLY]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="forms_core_form_code_once"),
            stamp_constraint(at="changed_at", by="changed_by", name="forms_core_form_changed"),
        ]
