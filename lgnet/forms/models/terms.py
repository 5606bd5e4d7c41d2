"""The national dictionary: what answers of all cities have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.forms.enums import FieldType
from lgnet.forms.rules_problems import Term
from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.network.models.guards import NATIONAL_ONLY


class NationalTerm(BaseModel):
    """One thing the nation wants to know, with its codes; cities map their questions to it.

    Read in every city, written by the national direction alone; the database holds to that.
    """

    PRIVACY = {
        "id": Label.PUBLIC,
        "code": Label.PUBLIC,
        "label": Label.PUBLIC,
        "meaning": Label.PUBLIC,
        "type": Label.PUBLIC,
        "values": Label.PUBLIC,
        "is_current": Label.PUBLIC,
    }

    code = models.CharField(_("code"), max_length=40, unique=True)
    # language -> words
    label = models.JSONField(_("name"))
    meaning = models.TextField(_("meaning"), blank=True, max_length=1000)
    type = models.CharField(_("kind of answer"), max_length=20, choices=FieldType.choices)
    # Of a choice: code and words of each value, in order.
    values = models.JSONField(_("codes"), default=list, blank=True)
    is_current = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["code"]
        triggers = [NATIONAL_ONLY]
        constraints = [
            models.CheckConstraint(
                name="forms_term_is_a_question", condition=~models.Q(type=FieldType.NOTE)
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def term(self) -> Term:
        """Return the term as rules see it."""
        codes = frozenset(str(value["code"]) for value in self.values)
        return Term(self.code, self.type, codes)
