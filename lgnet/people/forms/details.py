"""Forms of a person's details. What strikes in them is asked about once, and never refused."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.answers import Answer
from lgnet.ui.answered import Answered, AnsweredField
from lgnet.ui.forms import ChipRadioSelect, DateField, NameField, UserTextInput

from .. import queries
from ..actions.contacts import Contact, kept_value
from ..actions.papers import Numbered, Title
from ..actions.tongues import Tongue
from ..enums import Ability, ContactKind, IdentifierScheme, NameKind, Safety, TitleDocument
from ..identifiers import LONGEST_NUMBER, check_number, mixes_scripts
from ..languages import LANGUAGES, language_choices, sorting_key
from ..models import Country
from ..phones import NotAPhone, read_phone
from ..remarks import Remark
from ..residence import ground_choices, kind_choices
from ..rules import LONGEST_NAME
from ..wording import country_name

Choices = list[tuple[str, Any]]
NOT_CHOSEN: Choices = [("", _("Choose"))]
NOT_ASKED: Choices = [("", _("Not asked yet"))]


def number_field(label: Any, **options: Any) -> forms.CharField:
    """Return a field for a number: left to right in every language, nothing filled in."""
    widget = UserTextInput({"dir": "ltr", "autocapitalize": "characters"})
    return forms.CharField(label=label, widget=widget, **options)


class DetailForm(forms.Form):
    """The base: carries the row's identifier and version, and asks once about what strikes."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    is_kept = forms.BooleanField(
        label=_("It is right like this: keep it"), widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([name for name in self.fields if name != "is_kept"])

    def ask(self, name: str, remark: Remark) -> None:
        """Show a remark beside its cause, with the chance to keep what was typed as it is."""
        self.fields["is_kept"].widget = forms.CheckboxInput()
        names = [one for one in self.fields if one != "is_kept"]
        names.insert(names.index(name) + 1, "is_kept")
        self.order_fields(names)
        if not self.cleaned_data.get("is_kept"):
            self.add_error(name, ValidationError(remark.label, code=remark.value))

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        """Return the initial values for a saved row."""
        raise NotImplementedError

    def told(self) -> Any:
        """Return what was typed, once the form is valid."""
        raise NotImplementedError


