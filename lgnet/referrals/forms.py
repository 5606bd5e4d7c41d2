"""Forms of referrals: what is needed, what is told, how it is answered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.directory.models import Service
from lgnet.kernel.ids import uuid7
from lgnet.network.models import Neighbourhood
from lgnet.people.catalogue import language_choices
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, NoteField

from .actions.answering import LONGEST_WORDS
from .actions.sending import LONGEST_NOTE
from .enums import Decline, FactKind, SharedField, Urgency
from .models import ReferralPolicy


class NeedForm(forms.Form):
    """First step: what help is looked for, near what, in which language."""

    service = forms.ChoiceField(label=_("What is needed"), choices=())
    near = forms.ChoiceField(label=_("Near"), choices=(), required=False)
    language = forms.ChoiceField(
        label=_("Where they speak"),
        choices=lambda: [("", _("Any language")), *language_choices()],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        services: Iterable[Service],
        neighbourhoods: Iterable[Neighbourhood],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in services:
            groups.setdefault(str(one.get_group_display()), []).append((one.code, str(one)))
        self.fields["service"].choices = [("", _("Choose")), *groups.items()]  # type: ignore[attr-defined]
        self.fields["near"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole city")),
            *((str(one.pk), one.name) for one in neighbourhoods),
        ]


class TellForm(forms.Form):
    """Third step: what is told, field by field."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    fields_told = forms.MultipleChoiceField(
        label=_("What is told"), choices=SharedField.choices, required=False
    )
    urgency = forms.MultipleChoiceField(
        label=_("Why it is urgent"),
        help_text=_("Named reasons; nothing is added up."),
        choices=Urgency.choices,
        widget=ChipCheckboxes,
        required=False,
    )
    note = NoteField(label=_("About the need"), max_length=LONGEST_NOTE, required=False)
    email = forms.EmailField(
        label=_("E-mail to which the link goes"),
        help_text=_("They have no account: they answer on a page that this link opens."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, is_by_link: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_by_link:
            del self.fields["email"]

    def clean_id(self) -> Any:
        """Return the identifier; raises ValidationError for a form that is not whole."""
        if self.cleaned_data["id"] is None:
            raise ValidationError(_("This form is not whole. Open it again."))
        return self.cleaned_data["id"]


def new_id() -> dict[str, Any]:
    """Return first values with the identifier of what will be sent."""
    return {"id": uuid7()}


class DeclineForm(forms.Form):
    """Declining, with its reason."""

    reason = forms.ChoiceField(label=_("Why not"), choices=Decline.choices, widget=ChipRadioSelect)


class AnswerForm(forms.Form):
    """An answer: its kind stands on the button."""

    kind = forms.ChoiceField(choices=FactKind.choices)
    reason = forms.ChoiceField(
        label=_("Why not"), choices=Decline.choices, widget=ChipRadioSelect, required=False
    )
    words = NoteField(
        label=_("Words to who sent"),
        help_text=_("When and where to come, whom to ask for. No names of others."),
        rows=2,
        max_length=LONGEST_WORDS,
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        """Return what the actions are told."""
        typed = self.cleaned_data
        return {"kind": FactKind(typed["kind"]), "reason": typed["reason"], "words": typed["words"]}


class LinkForm(forms.Form):
    """To which address a link goes anew."""

    email = forms.EmailField(label=_("E-mail to which the link goes"), max_length=120)


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """How long the city waits for an answer."""

    class Meta:
        model = ReferralPolicy
        fields = ("answer_hours",)
        help_texts = {
            "answer_hours": _("Then the person is released. What was sent keeps its term."),
        }
