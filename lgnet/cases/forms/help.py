"""The form the person fills in by themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.ui.forms import ChipRadioSelect

from ..enums_outcomes import Helpful

ANONYMOUS, WITH_CASE = "anonymous", "with_case"


class HelpForm(forms.Form):
    """One question, and who may know. Browsers are told to forget what was chosen."""

    value = forms.ChoiceField(
        label=_("Was what we did helpful for your integration?"),
        choices=Helpful.choices,
        widget=ChipRadioSelect({"autocomplete": "off"}),
        error_messages={"required": _("Choose one answer.")},
    )
    keep = forms.ChoiceField(
        label=_("Who may know your answer?"),
        choices=[
            (ANONYMOUS, _("Nobody: only count it")),
            (WITH_CASE, _("The people who helped me")),
        ],
        initial=ANONYMOUS,
        widget=ChipRadioSelect({"autocomplete": "off"}),
    )

    @property
    def is_anonymous(self) -> bool:
        """Whether the answer is to be counted and nothing more."""
        return bool(self.cleaned_data["keep"] == ANONYMOUS)
