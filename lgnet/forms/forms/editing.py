"""Forms by which a form is written: its title, its sections, its questions."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lgnet.forms.enums import (
    LOCAL_ONLY,
    Comparison,
    FieldType,
    Joint,
    Moment,
    Privacy,
    Purpose,
)
from lgnet.forms.models import NationalTerm
from lgnet.forms.rules import (
    CODE,
    LONGEST_CODE,
    MAIN_LANGUAGE,
    MOST_CONDITIONS,
    MOST_OPTIONS,
    OPTION_CODE,
    Condition,
    Definition,
    Field,
    Option,
    Section,
    Shown,
    code_from,
    text_in,
)
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect

LONGEST_LABEL = 500
NAMES = dict(settings.LANGUAGES)
NOT_SAID = ("", gettext_lazy("Choose"))
LOCAL = (LOCAL_ONLY, gettext_lazy("This city only"))


def words_field(label: Any, language: str, *, rows: int = 0, required: bool = False) -> Any:
    """Return a field for words in one language."""
    attrs = {"dir": "auto", "lang": language}
    widget = forms.Textarea({**attrs, "rows": rows}) if rows else forms.TextInput(attrs)
    name = NAMES.get(language, language)
    return forms.CharField(
        label=f"{label} – {name}", max_length=LONGEST_LABEL, required=required, widget=widget
    )


def code_field(**options: Any) -> forms.CharField:
    """Return a field for a code."""
    widget = forms.TextInput({"dir": "ltr", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=gettext_lazy("Code"), max_length=LONGEST_CODE, widget=widget, **options
    )


def check_code(code: str) -> None:
    """Raise ValidationError for what is no code."""
    if code and not CODE.match(code):
        raise ValidationError(
            _("Small letters without accents, figures and _, a letter first."), "code"
        )


class TitleForm(forms.Form):
    """A form's title in each of its languages, and which these are."""

    def __init__(self, *args: Any, languages: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for code in NAMES:
            is_main = code == MAIN_LANGUAGE
            self.fields[f"title_{code}"] = words_field(_("Title"), code, required=is_main)
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages"),
            help_text=_("The questions are worded in these. Italian is always one of them."),
            choices=list(NAMES.items()),
            widget=ChipCheckboxes,
            required=False,
            initial=list(languages),
        )

    def clean_languages(self) -> tuple[str, ...]:
        """Put Italian first."""
        chosen = [code for code in NAMES if code in self.cleaned_data["languages"]]
        return (MAIN_LANGUAGE, *(code for code in chosen if code != MAIN_LANGUAGE))


def title_in(form: forms.Form, name: str = "title") -> dict[str, str]:
    """Return language -> words of a text in a form's cleaned data."""
    told = {code: form.cleaned_data.get(f"{name}_{code}", "").strip() for code in NAMES}
    return {code: words for code, words in told.items() if words}


