"""The form of asking again after a closing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import Destination
from lgnet.ui.forms import ChipRadioSelect, NoteField

from ..enums_outcomes import Contact, LivesNow, Mark, WantsHelp, WorksNow

# One list: where the person lives, or why that is not known.
PLACES = [
    ("", _("Not asked")),
    *((str(one.value), one.label) for one in Destination),
    (LivesNow.UNKNOWN.value, LivesNow.UNKNOWN.label),
    (LivesNow.DECLINED.value, LivesNow.DECLINED.label),
]


class FollowUpForm(forms.Form):
    """What was found. ``id`` is the new row's own, so that sending twice writes once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    mark = forms.TypedChoiceField(
        choices=Mark.choices, coerce=lambda text: Mark(int(text)), widget=forms.HiddenInput
    )
    contact = forms.ChoiceField(
        label=_("What you found"), choices=Contact.choices, widget=ChipRadioSelect
    )
    place = forms.ChoiceField(
        label=_("Where the person lives now"),
        help_text=_("This and what follows only if you spoke with the person."),
        choices=PLACES,
        required=False,
    )
    works = forms.ChoiceField(
        label=_("Work"), choices=WorksNow.choices, widget=ChipRadioSelect, required=False
    )
    wants_help = forms.ChoiceField(
        label=_("Would like help again"),
        choices=WantsHelp.choices,
        widget=ChipRadioSelect,
        required=False,
    )
    note = NoteField(label=_("Note"), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse answers of somebody who was not asked: they would vanish."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("contact") not in (None, Contact.REACHED):
            for name in ("place", "works", "wants_help"):
                if told.get(name):
                    self.add_error(name, _("Only who was spoken with can have said this."))
        return told

    def told(self) -> dict[str, Any]:
        """Return what ``record_follow_up`` takes."""
        told = self.cleaned_data
        place = told["place"]
        is_place = place.isdigit()
        return {
            "id": told["id"],
            "mark": told["mark"],
            "contact": Contact(told["contact"]),
            "lives": (LivesNow.TOLD if is_place else LivesNow(place)) if place else None,
            "destination": int(place) if is_place else None,
            "works": WorksNow(told["works"]) if told["works"] else None,
            "wants_help": WantsHelp(told["wants_help"]) if told["wants_help"] else None,
            "note": told["note"],
        }
