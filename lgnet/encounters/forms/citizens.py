"""What a citizen tells on the public page, and what the street team decides of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.network.models import Neighbourhood
from lgnet.ui.forms import ChipRadioSelect, NameField, NoteField

from ..actions.contacts import MOST_PEOPLE
from ..enums_outreach import NotForUs
from ..models import Sighting
from .contacts import WhenField
from .desk import WithId
from .outreach import PlaceChoice

OURS, NOT_US, SAME = "ours", "not_us", "same"


class TellForm(WithId):
    """Somebody sleeps outdoors: where, since when, what is needed. Never who it is."""

    place = NameField(
        label=_("Where exactly"),
        help_text=_("A street and number, a square, what stands beside it."),
        max_length=200,
    )
    neighbourhood = PlaceChoice()
    told_at = WhenField(
        label=_("When did you see it?"), help_text=_("Leave empty for now."), required=False
    )
    people_count = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    words = NoteField(
        label=_("What seems to be needed"),
        help_text=_("A blanket, a doctor, somebody to talk to. Please write no names."),
        max_length=500,
        required=False,
    )
    call_back = NameField(
        label=_("How the team can ask you back"),
        help_text=_(
            "Only if you wish: a phone number or an e-mail. It is deleted when somebody has gone,"
            " after 14 days at most."
        ),
        max_length=80,
        required=False,
    )
    # People do not see it; what fills in every field of a page does.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, places: Iterable[Neighbourhood], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood"].offer(places)  # type: ignore[attr-defined]

    def is_by_machine(self) -> bool:
        """Return whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))

    def facts(self) -> dict[str, Any]:
        """Return what is told."""
        told = {name: self.cleaned_data[name] for name in self.fields if name != "website"}
        return told | {"people_count": told["people_count"] or 1}


class CheckForm(forms.Form):
    """What becomes of something that a citizen told."""

    to = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (OURS, _("We go and look")),
            (NOT_US, _("Not for us")),
            (SAME, _("The same as another")),
        ],
        widget=ChipRadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("If not for us: why"),
        choices=[("", _("Not said")), *NotForUs.choices],
        required=False,
    )
    other = forms.ChoiceField(label=_("If the same: as which"), required=False)

    def __init__(self, *args: Any, others: Sequence[Sighting], **options: Any) -> None:
        super().__init__(*args, **options)
        self.others = {str(one.pk): one for one in others}
        field: Any = self.fields["other"]
        field.choices = [("", _("None")), *((key, one.place) for key, one in self.others.items())]

    def clean(self) -> dict[str, Any]:
        """Return what was decided; raises ValidationError where its ground is left out."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("to") == NOT_US and not typed.get("reason"):
            self.add_error("reason", ValidationError(_("Say why: then we learn from it.")))
        if typed.get("to") == SAME and not typed.get("other"):
            self.add_error("other", ValidationError(_("Say which one.")))
        return typed
