"""The form of an external code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.directory.models import ServiceCode
from lgnet.directory.queries import services
from lgnet.ui.forms import DateField, NameField


class CodeForm(forms.Form):
    """What another nomenclature calls a service. ``row``: the code that is changed."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    service: Any = forms.ModelChoiceField(label=_("Service"), queryset=None)
    scheme = NameField(
        label=_("Nomenclature"), help_text=_("For example SIUSS, or a region's"), max_length=60
    )
    code = NameField(label=_("Code"), max_length=60)
    from_on = DateField(label=_("Valid from"))
    until_on = DateField(
        label=_("Last day"), help_text=_("Empty while it goes on."), required=False
    )

    def __init__(self, *args: Any, row: ServiceCode | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["service"].queryset = services()
        if row is not None:
            del fields["service"], fields["scheme"]

    def clean(self) -> None:
        """Refuse a last day before the first."""
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day comes after the first."))


def saved_code(row: ServiceCode) -> dict[str, Any]:
    """Return the initial values of a code's form."""
    return {name: getattr(row, name) for name in ("id", "code", "from_on", "until_on")}
