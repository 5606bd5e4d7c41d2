"""Lists of papers: what a city's offices ask for, and what somebody has brought of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums import PaperState
from lgnet.encounters.rules_papers import LONGEST_HELP, LONGEST_NOTE, LONGEST_TITLE
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager


@track()
class PaperList(RecordedModel):
    """The papers an office asks for one purpose, as a city keeps them."""

    PRIVACY = RECORDED_PRIVACY | {
        "title": Label.OPERATIONAL,
        "service": Label.OPERATIONAL,
        "position": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    service = models.ForeignKey(
        "directory.Service", models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["position", "title", "id"]

    def __str__(self) -> str:
        return self.title


@track()
class PaperListItem(RecordedModel):
    """One paper of a list, with a word of help; ``texts`` say the same in other languages.

    ``texts`` has, by ISO 639-3 code, ``title`` and ``hint``.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "paper_list": Label.OPERATIONAL,
        "title": Label.OPERATIONAL,
        "hint": Label.OPERATIONAL,
        "texts": Label.OPERATIONAL,
        "position": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    paper_list = TenantForeignKey("encounters.PaperList", models.PROTECT, related_name="items")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    hint = models.CharField(_("hint"), max_length=LONGEST_HELP, blank=True)
    texts = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


@track()
class PersonPapers(RecordedModel):
    """A list begun for a person, until somebody puts it away. No help ever depends on it."""

    PRIVACY = RECORDED_PRIVACY | {
        "person": Label.OPERATIONAL,
        "paper_list": Label.SENSITIVE,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    paper_list = TenantForeignKey("encounters.PaperList", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = AboutPersonManager(author="recorded_by")

    class Meta(RecordedModel.Meta):
        ordering = ["recorded_at", "id"]
        verbose_name_plural = "papers of people"
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_papers_ended"),
            # A list that is open is open once; it can be begun again when it was put away.
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person", "paper_list"],
                condition=models.Q(ended_at__isnull=True),
                name="encounters_papers_open_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@track()
class PaperMark(RecordedModel):
    """What somebody saw of one paper: a fact, never changed; the newest counts.

    ``note`` says in words where a copy is kept, or why the paper is not needed. No file.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "papers": Label.OPERATIONAL,
        "item": Label.OPERATIONAL,
        "state": Label.SENSITIVE,
        "note": Label.SENSITIVE,
    }

    papers = TenantForeignKey("encounters.PersonPapers", models.CASCADE, related_name="marks")
    item = TenantForeignKey("encounters.PaperListItem", models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=PaperState.choices)
    note = SealedTextField(_("note"), max_length=LONGEST_NOTE, null=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        ordering = ["recorded_at", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_paper_not_needed_says_why",
                condition=~models.Q(state=PaperState.NOT_NEEDED) | models.Q(note__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