class SectionForm(forms.Form):
    """A section: its title in each language."""

    def __init__(self, *args: Any, languages: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for code in languages:
            is_main = code == languages[0]
            self.fields[f"title_{code}"] = words_field(_("Title"), code, required=is_main)
        self.fields["joint"] = joint_field()


def joint_field() -> forms.ChoiceField:
    """Return how several conditions go together."""
    return forms.ChoiceField(
        label=_("Of several conditions"),
        choices=Joint.choices,
        initial=Joint.ALL,
        required=False,
        widget=ChipRadioSelect,
    )


class FieldForm(forms.Form):
    """A question without its answers and conditions, which have rows of their own."""

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        terms: Iterable[NationalTerm],
        is_new: bool,
        is_published: bool,
        language: str,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        languages = definition.languages
        self.languages = languages
        fields = self.fields
        for code in languages:
            fields[f"label_{code}"] = words_field(
                _("Question"), code, rows=2, required=code == languages[0]
            )
        for code in languages:
            fields[f"help_{code}"] = words_field(_("Help"), code, rows=2)
        fields["type"] = forms.ChoiceField(
            label=_("Kind of answer"), choices=FieldType.choices, disabled=is_published
        )
        if is_published:
            fields["type"].help_text = _(
                "Published: retire this question and add another to ask in another way."
            )
        if is_new:
            fields["code"] = code_field(required=False)
            fields["code"].help_text = _("Leave it empty and it is made from the question.")
        fields["section"] = forms.ChoiceField(
            label=_("Section"),
            choices=[
                (one.code, text_in(one.title, language, languages) or one.code)
                for one in definition.sections
            ],
        )
        number = forms.TextInput({"inputmode": "decimal", "dir": "ltr"})
        fields["low"] = forms.CharField(
            label=_("Smallest number"), max_length=12, required=False, widget=number
        )
        fields["high"] = forms.CharField(
            label=_("Largest number"), max_length=12, required=False, widget=number
        )
        fields["required_at"] = forms.ChoiceField(
            label=_("Needed"),
            choices=Moment.choices,
            initial=Moment.NEVER,
            required=False,
            widget=ChipRadioSelect,
        )
        fields["privacy"] = forms.ChoiceField(
            label=_("What the answer says of a person"),
            choices=[NOT_SAID, *Privacy.choices],
            required=False,
        )
        fields["purpose"] = forms.ChoiceField(
            label=_("What it is asked for"), choices=[NOT_SAID, *Purpose.choices], required=False
        )
        fields["national"] = forms.CharField(
            label=_("National term"),
            help_text=_("What it is counted as in the whole network, or this city only."),
            required=False,
            widget=forms.Select(
                choices=[
                    NOT_SAID,
                    LOCAL,
                    *((one.code, text_in(one.label, language) or one.code) for one in terms),
                ]
            ),
        )
        fields["joint"] = joint_field()

    def clean_code(self) -> str:
        """Check the shape of a new code."""
        code: str = self.cleaned_data["code"]
        check_code(code)
        return code

    def clean_low(self) -> str:
        """Return a number as text."""
        return self._number("low")

    def clean_high(self) -> str:
        """Return a number as text."""
        return self._number("high")

    def _number(self, name: str) -> str:
        told: str = self.cleaned_data[name].replace(",", ".").strip()
        try:
            is_number = not told or Decimal(told).is_finite()
        except InvalidOperation:
            is_number = False
        if not is_number:
            raise ValidationError(_("This is no number."), "number")
        return told


class OptionForm(forms.Form):
    """One answer to choose. Without words and code it is none, and goes."""

    def __init__(
        self, *args: Any, languages: Sequence[str], codes: Sequence[tuple[str, Any]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for language in languages:
            self.fields[f"label_{language}"] = words_field(_("Answer"), language)
        self.fields["code"] = code_field(required=False)
        self.fields["national"] = forms.CharField(
            label=_("National code"),
            required=False,
            widget=forms.Select(choices=[NOT_SAID, LOCAL, *codes]),
        )
        self.languages = languages

    def clean_code(self) -> str:
        """Check the shape of a code; those of lists elsewhere have capitals and hyphens."""
        code: str = self.cleaned_data["code"]
        if code and not OPTION_CODE.match(code):
            raise ValidationError(_("Letters without accents, figures, _ - and ."), "code")
        return code


class ConditionForm(forms.Form):
    """One condition. Without a question it is none, and goes."""

    def __init__(self, *args: Any, asked: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["field"] = forms.ChoiceField(
            label=_("Earlier question"), choices=[("", "–"), *asked], required=False
        )
        self.fields["operator"] = forms.ChoiceField(
            label=_("compares"), choices=Comparison.choices, required=False, initial=Comparison.IS
        )
        self.fields["value"] = forms.CharField(
            label=_("with the answer"),
            max_length=200,
            required=False,
            widget=forms.TextInput({"list": "fm-values", "dir": "auto", "autocomplete": "off"}),
        )


OptionRows: Any = forms.formset_factory(OptionForm, extra=0, max_num=MOST_OPTIONS, absolute_max=100)
ConditionRows: Any = forms.formset_factory(
    ConditionForm, extra=0, max_num=MOST_CONDITIONS, absolute_max=MOST_CONDITIONS + 2
)


def options_in(rows: Any, term: NationalTerm | None) -> tuple[Option, ...]:
    """Return the answers in the rows; a code that the national term has too stands for it."""
    known = {str(value["code"]) for value in term.values} if term else set()
    found: list[Option] = []
    taken: set[str] = set()
    for row in rows.forms:
        told = row.cleaned_data
        label = {language: told.get(f"label_{language}", "").strip() for language in row.languages}
        label = {language: words for language, words in label.items() if words}
        if not label and not told.get("code"):
            continue
        code = told.get("code") or _code(label, taken | known if term else taken)
        national = told.get("national", "")
        if not national and term is not None and code in known:
            national = code
        taken.add(code)
        found.append(Option(code, label, national))
    return tuple(found)


def _code(label: Mapping[str, str], taken: set[str]) -> str:
    return code_from(text_in(label, MAIN_LANGUAGE), taken, otherwise="a")


def conditions_in(rows: Any, joint: str) -> Shown:
    """Return the conditions in the rows."""
    conditions = tuple(
        Condition(
            told["field"], told.get("operator") or Comparison.IS, told.get("value", "").strip()
        )
        for told in (row.cleaned_data for row in rows.forms)
        if told.get("field")
    )
    return Shown(joint or Joint.ALL, conditions) if conditions else Shown()


def field_in(form: FieldForm, *, code: str, options: tuple[Option, ...], shown: Shown) -> Field:
    """Return the question that the cleaned forms say."""
    told = form.cleaned_data
    names = ("type", "low", "high", "privacy", "purpose", "national")
    return Field(
        code=code,
        label=title_in(form, "label"),
        help=title_in(form, "help"),
        options=options if told["type"] in ("one_choice", "several_choices") else (),
        shown=shown,
        required_at=told["required_at"] or Moment.NEVER,
        **{name: told[name] for name in names},
    )


def saved_field(one: Field, section: Section | None) -> dict[str, Any]:
    """Return what the form of a question shows."""
    names = ("type", "low", "high", "required_at", "privacy", "purpose", "national")
    return {
        **{name: getattr(one, name) for name in names},
        **{f"label_{language}": words for language, words in one.label.items()},
        **{f"help_{language}": words for language, words in one.help.items()},
        "section": section.code if section else "",
        "joint": one.shown.joint,
    }
