"""Forms of keeping a house in order: closures, seasons, inspections, defects, photos, rules."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.people.catalogue import LANGUAGES
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NameField, NoteField

from .enums import ClosureReason
from .enums_house import InspectionKind, InspectionResult, Severity

REASONS = [choice for choice in ClosureReason.choices if choice[0] != ClosureReason.OFF_SEASON]
# So many defects are written down with one inspection.
DEFECT_ROWS = 3


class ClosureForm(forms.Form):
    """Places to close: whole units, or places. ``id`` is the closure's own."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    units = forms.MultipleChoiceField(label=_("Whole units"), widget=ChipCheckboxes, required=False)
    places = forms.MultipleChoiceField(
        label=_("Single places"), widget=ChipCheckboxes, required=False
    )
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS, widget=ChipRadioSelect)
    from_on = DateField(label=_("From the night of"))
    until_on = DateField(
        label=_("Can be used again from the night of"),
        help_text=_("Leave it empty if you do not know yet."),
        required=False,
    )
    note = NoteField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, places: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.all_places = list(places)
        units = {place.unit_id: place.unit for place in self.all_places}
        self.fields["units"].choices = [  # type: ignore[attr-defined]
            (str(key), unit.name) for key, unit in units.items()
        ]
        self.fields["places"].choices = [  # type: ignore[attr-defined]
            (str(place.pk), f"{place.unit.name} · {place.label}") for place in self.all_places
        ]

    def clean(self) -> None:
        """Ask for a place, and refuse an end before the beginning."""
        found = self.cleaned_data
        if not (self.errors or found.get("units") or found.get("places")):
            self.add_error("places", _("Choose what is closed."))
        first, end = found.get("from_on"), found.get("until_on")
        if first and end and end <= first:
            self.add_error("until_on", _("This night comes after the first one."))

    @property
    def chosen(self) -> list[Any]:
        """Return the chosen places, those of chosen units too."""
        units, places = set(self.cleaned_data["units"]), set(self.cleaned_data["places"])
        return [
            place
            for place in self.all_places
            if str(place.unit_id) in units or str(place.pk) in places
        ]


class ClosureEndForm(forms.Form):
    """When closed places can be used again."""

    until_on = DateField(
        label=_("Can be used again from the night of"),
        help_text=_("Tonight at the earliest. Leave it empty if you do not know yet."),
        required=False,
    )


class SeasonForm(forms.Form):
    """A season; one left empty is none."""

    name = NameField(label=_("Name"), max_length=60, required=False)
    opens_on = DateField(label=_("Opens on the night of"), required=False)
    closes_on = DateField(
        label=_("Closes on the morning of"),
        help_text=_("The night of this day is closed."),
        required=False,
    )

    def clean(self) -> None:
        """Ask for both days or none, in order."""
        found = self.cleaned_data
        days = [found.get("opens_on"), found.get("closes_on")]
        if self.errors or (not any(days) and not found.get("name")):
            return
        for field, value in zip(("opens_on", "closes_on"), days, strict=True):
            if value is None:
                self.add_error(field, _("A season opens and closes."))
        if all(days) and days[1] <= days[0]:  # type: ignore[operator]
            self.add_error("closes_on", _("A season closes after it opens."))


SeasonFormSet = forms.formset_factory(SeasonForm, extra=2, max_num=20, absolute_max=20)


