"""Forms of the network: what the access log may be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.audit.catalogue import VERBS


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
