"""Forms of the network: what the access log may be asked, and what a funding line asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.audit.catalogue import VERBS

from .models import FundingLine


class LogFilter(forms.Form):
    """Narrow the access log; an address that cannot be read narrows nothing."""

    about = forms.UUIDField(
        label=_("Identifier of a person or thing"), required=False, widget=forms.TextInput
    )
    verb = forms.ChoiceField(label=_("What was done"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        ordered = sorted(VERBS.items(), key=lambda item: str(item[1]))
        self.fields["verb"].choices = [("", _("Anything")), *ordered]  # type: ignore[attr-defined]


class ConditionForm(forms.Form):
    """One thing more that a funding line asks."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    line = forms.ModelChoiceField(label=_("Funding line"), queryset=FundingLine.objects.none())
    it = forms.CharField(
        label=_("Condition, in Italian"),
        max_length=200,
        help_text=_("As a sentence about the person: “Is present in the city”."),
    )
    en = forms.CharField(label=_("In English"), max_length=200, required=False)
    ar = forms.CharField(
        label=_("In Arabic"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: Any = self.fields["line"]
        lines.queryset = FundingLine.objects.order_by("-code")
