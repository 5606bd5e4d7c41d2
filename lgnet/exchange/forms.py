"""Forms of importing tables: the file, what each column says, what words mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lgnet.exchange.enums import Target
from lgnet.exchange.tables.folding import folded
from lgnet.exchange.tables.headings import LAST_HEADING_ROW, REPEATED
from lgnet.exchange.tables.judging import NAMES
from lgnet.kernel.answers import Answer
from lgnet.kernel.ids import uuid7
from lgnet.kernel.reading.limits import LARGEST_FILE
from lgnet.people.catalogue import language_choices
from lgnet.people.enums import Sex
from lgnet.people.models import Country
from lgnet.ui.forms import ChipRadioSelect

ENCODINGS = (
    ("", _("Find out")),
    ("utf-8", _("UTF-8 (Google Sheets, LibreOffice)")),
    ("cp1252", _("Western European (Excel on Windows)")),
    ("utf-16", _("Unicode text of Excel (UTF-16)")),
    ("cp1250", _("Central European")),
    ("cp1251", _("Cyrillic")),
    ("cp1256", _("Arabic")),
    ("mac-roman", _("Western European (old Mac)")),
)
SEPARATORS = (
    ("", _("Find out")),
    (";", _("Semicolon")),
    (",", _("Comma")),
    ("\t", _("Tab")),
    ("|", _("Upright stroke")),
)


class FileForm(forms.Form):
    """A file, and how to read it where finding out goes wrong."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, at most 10 megabytes and 50,000 rows."),
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _("Choose a file of at most 10 megabytes."),
            "missing": _("Choose a file of at most 10 megabytes."),
            "empty": _("The file holds nothing."),
        },
    )
    source = forms.CharField(
        label=_("Where does the list come from?"),
        help_text=_("Numbers in a list are known again only within the same source."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    sheet = forms.IntegerField(
        label=_("Which sheet, counting from 1?"),
        help_text=_("Leave it empty for the first one with rows."),
        min_value=1,
        max_value=99,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    encoding = forms.ChoiceField(label=_("Letters"), choices=ENCODINGS, required=False)
    separator = forms.ChoiceField(label=_("Sign between cells"), choices=SEPARATORS, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["id"].initial = uuid7()

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(self.fields["file"].error_messages["required"])
        return file


class ColumnsForm(forms.Form):
    """What each column says of a person, where the headings stand, how dates are written."""

    heading_row = forms.TypedChoiceField(label=_("The headings stand in"), coerce=int)
    order = forms.ChoiceField(
        label=_("In dates, first comes"),
        choices=[("day", _("the day: 25/03/1990")), ("month", _("the month: 03/25/1990"))],
        widget=ChipRadioSelect,
    )

    def __init__(self, *args: Any, headings: Sequence[str], width: int, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["heading_row"]
        field.choices = [(0, _("no row: it is all people"))] + [
            (number, _("row %(number)s") % {"number": number})
            for number in range(1, LAST_HEADING_ROW + 1)
        ]
        self.width = width
        for column in range(width):
            heading = headings[column].strip() if column < len(headings) else ""
            self.fields[f"column-{column}"] = forms.ChoiceField(
                label=heading or column_letters(column),
                choices=[("", _("Not brought in")), *Target.choices],
                required=False,
            )

    @property
    def columns(self) -> dict[int, Target]:
        """Return column -> target, once the form is valid."""
        told = {c: self.cleaned_data.get(f"column-{c}", "") for c in range(self.width)}
        return {column: Target(value) for column, value in told.items() if value}

    def clean(self) -> dict[str, Any]:
        """Ask for a name, and that no single answer comes from two columns."""
        told = super().clean() or {}
        found: dict[Target, int] = {}
        for column, target in self.columns.items():
            if target in found and target not in REPEATED:
                self.add_error(
                    f"column-{column}",
                    _("Another column says the same already. Choose one of the two."),
                )
            found[target] = column
        if not set(found) & set(NAMES):
            raise ValidationError(
                _("No column says what people are called. Choose at least one with a name.")
            )
        return told


class WordsForm(forms.Form):
    """What words of the file mean that are not known. Fields are numbered: no word in a name."""

    def __init__(
        self,
        *args: Any,
        words: Sequence[tuple[str, str, int]],
        countries: Sequence[Country],
        meanings: Mapping[str, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.words = [(Target(target), word, count) for target, word, count in words]
        choices = {
            Target.SEX: list(Sex.choices),
            Target.CITIZENSHIP: sorted(
                ((country.istat_code, str(country)) for country in countries),
                key=lambda pair: folded(pair[1]),
            ),
            Target.LANGUAGE: language_choices(),
        }
        missing = [(answer.value, answer.label) for answer in Answer if answer != Answer.KNOWN]
        for number, (target, word, _count) in enumerate(self.words):
            self.fields[f"word-{number}"] = forms.ChoiceField(
                label=word,
                choices=[("", _("Leave it empty")), *choices[target], *missing],
                initial=meanings.get(f"{target.value}|{word}", ""),
                required=False,
            )

    @property
    def meanings(self) -> dict[tuple[Target, str], str]:
        """Return (target, word) -> what it means, of the words that were explained."""
        told = {}
        for number, (target, word, _count) in enumerate(self.words):
            value = self.cleaned_data.get(f"word-{number}", "")
            if value:
                told[target, word] = value
        return told


def column_letters(column: int) -> str:
    """Return a column's name as spreadsheets write it: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return str(_("Column %(letters)s") % {"letters": letters})
