"""The case: a person taken in charge."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums import CaseState, Outcome
from lgnet.cases.rules import RUNNING as RUNNING_STATES
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.models import AboutPersonManager

from .parties import ONE_CASE_A_PERSON

RUNNING = [state.value for state in RUNNING_STATES]


@track()
class Case(TenantModel):
    """Someone answers for a person's way. One case a person and city that is not closed.

    The database holds it so, for open, paused and running ones alike.
    """

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "state": Label.OPERATIONAL,
        "responsible": Label.OPERATIONAL,
        "opened_at": Label.OPERATIONAL,
        "opened_by": Label.OPERATIONAL,
        "closed_at": Label.OPERATIONAL,
        "closed_by": Label.OPERATIONAL,
        "outcome": Label.SENSITIVE,
        "closing_note": Label.SENSITIVE,
    }

    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    responsible = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome.choices, null=True, blank=True
    )
    closing_note = SealedTextField(
        _("note"), max_length=4000, null=True, blank=True, key_from="cell"
    )

    objects = AboutPersonManager()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "state", "-opened_at", "-id"],
                name="cases_by_state",
            ),
            models.Index(
                fields=["city", "compartment_id", "-closed_at", "-id"],
                name="cases_by_closing",
                condition=models.Q(state="closed"),
            ),
            models.Index(
                fields=["city", "compartment_id", "-opened_at", "-id"],
                name="cases_running",
                condition=models.Q(state__in=RUNNING),
            ),
        ]
        constraints = [
            stamp_constraint(at="opened_at", by="opened_by", name="cases_opened_stamp"),
            stamp_constraint(at="closed_at", by="closed_by", name="cases_closed_stamp"),
            models.CheckConstraint(
                name="cases_closing_is_whole",
                condition=models.Q(state__in=RUNNING, closed_at__isnull=True, outcome__isnull=True)
                | models.Q(state="closed", closed_at__isnull=False, outcome__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_close_after_opening",
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("opened_at")),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person"],
                condition=models.Q(state__in=RUNNING),
                name="cases_one_open_a_person",
            ),
        ]
        triggers = [ONE_CASE_A_PERSON]

    def __str__(self) -> str:
        return self.get_state_display()
