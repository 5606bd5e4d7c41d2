"""Forms of needs: what became of one, and the city's policy."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.directory.models import Offer, Service
from lgnet.ui.forms import ChipRadioSelect, NameField, NoteField

from ..actions.answers import LONGEST_ANSWER_NOTE, LONGEST_SENT_TO
from ..actions.policy import FIELDS
from ..enums import AnswerKind, NeedKind, NotNow, Setting
from ..models import ContactPolicy
from .desk import WithId


class AnswerForm(WithId):
    """What became of a need: given, sent to somebody, a place asked for, or not now and why."""

    kind = forms.ChoiceField(
        label=_("What became of it?"), choices=AnswerKind.choices, widget=ChipRadioSelect
    )
    service = forms.ChoiceField(label=_("What was given"), choices=(), required=False)
    offer = forms.ChoiceField(label=_("Sent to"), choices=(), required=False)
    sent_to = NameField(
        label=_("Somewhere else"),
        help_text=_("Where it is in no list: write where."),
        max_length=LONGEST_SENT_TO,
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Why not now"), choices=NotNow.choices, widget=ChipRadioSelect, required=False
    )
    note = NoteField(label=_("Note"), max_length=LONGEST_ANSWER_NOTE, required=False)

    def __init__(
        self, *args: Any, services: Iterable[Service], offers: Iterable[Offer], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.services = {one.code: one for one in services}
        self.offers = {str(one.pk): one for one in offers}
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((code, str(one)) for code, one in self.services.items()),
        ]
        self.fields["offer"].choices = [  # type: ignore[attr-defined]
            ("", _("In no list")),
            *((key, f"{one.site.name} · {one.service}") for key, one in self.offers.items()),
        ]

    def facts(self) -> dict[str, Any]:
        """Return what ``answer_need`` is told."""
        typed = self.cleaned_data
        return {
            "id": typed["id"],
            "kind": AnswerKind(typed["kind"]),
            "service": self.services.get(typed["service"]),
            "offer": self.offers.get(typed["offer"]),
            "sent_to": typed["sent_to"],
            "reason": typed["reason"],
            "note": typed["note"],
        }


class UnmetForm(forms.Form):
    """Which unmet needs to show."""

    setting = forms.ChoiceField(
        label=_("Where people were met"),
        choices=[("", _("Everywhere")), *Setting.choices],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Need"), choices=[("", _("All")), *NeedKind.choices], required=False
    )


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """How exact positions are kept, and how fast the city wants to answer."""

    class Meta:
        model = ContactPolicy
        fields = FIELDS
        help_texts = {
            "blur_metres": _(
                "The side of a square; its middle is stored. What is stored cannot be made exact"
                " again. Holds from now on."
            ),
            "is_reporting_open": _(
                "Anybody can then tell, without an account, where somebody sleeps out. The street"
                " team checks what comes in."
            ),
            "street_phone": _("It stands on the public page, beside 112."),
        }
