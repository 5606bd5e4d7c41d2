"""What is sent along with a form: which draft it goes on with, and what was put aside."""

import json
from typing import Any

from django import forms

from lgnet.cases.rules_answers import Aside, aside_of

LONGEST = 200_000


class AlongForm(forms.Form):
    """Hidden: who sends it has seen this revision. Its names are no codes of questions."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    corrects = forms.UUIDField(required=False, widget=forms.HiddenInput)
    aside = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def clean_aside(self) -> list[Aside]:
        """Return what was put aside; what cannot be read is none."""
        try:
            return aside_of(json.loads(self.cleaned_data["aside"] or "[]"))
        except ValueError:
            return []


def along(**values: Any) -> AlongForm:
    """Return the hidden fields of a page."""
    return AlongForm(
        initial={**values, "aside": json.dumps(values["aside"])}, prefix="along", auto_id=False
    )


def sent_along(data: Any) -> AlongForm:
    """Return the hidden fields as they came back."""
    return AlongForm(data, prefix="along", auto_id=False)