class InspectionForm(forms.Form):
    """An inspection that is due. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    kind = forms.ChoiceField(
        label=_("What is inspected"), choices=InspectionKind.choices, widget=ChipRadioSelect
    )
    due_on = DateField(label=_("Due on"))


class InspectionDoneForm(forms.Form):
    """The result of an inspection, and when the next one is due."""

    done_on = DateField(label=_("Done on"), initial=timezone.localdate)
    result = forms.ChoiceField(
        label=_("Result"), choices=InspectionResult.choices, widget=ChipRadioSelect
    )
    note = NoteField(label=_("Note"), max_length=1000, required=False)
    next_due_on = DateField(
        label=_("Next one due on"), help_text=_("It is planned at once."), required=False
    )

    def clean_done_on(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> None:
        """Refuse a next one before this one."""
        done, following = self.cleaned_data.get("done_on"), self.cleaned_data.get("next_due_on")
        if done and following and following <= done:
            self.add_error("next_due_on", _("The next one comes after this one."))


class FoundForm(forms.Form):
    """A defect that an inspection found; one left empty is none."""

    what = NameField(label=_("What is broken"), max_length=500, required=False)
    unit = forms.ChoiceField(label=_("Where"), required=False)
    severity = forms.ChoiceField(
        label=_("How it presses"), choices=[("", "—"), *Severity.choices], required=False
    )
    due_on = DateField(label=_("To be mended by"), required=False)

    def __init__(self, *args: Any, units: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = _unit_choices(self.units)  # type: ignore[attr-defined]

    def clean_unit(self) -> Any:
        """Return the unit itself, None for the whole house."""
        return self.units.get(self.cleaned_data["unit"])

    def clean(self) -> None:
        """Ask for all that belongs to a defect, where there is one."""
        found = self.cleaned_data
        if self.errors or not any(found.get(name) for name in ("what", "severity", "due_on")):
            return
        for name in ("what", "severity", "due_on"):
            if not found.get(name):
                self.add_error(name, _("Say this, too, or leave the whole line empty."))


FoundFormSet = forms.formset_factory(FoundForm, extra=DEFECT_ROWS, max_num=20, absolute_max=20)


class DefectForm(forms.Form):
    """Something broken. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    what = NoteField(label=_("What is broken"), max_length=500, rows=2)
    unit = forms.ChoiceField(label=_("Where"), required=False)
    severity = forms.ChoiceField(
        label=_("How it presses"), choices=Severity.choices, widget=ChipRadioSelect
    )
    due_on = DateField(label=_("To be mended by"))

    def __init__(self, *args: Any, units: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = _unit_choices(self.units)  # type: ignore[attr-defined]

    def clean_unit(self) -> Any:
        """Return the unit itself, None for the whole house."""
        return self.units.get(self.cleaned_data["unit"])


def _unit_choices(units: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("", _("The whole house")), *((key, unit.name) for key, unit in units.items())]


class HousePhotoForm(forms.Form):
    """A photo of a house. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    image = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, with no person on it. Only the picture is kept."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = NameField(
        label=_("What it shows"), help_text=_("Read out to who cannot see it."), max_length=120
    )


class RulesForm(forms.Form):
    """House rules in one language: the same in other words, or new rules."""

    text = NoteField(label=_("Rules"), max_length=8000, rows=16)
    is_translation = forms.ChoiceField(
        label=_("What this text is"),
        choices=[
            ("yes", _("A translation of the newest version")),
            ("no", _("New rules: everyone signs again")),
        ],
        widget=ChipRadioSelect,
    )

    def __init__(self, *args: Any, may_translate: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_translate:
            del self.fields["is_translation"]

    @property
    def means_the_same(self) -> bool:
        """Return whether the text is a translation."""
        return self.cleaned_data.get("is_translation") == "yes"


class LanguageForm(forms.Form):
    """A language in which there are no rules yet, by the name its speakers give it."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, but: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        left = [code for code in LANGUAGES if code not in set(but)]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, LANGUAGES[code].own_name) for code in left
        ]


class PeriodForm(forms.Form):
    """Days whose nights are counted: the last one included."""

    first = DateField(label=_("From the night of"))
    last = DateField(label=_("To the night of"))

    def clean(self) -> None:
        """Refuse an end before the beginning, and more than five years."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last night comes after the first."))
        elif first and last and (last - first).days > 5 * 366:
            self.add_error("last", _("Five years at most."))


def new_closure(chosen: Iterable[str] = ()) -> dict[str, Any]:
    """Return the initial values of a closure nobody has made yet."""
    return {"id": uuid7(), "from_on": tonight(), "places": list(chosen)}
