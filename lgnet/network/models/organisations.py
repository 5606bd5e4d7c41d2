"""Organisations: who does the work and who answers for a city."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label


class Organisation(BaseModel):
    """A body of the network; one without a city is national."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "name": Label.PUBLIC,
        "kind": Label.PUBLIC,
        "city": Label.PUBLIC,
        "is_joint": Label.PUBLIC,
    }

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        SOCIAL_SERVICES_COMPANY = (
            "social_services_company",
            _("Social-services company"),
        )
        NGO = "ngo", _("Non-profit organisation")
        NATIONAL_BODY = "national_body", _("National body")

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    city = models.ForeignKey(
        "network.City", models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Street, desk and shelters that share one record of a person, by agreement of the city. An
    # organisation outside sees whom it recorded itself and whom somebody shared with it.
    is_joint = models.BooleanField(_("works in the joint service of its city"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "name"],
                name="network_organisation_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="network_national_body_has_no_city",
                condition=models.Q(kind="national_body", city__isnull=True)
                | (~models.Q(kind="national_body") & models.Q(city__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
