"""Forms of families: who joins, parts, leaves, comes back; who answers for a minor."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NameField

from ..enums import GuardianKind, Relation
from ..rules import LONGEST_NAME

NEW = "new"
_NAME = "<bdi>{}</bdi>"


class WhoForm(forms.Form):
    """Somebody found, or somebody new called by what is typed.

    ``who`` is ``new`` or a person's identifier; the page draws its choices. ``q`` is what was
    searched: the name of somebody new, where no other was written.
    """

    id = forms.UUIDField(widget=forms.HiddenInput)
    who = forms.CharField(max_length=36, required=False)
    known_as = NameField(
        label=_("What do we call this person?"),
        help_text=_("A nickname is enough."),
        max_length=LONGEST_NAME,
        required=False,
    )
    q = NameField(max_length=LONGEST_NAME, required=False)

    def clean_who(self) -> UUID | str:
        """Return ``new`` or a person's identifier."""
        who = self.cleaned_data["who"]
        if who == NEW:
            return who
        try:
            return UUID(who)
        except ValueError:
            raise ValidationError(_("Choose a person, or write who it is.")) from None

    def clean(self) -> dict[str, Any]:
        """Call somebody new by what was searched, where nothing else was written."""
        typed = super().clean() or self.cleaned_data
        if typed.get("who") == NEW:
            typed["known_as"] = typed.get("known_as") or typed.get("q", "")
            if not typed["known_as"] and "known_as" not in self.errors:
                self.add_error("known_as", _("Write what you call this person."))
        return typed


class FamilyMemberForm(WhoForm):
    """Who belongs to somebody's family, as what, since when."""

    household = forms.UUIDField(widget=forms.HiddenInput)
    new_person = forms.UUIDField(widget=forms.HiddenInput)
    relation = forms.ChoiceField(
        label=_("What is this person to them?"), choices=Relation.choices, widget=ChipRadioSelect
    )
    day = DateField(label=_("Together since"))
    is_head = forms.BooleanField(
        label=_("Speaks for the family"),
        help_text=_("One at most; it can stay open."),
        required=False,
    )
    has_moved = forms.BooleanField(
        label=_("They have moved: they leave the other family on that day"), required=False
    )

    def __init__(self, *args: Any, name: str, **options: Any) -> None:
        super().__init__(*args, **options)
        question = gettext("What is this person to {name}?")
        self.fields["relation"].label = format_html(question, name=format_html(_NAME, name))


class MemberForm(forms.Form):
    """A member's place in the family."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=64)
    relation = forms.ChoiceField(
        label=_("Place in the family"),
        help_text=_(
            "Seen from the children: mother and father are parents, their parents grandparents."
        ),
        choices=Relation.choices,
        widget=ChipRadioSelect,
    )
    day = DateField(label=_("Together since"))
    is_head = forms.BooleanField(label=_("Speaks for the family"), required=False)


class DayForm(forms.Form):
    """The day on which something ended."""

    day = DateField(label=_("First day they were no longer together"))

    def __init__(self, *args: Any, label: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if label is not None:
            self.fields["day"].label = label


class PeopleForm(forms.Form):
    """Which people of a family, from which day on."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    people = forms.MultipleChoiceField(
        choices=(),
        widget=ChipCheckboxes,
        error_messages={
            "required": _("Choose who it is about."),
            "invalid_choice": _("This family has changed meanwhile. Look who is here now."),
        },
    )
    day = DateField(label=_("Since when"))

    def __init__(
        self, *args: Any, people: list[tuple[str, Any]], label: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offer(people)
        self.fields["people"].label = label

    def offer(self, people: list[tuple[str, Any]]) -> None:
        """Let the page offer these people."""
        self.fields["people"].choices = people  # type: ignore[attr-defined]

    def clean_people(self) -> list[UUID]:
        """Return the identifiers chosen."""
        return [UUID(key) for key in self.cleaned_data["people"]]


class GuardianForm(WhoForm):
    """Who answers for a minor, on what ground, since when."""

    kind = forms.ChoiceField(
        label=_("On what ground?"), choices=GuardianKind.choices, widget=ChipRadioSelect
    )
    day = DateField(label=_("Since when"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["known_as"].label = _("What is their name?")
        self.fields["known_as"].help_text = _("With what is needed to find them again.")