class NameForm(DetailForm):
    """One more name, in any script."""

    text = NameField(label=_("Name"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(
        label=_("What kind of name is it?"), choices=NameKind.choices, widget=ChipRadioSelect
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if mixes_scripts(typed.get("text", "")):
            self.ask("text", Remark.MIXED_SCRIPTS)
        return typed

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {"text": row.text, "kind": row.kind}

    def told(self) -> dict[str, Any]:
        return {"kind": NameKind(self.cleaned_data["kind"]), "text": self.cleaned_data["text"]}


class ContactForm(DetailForm):
    """A way to reach a person, and what must not be done there."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=ContactKind.choices,
        widget=ChipRadioSelect,
        initial=ContactKind.PHONE,
    )
    value = forms.CharField(
        label=_("Number or address"),
        help_text=_("A number without a country's prefix is taken for an Italian one."),
        widget=UserTextInput({"dir": "ltr"}),
        max_length=200,
    )
    is_shared = forms.BooleanField(
        label=_("Others use it too: they may read and listen"), required=False
    )
    call_safety = forms.ChoiceField(
        label=_("Is it safe to call?"),
        choices=Safety.choices,
        widget=ChipRadioSelect,
        initial=Safety.UNKNOWN,
    )
    message_safety = forms.ChoiceField(
        label=_("Is it safe to leave a message?"),
        choices=Safety.choices,
        widget=ChipRadioSelect,
        initial=Safety.UNKNOWN,
    )
    note = NameField(
        label=_("Note"),
        help_text=_("Whose it is, when to call."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "kind" not in typed or "value" not in typed:
            return typed
        kind = ContactKind(typed["kind"])
        try:
            kept_value(kind, typed["value"])
        except ValidationError as problem:
            self.add_error("value", problem)
            return typed
        if kind == ContactKind.PHONE and not _is_in_use(typed["value"]):
            self.ask("value", Remark.PHONE_UNUSUAL)
        return typed

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        names = ("kind", "value", "is_shared", "call_safety", "message_safety")
        return {**{name: getattr(row, name) for name in names}, "note": row.note or ""}

    def told(self) -> dict[str, Any]:
        typed = self.cleaned_data
        contact = Contact(
            kind=ContactKind(typed["kind"]),
            value=typed["value"],
            is_shared=typed["is_shared"],
            call_safety=Safety(typed["call_safety"]),
            message_safety=Safety(typed["message_safety"]),
            note=typed["note"],
        )
        return {"contact": contact}


def _is_in_use(typed: str) -> bool:
    try:
        return read_phone(typed).is_in_use
    except NotAPhone:
        return False


class CountryChoice(forms.Form):
    """Reads the citizenships and offers them by name, in the language of the page."""

    def offer_countries(self, name: str, row: Any) -> None:
        """Fill the choices of a field; a state that ended stays for the row that has it."""
        countries = list(queries.countries())
        country = getattr(row, name, None)
        if country is not None and country not in countries:
            countries.append(country)
        self.countries: dict[str, Country] = {str(one.pk): one for one in countries}
        by_name = sorted(countries, key=lambda one: sorting_key(country_name(one)))
        field: Any = self.fields[name]
        field.choices = NOT_CHOSEN + [(str(one.pk), country_name(one)) for one in by_name]


class IdentifierForm(CountryChoice, DetailForm):
    """A number as it stands on a paper."""

    scheme = forms.ChoiceField(
        label=_("What is it?"), choices=lambda: NOT_CHOSEN + IdentifierScheme.choices
    )
    number = number_field(_("Number"), max_length=2 * LONGEST_NUMBER)
    issuer = forms.ChoiceField(label=_("Issued by which state"), required=False)
    valid_from_on = DateField(label=_("Valid from"), required=False)
    valid_until_on = DateField(label=_("Valid until"), required=False)

    def __init__(self, *args: Any, row: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_countries("issuer", row)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "scheme" in typed and "number" in typed:
            checked = check_number(IdentifierScheme(typed["scheme"]), typed["number"])
            if not checked.number:
                self.add_error("number", _("Write the number."))
            elif checked.problem is not None:
                self.ask("number", checked.problem)
            for remark in checked.remarks:
                self.ask("number", remark)
        _check_order(self, "valid_from_on", "valid_until_on")
        return typed

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {
            "scheme": row.scheme,
            "number": row.value,
            "issuer": str(row.issuer_id or ""),
            "valid_from_on": row.valid_from_on,
            "valid_until_on": row.valid_until_on,
        }

    def told(self) -> dict[str, Any]:
        typed = self.cleaned_data
        numbered = Numbered(
            scheme=IdentifierScheme(typed["scheme"]),
            number=typed["number"],
            issuer=self.countries.get(typed["issuer"]),
            valid_from_on=typed["valid_from_on"],
            valid_until_on=typed["valid_until_on"],
        )
        return {"numbered": numbered}


class TitleForm(DetailForm):
    """A residence title. Not knowing it, or not wishing to say, is an answer too."""

    kind = AnsweredField(
        forms.ChoiceField(choices=lambda: NOT_CHOSEN + kind_choices()), label=_("Kind of title")
    )
    ground = forms.ChoiceField(
        label=_("Ground"), choices=lambda: NOT_CHOSEN + ground_choices(), required=False
    )
    document = forms.ChoiceField(
        label=_("What paper is it?"),
        choices=TitleDocument.choices,
        widget=ChipRadioSelect,
        required=False,
    )
    number = number_field(_("Number"), max_length=80, required=False)
    issued_on = DateField(label=_("Issued"), required=False)
    expires_on = DateField(
        label=_("Expires"),
        help_text=_("We remind you 90, 60, 30 and 7 days before."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        issued_on = typed.get("issued_on")
        if issued_on is not None and issued_on > timezone.localdate():
            self.ask("issued_on", Remark.ISSUED_LATER)
        _check_order(self, "issued_on", "expires_on")
        return typed

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {
            "kind": Answered(value=row.kind, answer=row.kind_answer),
            "ground": row.ground or "",
            "document": row.document or "",
            "number": row.number or "",
            "issued_on": row.issued_on,
            "expires_on": row.expires_on,
        }

    def told(self) -> dict[str, Any]:
        typed = self.cleaned_data
        kind = typed["kind"]
        title = Title(
            kind=kind.value if kind.is_known else Answer(kind.answer),
            ground=typed["ground"],
            document=TitleDocument(typed["document"]) if typed["document"] else None,
            number=typed["number"],
            issued_on=typed["issued_on"],
            expires_on=typed["expires_on"],
        )
        return {"title": title}


def _check_order(form: DetailForm, first: str, last: str) -> None:
    """Refuse an end before its beginning: the two dates cannot both be right."""
    one, other = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if one is not None and other is not None and other < one:
        form.add_error(last, ValidationError(Remark.DATES_TURNED.label, "dates_turned"))


def _ability(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=NOT_ASKED + Ability.choices,
        widget=ChipRadioSelect,
        required=False,
        initial="",
    )


class LanguageForm(DetailForm):
    """How well a person speaks, understands and reads a language."""

    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: NOT_CHOSEN + language_choices()
    )
    speaks = _ability(_("Speaks it"))
    understands = _ability(_("Understands it"))
    reads = _ability(_("Reads it"))

    def __init__(self, *args: Any, row: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if row is not None and row.language not in LANGUAGES:
            field: Any = self.fields["language"]
            field.choices = [*NOT_CHOSEN, *language_choices(), (row.language, row.language)]

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        abilities = {name: getattr(row, name) or "" for name in ("speaks", "understands", "reads")}
        return {"language": row.language, **abilities}

    def told(self) -> dict[str, Any]:
        typed = self.cleaned_data
        abilities = {
            name: Ability(typed[name]) if typed[name] else None
            for name in ("speaks", "understands", "reads")
        }
        return {"tongue": Tongue(language=typed["language"], **abilities)}


class CitizenshipForm(CountryChoice, DetailForm):
    """One more citizenship."""

    country = forms.ChoiceField(label=_("Citizenship"))

    def __init__(self, *args: Any, row: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_countries("country", row)

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {"country": str(row.country_id)}

    def told(self) -> dict[str, Any]:
        return {"country": self.countries[self.cleaned_data["country"]]}


class PhotoForm(forms.Form):
    """A picture of a person who wants one."""

    image = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP. Only the picture is kept, not where it was taken."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
