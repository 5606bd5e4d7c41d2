"""How a form begins: new, from a file, from another city; and terms of the dictionary."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.forms.enums import CHOICE_TYPES, CITY_KINDS, FieldType, Kind
from lgnet.forms.models import CoreForm, NationalTerm
from lgnet.forms.rules import MOST_OPTIONS, OPTION_CODE
from lgnet.kernel.ids import uuid7
from lgnet.kernel.reading.limits import LARGEST_FILE
from lgnet.ui.forms import ChipRadioSelect, NoteField

from .editing import check_code, code_field, words_field

MAIN = "it"


class _Beginning(forms.Form):
    """What every new form says: its identifier, made on the page, its title and its code."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    code = code_field(
        help_text=gettext_lazy("Short and lasting; it stands in exports. For example: laboratori"),
        required=True,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["id"].initial = uuid7()

    def clean_code(self) -> str:
        """Check the shape of the code."""
        code: str = self.cleaned_data["code"]
        check_code(code)
        return code


class NewForm(_Beginning):
    """A form begun from nothing."""

    def __init__(self, *args: Any, cores: Iterable[CoreForm], **options: Any) -> None:
        """``cores``: national forms beside which a city may ask more; none for the nation."""
        super().__init__(*args, **options)
        self.cores = {f"core:{one.pk}": one for one in cores}
        if self.cores:
            kinds: list[tuple[str, Any]] = [
                (key, _("Own questions beside “%(name)s”") % {"name": one})
                for key, one in self.cores.items()
            ]
            kinds += [(k.value, k.label) for k in CITY_KINDS if k != Kind.EXTENSION]
            self.fields["kind"] = forms.ChoiceField(
                label=_("What do you want to make?"), choices=kinds, widget=ChipRadioSelect
            )
        self.fields["title_it"] = words_field(_("Title"), MAIN, required=True)
        self.order_fields(["id", "kind", "title_it", "code"])

    def clean(self) -> dict[str, Any]:
        """Tell the kind and the national form apart."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind", "")
        core = self.cores.get(kind)
        cleaned["core_id"] = core.pk if core else None
        cleaned["kind"] = Kind.EXTENSION if core else kind or Kind.CORE
        return cleaned


class AdoptForm(_Beginning):
    """The code under which another city's form is taken over."""


class FileForm(forms.Form):
    """An XLSForm."""

    file = forms.FileField(
        label=gettext_lazy("XLSForm file"),
        help_text=gettext_lazy("XLSX with the sheets survey and choices, at most 10 megabytes."),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file holds nothing."),
        },
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 10 megabytes."), "too_large")
        return file


class ConfirmForm(NewForm):
    """What was read of a file, carried through the report sealed, and what it shall become."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=1_500_000)


class TermForm(forms.Form):
    """A term of the national dictionary."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, term: NationalTerm | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.term = term
        fields = self.fields
        if term is None:
            fields["id"].initial = uuid7()
            fields["code"] = code_field(required=True)
            fields["type"] = forms.ChoiceField(
                label=_("Kind of answer"),
                choices=[one for one in FieldType.choices if one[0] != FieldType.NOTE],
            )
        fields["label_it"] = words_field(_("Name"), "it", required=True)
        fields["label_en"] = words_field(_("Name"), "en")
        fields["meaning"] = NoteField(label=_("Meaning"), required=False, max_length=1000)
        if term is None or term.type in CHOICE_TYPES:
            fields["values"] = forms.CharField(
                label=_("Codes"),
                required=False,
                strip=False,
                max_length=20_000,
                help_text=_("For a choice: one a line, as code | Italian | English."),
                widget=forms.Textarea({"rows": 8, "dir": "auto"}),
            )
        fields["is_current"] = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def clean_code(self) -> str:
        """Check the shape of the code."""
        code: str = self.cleaned_data["code"]
        check_code(code)
        return code

    def clean_values(self) -> list[dict[str, str]]:
        """Read one code a line; say which line is wrong."""
        found: list[dict[str, str]] = []
        for number, line in enumerate(self.cleaned_data["values"].splitlines(), start=1):
            if not line.strip():
                continue
            code, italian, english, *rest = [*(p.strip() for p in line.split("|")), "", "", ""]
            is_twice = any(one["code"] == code for one in found)
            if not OPTION_CODE.match(code) or not italian or any(rest) or is_twice:
                raise ValidationError(
                    _("Line %(number)s: write a code once, then |, then the Italian words."),
                    "line",
                    {"number": number},
                )
            found.append({"code": code, "it": italian[:300], "en": english[:300]})
        if len(found) > MOST_OPTIONS:
            raise ValidationError(
                _("At most %(count)s codes fit."), "many", {"count": MOST_OPTIONS}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """A choice has codes, everything else has none."""
        cleaned = super().clean() or self.cleaned_data
        type_ = self.term.type if self.term else cleaned.get("type", "")
        cleaned.setdefault("values", [])
        if type_ in CHOICE_TYPES and not cleaned["values"] and "values" not in self.errors:
            self.add_error("values", _("A choice needs at least one code."))
        elif type_ not in CHOICE_TYPES:
            cleaned["values"] = []
        return cleaned


def values_in(term: NationalTerm) -> str:
    """Return a term's codes as the form shows them."""
    return "\n".join(
        f"{one['code']} | {one.get('it', '')} | {one.get('en', '')}" for one in term.values
    )
