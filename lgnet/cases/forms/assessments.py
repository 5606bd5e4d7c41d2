"""The forms of an assessment: one domain, and where the person lives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.housing.enums import Destination
from lgnet.kernel.answers import Answer
from lgnet.ui.forms import ChipRadioSelect

from ..anchors import ANCHORS
from ..enums_assessment import Support
from ..enums_plan import LifeArea
from ..models import Assessment, AssessmentArea

# What stands in the place of a step.
_OTHERWISE = [
    (Answer.UNKNOWN.value, _("Does not know")),
    (Answer.DECLINED.value, _("Prefers not to say")),
]
_NOT_YET = [("", _("Not asked yet"))]


class AreaForm(forms.Form):
    """One domain. ``revision``: what was read, so that a colleague's word is not lost."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    together = forms.ChoiceField(
        label=_("Together with the person"), widget=forms.RadioSelect, required=False
    )
    worker = forms.ChoiceField(label=_("As we see it"), widget=ChipRadioSelect, required=False)
    support = forms.ChoiceField(
        label=_("Support needed"),
        choices=[("", _("Not said")), *Support.choices],
        widget=ChipRadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, area: LifeArea, instrument: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{area.value}_%s"} | kwargs)
        steps = [
            (str(step), f"{step}. {words}")
            for step, words in enumerate(ANCHORS[instrument][area], start=1)
        ]
        self.fields["together"].choices = [*_NOT_YET, *steps, *_OTHERWISE]  # type: ignore[attr-defined]
        alone = [("", _("Not said")), *((str(step), str(step)) for step in range(1, 6))]
        self.fields["worker"].choices = alone  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what ``say_area`` takes."""
        told = self.cleaned_data
        answer, step = _read(told["together"])
        return {
            "together_answer": answer,
            "together": step,
            "worker": int(told["worker"]) if told["worker"] else None,
            "support": told["support"] or None,
            "revision": told["revision"],
        }


class WhereForm(forms.Form):
    """Where the person lives now, in the situations of ETHOS Light. ``was``: what was read."""

    was = forms.ChoiceField(widget=forms.HiddenInput, required=False)
    lives = forms.ChoiceField(label=_("Where the person lives now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(value), label) for value, label in Destination.choices]
        for name in ("was", "lives"):
            self.fields[name].choices = [*_NOT_YET, *known, *_OTHERWISE]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what ``say_where`` takes."""
        answer, lives = _read(self.cleaned_data["lives"])
        return {"answer": answer, "lives": lives, "was": _read(self.cleaned_data["was"])}


def area_initial(row: AssessmentArea | None) -> dict[str, Any]:
    """Return what the form of a domain shows of what was said."""
    if row is None:
        return {"revision": 0, "together": "", "worker": "", "support": ""}
    return {
        "revision": row.revision,
        "together": _shown(row.together_answer, row.together),
        "worker": "" if row.worker is None else str(row.worker),
        "support": row.support or "",
    }


def where_initial(assessment: Assessment) -> dict[str, Any]:
    """Return what the form of the place shows of what was said."""
    stands = _shown(assessment.lives_answer, assessment.lives)
    return {"lives": stands, "was": stands}


def _read(text: str) -> tuple[Answer, int | None]:
    if not text:
        return Answer.NOT_ASKED, None
    return (Answer.KNOWN, int(text)) if text.isdigit() else (Answer(text), None)


def _shown(answer: str, value: int | None) -> str:
    if answer == Answer.KNOWN:
        return str(value)
    return "" if answer == Answer.NOT_ASKED else answer
