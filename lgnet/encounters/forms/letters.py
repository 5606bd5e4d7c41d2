"""Forms of letters: a letter, a template, the head of the paper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import NameField, NoteField

from ..actions.letters import check_letter, check_template
from ..rules_letters import LONGEST_TEXT
from .desk import WithId

LONGEST_TITLE = 120


class LetterForm(WithId):
    """A letter, filled from a template, to be read again and changed before it is kept."""

    title = NameField(label=_("Title"), max_length=LONGEST_TITLE)
    text = NoteField(
        label=_("Text"),
        rows=18,
        max_length=LONGEST_TEXT,
        help_text=_("Change what you like. Once it is kept, a letter stays as it is."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a letter in which fields are left."""
        typed = super().clean() or {}
        if typed.get("title") and typed.get("text"):
            _beside_fields(self, lambda: check_letter(title=typed["title"], text=typed["text"]))
        return typed


class TemplateForm(WithId):
    """A template: plain text with fields in braces."""

    name = NameField(label=_("Name"), max_length=LONGEST_TITLE)
    text = NoteField(label=_("Text"), rows=18, max_length=LONGEST_TEXT)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def clean_text(self) -> str:
        """Refuse what is in braces and is no field, in words."""
        text = str(self.cleaned_data["text"])
        try:
            check_template(text)
        except ValidationError as problem:
            raise ValidationError(problem.message_dict["text"]) from None
        return text


class LetterheadForm(WithId):
    """Name, address and logo at the head of each letter."""

    name = NameField(label=_("Name of the city or the organisation"), max_length=120)
    lines = NoteField(
        label=_("Address and contacts"),
        help_text=_("One a line, at most six."),
        rows=4,
        max_length=400,
        required=False,
    )
    logo = forms.FileField(
        label=_("Logo"), help_text=_("JPEG, PNG or WebP, up to 10 MB."), required=False
    )
    has_no_logo = forms.BooleanField(label=_("Without a logo"), required=False)

    def clean_lines(self) -> str:
        """Return the lines without empty ones; raises ValidationError for more than six."""
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > 6:
            raise ValidationError(_("There is room for six lines."))
        return "\n".join(lines)


def _beside_fields(form: forms.Form, check: Any) -> None:
    try:
        check()
    except ValidationError as problem:
        for name, texts in problem.message_dict.items():
            form.add_error(name, texts)
