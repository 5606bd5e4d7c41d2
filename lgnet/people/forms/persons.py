"""Forms about a person: every question may stay without an answer, for a reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.answers import Answer
from lgnet.ui.answered import Answered, AnsweredField
from lgnet.ui.forms import ChipRadioSelect, NameField
from lgnet.ui.partial_dates import EARLIEST_YEAR, PartialDate, PartialDateField

from ..actions.persons import birth_problem
from ..enums import BirthPrecision, Interpreter, Sex
from ..identifiers import LONGEST_NUMBER
from ..languages import LANGUAGES, language_choices, sorting_key
from ..models import Country
from ..phones import LONGEST_PHONE, NotAPhone, read_phone
from ..profiles import Profile
from ..rules import (
    LONGEST_GENDER,
    LONGEST_NAME,
    Birth,
    ImplausibleBirth,
)
from ..rules import check_birth as check_plausible
from ..wording import country_name


class BirthField(PartialDateField):
    """A birth as far as it is known; cleans to ``Birth`` or None."""

    def __init__(self, **options: Any) -> None:
        # A year too long ago has words of its own.
        super().__init__(earliest_year=EARLIEST_YEAR - 100, **options)

    def checked(self, found: PartialDate) -> Birth:
        """Return the birth; raises ValidationError for one that cannot be."""
        birth = Birth(found.first_day, BirthPrecision(found.precision))
        try:
            check_plausible(birth, today=timezone.localdate())
        except ImplausibleBirth as problem:
            raise ValidationError(birth_problem(problem), problem.reason) from None
        return birth


class PersonForm(forms.Form):
    """All that is asked of a person; only what to call them must be there."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    known_as = NameField(
        label=_("What do we call this person?"),
        help_text=_("A nickname, a name or a few words are enough."),
        max_length=LONGEST_NAME,
    )
    given = NameField(label=_("Given name"), max_length=LONGEST_NAME, required=False)
    family = NameField(label=_("Family name"), max_length=LONGEST_NAME, required=False)
    others = forms.CharField(
        label=_("Other names, spellings and scripts"),
        help_text=_("One on each line, as this person writes it."),
        widget=forms.Textarea({"rows": 2, "dir": "auto", "spellcheck": "false"}),
        max_length=5000,
        required=False,
    )
    language = AnsweredField(forms.ChoiceField(choices=language_choices), label=_("Language"))
    interpreter = AnsweredField(
        forms.ChoiceField(choices=Interpreter.choices, widget=ChipRadioSelect),
        label=_("Interpreter"),
    )
    birth = AnsweredField(
        BirthField(),
        label=_("Born"),
        help_text=_("As much as is known: a day, a month, a year, or about how old."),
    )
    sex = AnsweredField(
        forms.ChoiceField(choices=Sex.choices, widget=ChipRadioSelect), label=_("Sex")
    )
    gender = NameField(
        label=_("Gender, in the person's words"),
        help_text=_("Only where they wish to say it."),
        max_length=LONGEST_GENDER,
        required=False,
    )
    citizenship = AnsweredField(forms.ChoiceField(choices=[]), label=_("Citizenship"))
    # Both are asked only where a search for them came before; later they have pages of their own.
    phone = forms.CharField(
        label=_("Phone"),
        widget=forms.TextInput({"type": "tel", "dir": "ltr", "autocomplete": "off"}),
        max_length=LONGEST_PHONE,
        required=False,
    )
    number = forms.CharField(
        label=_("Number of a document or code"),
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        max_length=LONGEST_NUMBER,
        required=False,
    )

    def __init__(self, *args: Any, countries: list[Country], **options: Any) -> None:
        super().__init__(*args, **options)
        self.countries = {str(country.pk): country for country in countries}
        by_name = sorted(countries, key=lambda country: sorting_key(country_name(country)))
        self._choose("citizenship", [(str(c.pk), country_name(c)) for c in by_name])
        self._choose("language", language_choices() + self._languages_beside())

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        old = self.fields[name]
        field = forms.ChoiceField(choices=[("", _("Choose")), *choices])
        self.fields[name] = AnsweredField(field, label=old.label, help_text=old.help_text)

    def _languages_beside(self) -> list[tuple[str, str]]:
        """Return the language of a person imported with one our list lacks, so that it stays."""
        told = self.initial.get("language")
        if isinstance(told, Answered) and told.value and told.value not in LANGUAGES:
            return [(told.value, told.value)]
        return []

    def clean_phone(self) -> str:
        """Return the phone as typed; raises ValidationError for what cannot be called."""
        typed = str(self.cleaned_data["phone"])
        if typed:
            try:
                read_phone(typed)
            except NotAPhone:
                raise ValidationError(
                    _("This is no telephone number. Check the digits, or leave it out.")
                ) from None
        return typed

    def profile(self) -> Profile:
        """Return what was typed, once the form is valid."""
        typed = self.cleaned_data
        sex, citizenship = typed["sex"], typed["citizenship"]
        interpreter = typed["interpreter"]
        return Profile(
            known_as=typed["known_as"],
            given=typed["given"],
            family=typed["family"],
            others=tuple(typed["others"].splitlines()),
            sex=Sex(sex.value) if sex.is_known else Answer(sex.answer),
            birth=_told(typed["birth"]),
            citizenship=(
                self.countries[citizenship.value]
                if citizenship.is_known
                else Answer(citizenship.answer)
            ),
            language=_told(typed["language"]),
            interpreter=(
                Interpreter(interpreter.value)
                if interpreter.is_known
                else Answer(interpreter.answer)
            ),
            gender=typed["gender"],
        )


def initial_of(profile: Profile) -> dict[str, Any]:
    """Return the initial values of the form for what is saved of a person."""
    citizenship: Any = profile.citizenship
    return {
        "known_as": profile.known_as,
        "given": profile.given,
        "family": profile.family,
        "others": "\n".join(profile.others),
        "sex": _asked(profile.sex),
        "birth": _asked(profile.birth),
        "citizenship": (
            _asked(citizenship)
            if isinstance(citizenship, Answer)
            else Answered(value=str(citizenship.pk), answer=Answer.KNOWN)
        ),
        "language": _asked(profile.language),
        "interpreter": _asked(profile.interpreter),
        "gender": profile.gender,
    }


def _told(answered: Answered) -> Any:
    return answered.value if answered.is_known else Answer(answered.answer)


def _asked(told: Any) -> Answered:
    if isinstance(told, Answer):
        return Answered(value=None, answer=told)
    return Answered(value=told, answer=Answer.KNOWN)
