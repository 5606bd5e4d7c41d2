"""The form of a paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.ids import uuid7
from lgnet.people.models import Person
from lgnet.ui.forms import ChipRadioSelect, NameField

from ..enums import DocumentKind


class DocumentForm(forms.Form):
    """A paper to be kept. ``id`` is the new row's own, so that sending twice keeps one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    file = forms.FileField(
        label=_("Photo or PDF"),
        help_text=_("JPEG, PNG, WebP or PDF, 10 MB at most. Where a photo was taken is not kept."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=DocumentKind.choices, widget=ChipRadioSelect
    )
    title = NameField(
        label=_("Title"),
        help_text=_("A few words to find it by: “Permit, front”."),
        max_length=120,
    )
    person = forms.ChoiceField(label=_("Whose paper it is"))

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields["person"]
        field.choices = [(key, person.known_as) for key, person in self.people.items()]
        if len(people) == 1:
            field.initial = str(people[0].pk)
            field.widget = forms.HiddenInput()

    def clean_person(self) -> Person:
        """Return the person: one of the choices, hence one that may be seen."""
        return self.people[self.cleaned_data["person"]]

    def clean_id(self) -> UUID:
        """Return the identifier sent."""
        return UUID(str(self.cleaned_data["id"]))
