"""Forms of sites and offers, and the filters of their list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.directory.actions import offers as offer_actions
from lgnet.directory.actions import sites as site_actions
from lgnet.directory.enums import ForWhom
from lgnet.directory.models import Offer, Site
from lgnet.directory.models.offers import MOST, OLDEST, REFUGE_CODE
from lgnet.directory.queries import services
from lgnet.directory.rules_eligibility import Whom
from lgnet.kernel.ids import uuid7
from lgnet.kernel.languages import language_choices
from lgnet.network.models import City
from lgnet.network.queries import neighbourhoods_of, organisations_of
from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect, DateField, NameField, NoteField

YES_NO = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
# Whom one looks for, in one choice: code, label, what is known of them.
WHOM = {
    "woman": (_("A woman"), Whom(sex="female")),
    "man": (_("A man"), Whom(sex="male")),
    "family": (_("A family with children"), Whom(is_family=True)),
    "minor": (_("Someone under 18"), Whom(age=17)),
}


class _SiteFacts(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)


class SiteForm(_SiteFacts):
    """What is known of a site. ``id`` is the new site's own."""

    name = NameField(label=_("Name"), max_length=120)
    organisation: Any = forms.ModelChoiceField(label=_("Run by"), queryset=None)
    address = NameField(
        label=_("Address"),
        help_text=_("Everybody can read it. Never the address of a refuge."),
        max_length=200,
    )
    neighbourhood: Any = forms.ModelChoiceField(
        label=_("Neighbourhood"), queryset=None, required=False
    )
    latitude = forms.DecimalField(
        label=_("Latitude"),
        help_text=_("For example 45.070300"),
        max_digits=9,
        decimal_places=6,
        min_value=-90,
        max_value=90,
        required=False,
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        help_text=_("For example 7.686900"),
        max_digits=9,
        decimal_places=6,
        min_value=-180,
        max_value=180,
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "dir": "ltr"}),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=120, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )
    is_step_free = forms.TypedChoiceField(
        label=_("No steps"),
        choices=YES_NO,
        coerce=lambda text: text == "yes",
        empty_value=None,
        widget=ChipRadioSelect,
        required=False,
    )
    opened_on = DateField(label=_("Opened on"), required=False)
    closed_on = DateField(
        label=_("Closed for good from"),
        help_text=_("From this day on it no longer stands in the list."),
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), widget=ChipCheckboxes, required=False
    )

    def __init__(self, *args: Any, city: City, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["organisation"].queryset = organisations_of(city)
        fields["neighbourhood"].queryset = neighbourhoods_of(city)
        fields["languages"].choices = language_choices()

    def clean(self) -> None:
        """Refuse half a position, and an end before the beginning."""
        found = self.cleaned_data
        latitude, longitude = found.get("latitude"), found.get("longitude")
        for name, value, other in (
            ("latitude", latitude, longitude),
            ("longitude", longitude, latitude),
        ):
            if value is None and other is not None and name not in self.errors:
                self.add_error(name, _("Give both latitude and longitude, or neither."))
        opens, closes = found.get("opened_on"), found.get("closed_on")
        if opens and closes and closes < opens:
            self.add_error("closed_on", _("It closes after it opened."))

    @property
    def facts(self) -> dict[str, Any]:
        """Return the facts of the site, by the names of its fields."""
        return {name: self.cleaned_data[name] for name in site_actions.FACTS}


class OfferForm(_SiteFacts):
    """A service at a site. ``id`` is the new offer's own."""

    service: Any = forms.ModelChoiceField(label=_("Service"), queryset=None)
    description = NameField(
        label=_("What is given"),
        help_text=_("For example: hot dinner, take-away on Sundays"),
        max_length=500,
        required=False,
    )
    eligibility = NoteField(
        label=_("Who may come, in words"), max_length=500, rows=2, required=False
    )
    sexes = forms.ChoiceField(
        label=_("For whom"), choices=ForWhom.choices, initial=ForWhom.ANY, widget=ChipRadioSelect
    )
    youngest = forms.IntegerField(
        label=_("From the age of"), min_value=0, max_value=OLDEST, required=False
    )
    oldest = forms.IntegerField(
        label=_("Up to the age of"), min_value=0, max_value=OLDEST, required=False
    )
    takes_families = forms.BooleanField(label=_("Families can come"), initial=True, required=False)
    is_by_appointment = forms.BooleanField(label=_("By appointment only"), required=False)
    capacity = forms.IntegerField(
        label=_("Room for how many people a day"),
        help_text=_("Empty where nobody counts."),
        min_value=1,
        max_value=MOST,
        required=False,
    )
    closed_on = DateField(label=_("No longer offered from"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        help_text=_("None chosen: the same as at the site."),
        widget=ChipCheckboxes,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["service"].queryset = services().exclude(code=REFUGE_CODE)
        fields["languages"].choices = language_choices()

    def clean(self) -> None:
        """Refuse ages the wrong way round."""
        youngest, oldest = (self.cleaned_data.get(name) for name in ("youngest", "oldest"))
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("oldest", _("The highest age is below the lowest."))

    @property
    def facts(self) -> dict[str, Any]:
        """Return the facts of the offer, by the names of its fields."""
        return {name: self.cleaned_data[name] for name in offer_actions.FACTS}


class CapacityForm(forms.Form):
    """How many can still come today. ``id`` is the report's own."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    free = forms.IntegerField(label=_("Free today"), min_value=0, max_value=MOST)


class FilterForm(forms.Form):
    """What is looked for; everything can be left empty, and nonsense narrows nothing."""

    service = forms.ChoiceField(label=_("Service"), required=False)
    near = forms.ChoiceField(label=_("Near"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    whom = forms.ChoiceField(label=_("For"), required=False)
    open_now = forms.BooleanField(label=_("Open now"), required=False)

    def __init__(self, *args: Any, city: City, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        known = [(one.code, str(one)) for one in services() if one.code != REFUGE_CODE]
        fields["service"].choices = [("", _("All services")), *known]
        fields["near"].choices = [
            ("", _("The whole city")),
            *((str(one.pk), one.name) for one in neighbourhoods_of(city)),
        ]
        fields["language"].choices = [("", _("Any language")), *language_choices()]
        fields["whom"].choices = [
            ("", _("Everyone")),
            *((code, label) for code, (label, _whom) in WHOM.items()),
        ]

    @property
    def wished(self) -> dict[str, Any]:
        """Return what was asked for, without what could not be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def saved_site(site: Site, version: str) -> dict[str, Any]:
    """Return the initial values of a site's form."""
    initial = {name: getattr(site, name) for name in site_actions.FACTS}
    initial |= {name: getattr(site, f"{name}_id") for name in ("organisation", "neighbourhood")}
    told = {None: "", True: "yes", False: "no"}[site.is_step_free]
    return initial | {"is_step_free": told, "version": version}


def saved_offer(offer: Offer, version: str) -> dict[str, Any]:
    """Return the initial values of an offer's form."""
    initial = {name: getattr(offer, name) for name in offer_actions.FACTS}
    return initial | {"service": offer.service_id, "version": version}


def new_id() -> dict[str, Any]:
    """Return the initial values of something nobody has added yet."""
    return {"id": uuid7()}
