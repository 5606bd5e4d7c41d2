"""Forms of protection: asking, writing in a protected file, letting in, whom the city names."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.accounts.models import User
from lgnet.directory.models import Offer
from lgnet.people.models import Person
from lgnet.ui.forms import ChipRadioSelect, DateField, NoteField

from ..enums_restricted import Harm
from ..models import ProtectionPolicy
from ..models.restricted import LONGEST_LINE, LONGEST_TEXT
from ..queries import protection as queries
from ..queries.restricted import may_read

Choices = list[tuple[str, str]]


class AskForm(forms.Form):
    """That one asks; ``id`` is the form's own, so that sending twice asks once."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, persons: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = {str(person.pk): person for person in persons}
        # Nothing is asked where there is nothing to choose.
        if len(self.persons) > 1:
            self.fields["person"] = forms.ChoiceField(
                label=_("About whom"),
                choices=[(pk, person.known_as) for pk, person in self.persons.items()],
                widget=ChipRadioSelect,
            )
            self.order_fields(["person"])

    def clean_person(self) -> Person:
        """Return the person chosen."""
        return self.persons[self.cleaned_data["person"]]


class EntryForm(AskForm):
    """What was told. Nothing is required, but something must be said."""

    harm = forms.ChoiceField(
        label=_("What it is about"),
        choices=[("", _("Not said")), *Harm.choices],
        widget=ChipRadioSelect,
        required=False,
    )
    text = NoteField(
        label=_("What was told"),
        rows=6,
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("In the person's words. It stays as written: what was wrong is said anew."),
    )
    told_day = DateField(label=_("When it was told"), required=False)
    teller = forms.CharField(
        label=_("By whom"),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, entries: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entries:
            self.fields["corrects"] = forms.ChoiceField(
                label=_("Corrects"),
                choices=[("", _("Nothing: it is new")), *entries],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for some words or a kind, whichever there is."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("harm") and not values.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write some words, or choose what it is about."))
        return values


class LetInForm(AskForm):
    """Whom to let in, until when, and why."""

    user = forms.ChoiceField(label=_("Colleague"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_LINE,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    last_on = DateField(
        label=_("Last day"), required=False, help_text=_("Empty: until somebody ends it.")
    )
    is_holder = forms.BooleanField(
        label=_("Holds the file with me: lets others in and ends it"), required=False
    )

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.choices = [("", _("Choose a colleague")), *colleagues]

    def clean_user(self) -> UUID:
        """Return the user's identifier: one of the choices, hence of this cell."""
        return UUID(self.cleaned_data["user"])

    def clean(self) -> dict[str, Any]:
        """Refuse a last day for who holds the file."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("is_holder") and values.get("last_on"):
            self.add_error("last_on", _("Who holds the file has no last day: take one away."))
        return values


class _Contact(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class _Offer(forms.ModelChoiceField):
    def label_from_instance(self, obj: Offer) -> str:
        return f"{obj.site.name}: {obj.service} ({obj.site.organisation.name})"


class ProtectionPolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom colleagues ask for protection in this city, and a number of its own."""

    contact = _Contact(
        label=_("A colleague"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Somebody who may keep protected files."),
    )
    offer = _Offer(
        label=_("Or a service of the directory"),
        queryset=None,
        required=False,
        empty_label=_("None"),
        help_text=_("It gets a referral: what the person is called and their languages, no more."),
    )

    class Meta:
        model = ProtectionPolicy
        fields = ("contact", "offer", "local_name", "local_number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact: Any = self.fields["contact"]
        offer: Any = self.fields["offer"]
        users = may_read().order_by().values("user_id")
        contact.queryset = User.objects.filter(pk__in=users).order_by("full_name", "pk")
        offer.queryset = queries.offers_to_name()

    def clean(self) -> dict[str, Any]:
        """Refuse two at once, one nobody can reach, and half a helpline."""
        values: dict[str, Any] = super().clean() or {}
        offer = values.get("offer")
        if offer is not None and values.get("contact") is not None:
            self.add_error("offer", _("Name one of both: a colleague, or a service."))
        elif offer is not None and not offer.site.email and not queries.answers_here(offer):
            self.add_error(
                "offer", _("Nobody there answers referrals here, and the site has no e-mail.")
            )
        if bool(values.get("local_name")) != bool(values.get("local_number")):
            missing = "local_number" if values.get("local_name") else "local_name"
            self.add_error(missing, _("A helpline has a name and a number."))
        return values
