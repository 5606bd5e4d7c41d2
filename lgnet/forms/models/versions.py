"""Published versions of forms: on the shelf for every city to read, and never changed again."""

from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.forms.enums import Kind
from lgnet.forms.rules import Definition, composed, from_json, text_in
from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint

from .guards import OWN_CITY_ONLY, PUBLISHED_IS_FIXED


class FormVersion(BaseModel):
    """What is asked, as published on a day. Without a city it is national.

    Every city reads every version, to adopt it; only the own one publishes and retires it. It
    holds questions, never answers: those lie in the cell of whoever gave them, and name it.
    """

    PRIVACY = {
        "id": Label.PUBLIC,
        "city": Label.PUBLIC,
        "form_id": Label.PUBLIC,
        "code": Label.PUBLIC,
        "kind": Label.PUBLIC,
        "number": Label.PUBLIC,
        "title": Label.PUBLIC,
        "content": Label.PUBLIC,
        "base": Label.PUBLIC,
        "adopted_from": Label.PUBLIC,
        "published_at": Label.OPERATIONAL,
        "published_by": Label.OPERATIONAL,
        "retired_at": Label.OPERATIONAL,
        "retired_by": Label.OPERATIONAL,
    }

    city = models.ForeignKey(
        "network.City", models.PROTECT, null=True, related_name="+", editable=False
    )
    form_id = models.UUIDField(editable=False)
    code = models.CharField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.PositiveIntegerField(_("version"))
    title = models.JSONField(_("title"))
    content = models.JSONField()
    # The version of the national core that a city's own questions stand beside.
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    adopted_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    retired_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["code", "-number"]
        triggers = [OWN_CITY_ONLY, PUBLISHED_IS_FIXED]
        constraints = [
            models.UniqueConstraint(fields=["form_id", "number"], name="forms_version_number_once"),
            models.UniqueConstraint(
                fields=["city", "code", "number"],
                name="forms_version_code_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="forms_only_the_core_is_national",
                condition=models.Q(kind=Kind.CORE, city__isnull=True)
                | (~models.Q(kind=Kind.CORE) & models.Q(city__isnull=False)),
            ),
            models.CheckConstraint(
                name="forms_only_an_extension_has_a_base",
                condition=models.Q(kind=Kind.EXTENSION, base__isnull=False)
                | (~models.Q(kind=Kind.EXTENSION) & models.Q(base__isnull=True)),
            ),
            models.CheckConstraint(
                name="forms_versions_count_from_one", condition=models.Q(number__gte=1)
            ),
            stamp_constraint(at="published_at", by="published_by", name="forms_version_published"),
            stamp_constraint(at="retired_at", by="retired_by", name="forms_version_retired"),
        ]

    def __str__(self) -> str:
        return text_in(self.title, "it") or self.code

    @cached_property
    def own(self) -> Definition:
        """Return what this version adds by itself."""
        return from_json(self.content)

    @cached_property
    def definition(self) -> Definition:
        """Return all that is asked: the national core first, where it stands beside one."""
        return composed(self.base.definition if self.base else None, self.own)
