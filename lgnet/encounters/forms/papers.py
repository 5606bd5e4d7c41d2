"""Forms of papers: a list, one paper of it in several languages, where a paper is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.directory.models import Service
from lgnet.people.catalogue import language_label
from lgnet.ui.forms import ChipRadioSelect, NameField

from ..enums import PaperState
from ..models import PaperList
from ..rules_papers import LONGEST_HELP, LONGEST_NOTE, LONGEST_TITLE, TEXT_LANGUAGES
from .desk import WithId

MOST_POSITION = 99


class PaperListForm(WithId):
    """A list: what for, which service it belongs to, where it stands."""

    title = NameField(label=_("What the papers are for"), max_length=LONGEST_TITLE)
    service = forms.ChoiceField(
        label=_("Service of the directory"),
        help_text=_("Only where the list belongs to one."),
        choices=(),
        required=False,
    )
    position = forms.IntegerField(label=_("Order"), min_value=1, max_value=MOST_POSITION, initial=1)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, services: Iterable[Service], **options: Any) -> None:
        super().__init__(*args, **options)
        self.services = {one.code: one for one in services}
        named = [(code, str(one)) for code, one in self.services.items()]
        self.fields["service"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]

    @property
    def chosen_service(self) -> Service | None:
        """Return the service chosen, of a valid form."""
        return self.services.get(self.cleaned_data["service"])


class PaperItemForm(WithId):
    """One paper: its name and a word of help in Italian, and the same in other languages."""

    title = NameField(label=_("Paper"), max_length=LONGEST_TITLE)
    hint = NameField(label=_("A word of help"), max_length=LONGEST_HELP, required=False)
    position = forms.IntegerField(label=_("Order"), min_value=1, max_value=MOST_POSITION, initial=1)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code in TEXT_LANGUAGES:
            language = language_label(code)
            self.fields[f"title_{code}"] = NameField(
                label=_("Paper, in %(language)s") % {"language": language},
                max_length=LONGEST_TITLE,
                required=False,
            )
            self.fields[f"hint_{code}"] = NameField(
                label=_("A word of help, in %(language)s") % {"language": language},
                max_length=LONGEST_HELP,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse help in a language in which the paper has no name."""
        typed = super().clean() or {}
        for code in TEXT_LANGUAGES:
            if typed.get(f"hint_{code}") and not typed.get(f"title_{code}"):
                self.add_error(f"title_{code}", _("Write the name of the paper, too."))
        return typed

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """Return what was typed by language, of a valid form."""
        typed = self.cleaned_data
        return {
            code: {"title": typed[f"title_{code}"], "hint": typed[f"hint_{code}"]}
            for code in TEXT_LANGUAGES
        }

    def own_fields(self) -> list[Any]:
        """Return the fields in Italian."""
        return [self[name] for name in ("title", "hint", "position", "is_active")]

    def languages(self) -> list[dict[str, Any]]:
        """Return by language its name, its two fields, and whether it opens."""
        return [
            {
                "name": language_label(code),
                "fields": [self[f"title_{code}"], self[f"hint_{code}"]],
                "has_text": bool(self[f"title_{code}"].value()),
                "is_wrong": bool(self[f"title_{code}"].errors or self[f"hint_{code}"].errors),
            }
            for code in TEXT_LANGUAGES
        ]


class BeginForm(WithId):
    """Which list to begin for a person."""

    paper_list = forms.ChoiceField(label=_("Which papers?"), choices=(), widget=ChipRadioSelect)

    def __init__(self, *args: Any, lists: Iterable[PaperList], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lists = {str(one.pk): one for one in lists}
        self.fields["paper_list"].choices = [  # type: ignore[attr-defined]
            (key, one.title) for key, one in self.lists.items()
        ]

    @property
    def chosen(self) -> PaperList:
        """Return the list chosen, of a valid form."""
        return self.lists[self.cleaned_data["paper_list"]]


class MarkForm(WithId):
    """Where one paper is."""

    item = forms.UUIDField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Where is it?"), choices=PaperState.choices, widget=ChipRadioSelect
    )
    note = NameField(
        label=_("In a few words"),
        help_text=_("Where a copy is kept, or why it is not needed."),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse "not needed" without a word why."""
        typed = super().clean() or {}
        if typed.get("state") == PaperState.NOT_NEEDED and not typed.get("note"):
            self.add_error("note", ValidationError(_("Say in a few words why it is not needed.")))
        return typed
