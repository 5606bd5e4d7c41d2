"""The form of what was achieved: the same fields at the closing and when it is said anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import Destination
from lgnet.ui.forms import ChipRadioSelect, NameField

from ..actions.outcomes import Said
from ..enums_outcomes import SAID, Achieved, Area
from ..models import CaseOutcome

VALUES = [(value.value, value.label) for value in SAID]
DESTINATIONS = [("", _("Not said"))] + [(str(one.value), one.label) for one in Destination]


class OutcomesForm(forms.Form):
    """An answer an area. What is left out is not said: nobody has to know everything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in Area:
            self.fields[area.value] = forms.ChoiceField(
                label=area.label, choices=VALUES, widget=ChipRadioSelect, required=False
            )
            if area == Area.HOUSING:
                self.fields["destination"] = forms.ChoiceField(
                    label=_("Where the person lives now"), choices=DESTINATIONS, required=False
                )
            self.fields[_note(area)] = NameField(
                label=_("Note: %(area)s") % {"area": area.label}, max_length=500, required=False
            )

    def areas(self) -> list[dict[str, Any]]:
        """Return the fields area by area, as the page shows them."""
        return [
            {
                "value": self[area.value],
                "destination": self["destination"] if area == Area.HOUSING else None,
                "note": self[_note(area)],
            }
            for area in Area
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for an answer where something is said beside it."""
        told: dict[str, Any] = super().clean() or {}
        for area in Area:
            has_more = told.get(_note(area)) or (
                area == Area.HOUSING and told.get("destination", "") != ""
            )
            if has_more and not told.get(area.value) and area.value not in self.errors:
                self.add_error(area.value, _("Say also what was achieved."))
        return told

    def said(self) -> list[Said]:
        """Return what was said, area by area."""
        told = self.cleaned_data
        found = []
        for area in Area:
            if told.get(area.value):
                place = told.get("destination", "") if area == Area.HOUSING else ""
                found.append(
                    Said(
                        area=area,
                        value=Achieved(told[area.value]),
                        destination=int(place) if place != "" else None,
                        note=told.get(_note(area), ""),
                    )
                )
        return found


class ChangeOutcomesForm(OutcomesForm):
    """What was achieved, said anew. ``seen`` is the newest fact the page showed."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)


def initial_of(now: dict[Area, CaseOutcome]) -> dict[str, Any]:
    """Return the fields of what stands already."""
    found: dict[str, Any] = {}
    for area, one in now.items():
        found[area.value] = one.value
        found[_note(area)] = one.note or ""
        if one.destination is not None:
            found["destination"] = str(one.destination)
    return found


def _note(area: Area) -> str:
    return f"{area.value}_note"
