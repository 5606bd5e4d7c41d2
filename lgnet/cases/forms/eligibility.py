"""The form of a finding: each condition of the line, the conclusion, the reason."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.network.models import FundingCondition
from lgnet.ui.forms import ChipRadioSelect

from ..enums_eligibility import Conclusion, Met
from ..models import EligibilityFinding
from ..models.eligibility import Ground
from ..rules_eligibility import needs_reason

ASKED = "condition-"


def asked_ids(data: Iterable[str]) -> list[UUID]:
    """Return the conditions a form was sent with: what was asked counts, though it ended since."""
    found = []
    for name in data:
        if name.startswith(ASKED):
            try:
                found.append(UUID(name.removeprefix(ASKED)))
            except ValueError:
                continue
    return found


class FindingForm(forms.Form):
    """What was found about one line. ``seen`` is the finding the page showed."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    conclusion = forms.ChoiceField(
        label=_("Conclusion"),
        choices=Conclusion.choices,
        widget=ChipRadioSelect,
        help_text=_("You decide; nothing is worked out. Help does not depend on it."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where the conclusion does not follow from the conditions."),
    )
    evidence = forms.CharField(
        label=_("What you looked at"),
        max_length=500,
        required=False,
        help_text=_("Papers, words of the person, a colleague: in a few words."),
    )

    def __init__(self, *args: Any, conditions: Iterable[FundingCondition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conditions = list(conditions)
        for one in self.conditions:
            self.fields[ASKED + str(one.pk)] = forms.ChoiceField(
                label=one.text, choices=Met.choices, widget=ChipRadioSelect, required=False
            )

    def asked(self) -> list[Any]:
        """Return the fields of the conditions, in their order."""
        return [self[ASKED + str(one.pk)] for one in self.conditions]

    def grounds(self) -> list[Ground]:
        """Return how each condition stands; one nobody touched was not asked."""
        told = self.cleaned_data
        return [
            Ground(one.text_it, Met(told.get(ASKED + str(one.pk)) or Met.NOT_ASKED))
            for one in self.conditions
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the conclusion does not follow."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("conclusion") and not told.get("reason") and not self.errors:
            met = [ground.met for ground in self.grounds()]
            if needs_reason(Conclusion(told["conclusion"]), met):
                self.add_error(
                    "reason", _("The conclusion does not follow from the conditions: say why.")
                )
        return told


def initial_of(
    found: EligibilityFinding | None, conditions: Iterable[FundingCondition]
) -> dict[str, Any]:
    """Return how the conditions stood when they were asked last, by their words."""
    stood = {ground.text: ground.met for ground in found.grounds} if found else {}
    known = {ASKED + str(one.pk): stood.get(one.text_it) for one in conditions}
    return {name: met for name, met in known.items() if met}
