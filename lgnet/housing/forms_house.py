"""Forms of the life in a house: departure, rules signed, visitors, incidents, belongings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.people.catalogue import language_choices, language_label
from lgnet.ui.answered import AnsweredField
from lgnet.ui.forms import (
    ChipCheckboxes,
    ChipRadioSelect,
    DateField,
    LocalMomentField,
    NameField,
    NoteField,
)

from .enums import EndReason
from .enums_house import Called, Destination, IncidentKind
from .models import Belonging, HouseRules


class EndStayForm(forms.Form):
    """When and why a stay ended, where the person lives now, and what they take along."""

    on = DateField(
        label=_("Left on the morning of"),
        help_text=_("The night of this day is free again."),
        # At 2 a.m. the night of the day before still runs: who leaves then frees that night.
        initial=tonight,
    )
    reason = forms.ChoiceField(
        label=_("Why it ended"), choices=EndReason.choices, widget=ChipRadioSelect
    )
    destination = AnsweredField(
        forms.TypedChoiceField(
            choices=[("", ""), *Destination.choices], coerce=int, empty_value=None
        ),
        label=_("Where they live now"),
        help_text=_("Ask. An answer that is not given stays open, and nothing depends on it."),
    )
    forwarding = NoteField(
        label=_("How to reach them"),
        help_text=_("A number or a contact they are happy with, for letters or a call later."),
        max_length=300,
        rows=2,
        required=False,
    )
    returned = forms.MultipleChoiceField(
        label=_("Given back now"),
        help_text=_("The house still keeps these things of theirs."),
        widget=ChipCheckboxes,
        required=False,
    )

    def __init__(self, *args: Any, kept: Iterable[Belonging] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(one.pk), one.what) for one in kept]
        if choices:
            self.fields["returned"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["returned"]


class SignForm(forms.Form):
    """That a guest signed the house rules: which paper, explained in which language, when."""

    rules = forms.ChoiceField(label=_("Which paper they signed"), widget=ChipRadioSelect)
    explained_in = forms.ChoiceField(
        label=_("Explained in"),
        help_text=_("The language somebody spoke while explaining, where it is another one."),
        required=False,
    )
    signed_on = DateField(label=_("Signed on"), initial=timezone.localdate)

    def __init__(self, *args: Any, papers: Iterable[HouseRules], **options: Any) -> None:
        super().__init__(*args, **options)
        self.papers = {str(paper.pk): paper for paper in papers}
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            (key, language_label(paper.language)) for key, paper in self.papers.items()
        ]
        self.fields["explained_in"].choices = [  # type: ignore[attr-defined]
            ("", _("As the paper")),
            *language_choices(),
        ]

    def clean_rules(self) -> HouseRules:
        """Return the chosen version of the rules itself."""
        return self.papers[self.cleaned_data["rules"]]

    def clean_signed_on(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class VisitorForm(forms.Form):
    """Somebody who comes to see a guest. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = NameField(label=_("Who comes"), max_length=120)


class BelongingForm(forms.Form):
    """Something the house keeps for a guest. ``id`` is the new row's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    what = NameField(label=_("What the house keeps"), max_length=200)


class IncidentForm(forms.Form):
    """Something that happened. ``id`` is the new row's own; ``stay`` a guest's, or nobody's."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    house = forms.UUIDField(widget=forms.HiddenInput)
    stay = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What happened"), choices=IncidentKind.choices, widget=ChipRadioSelect
    )
    happened_at = LocalMomentField(label=_("When"))
    called = forms.MultipleChoiceField(
        label=_("Who was called"), choices=Called.choices, widget=ChipCheckboxes, required=False
    )
    story = NoteField(
        label=_("In words"),
        help_text=_("What you saw, not what you think. It is kept sealed."),
        max_length=4000,
        rows=6,
        required=False,
    )

    def clean_happened_at(self) -> Any:
        """Refuse a moment to come."""
        moment = self.cleaned_data["happened_at"]
        if moment > timezone.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        return moment

    def clean_called(self) -> list[str]:
        """Refuse nobody together with somebody."""
        called: list[str] = self.cleaned_data["called"]
        if Called.NOBODY in called and len(called) > 1:
            raise forms.ValidationError(_("Either nobody was called, or somebody."))
        return called
