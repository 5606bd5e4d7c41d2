"""Services by our codes, after the ISTAT-fio.PSD classification of services to homeless people."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lgnet.directory.labels import LABELS
from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label


class Service(BaseModel):
    """A kind of service, with our stable code."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "group": Label.PUBLIC,
        "code": Label.PUBLIC,
        "label_it": Label.PUBLIC,
        "label_en": Label.PUBLIC,
    }

    class Group(models.TextChoices):
        PRIMARY = "primary", _("Basic needs")
        NIGHT = "night", _("Sleeping")
        DAY = "day", _("Daytime")
        DESK = "desk", _("Desk")
        CARE = "care", _("Support")

    group = models.CharField(max_length=10, choices=Group.choices)
    code = models.SlugField(max_length=40, unique=True)
    label_it = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)

    class Meta:
        ordering = ["group", "code"]

    def __str__(self) -> str:
        known = LABELS.get(self.code)
        if known is not None:
            return str(known)
        return self.label_it if get_language() == "it" else self.label_en
