"""What the gallery shows: a form with every kind of field, and moments for the components."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .answered import AnsweredField
from .drafts import Kept
from .forms import (
    ChipCheckboxes,
    ChipRadioSelect,
    DateField,
    LocalMomentField,
    NameField,
    NoteField,
)
from .partial_dates import PartialDateField

LANGUAGES = [("bn", _("Bengali")), ("ar", _("Arabic")), ("fr", _("French"))]
# Visibly invented, one for each script the pages must carry.
NAMES = (
    "Amina Esempio",
    "أمينة مثال",
    "আমিনা উদাহরণ",
    "አሚና ምሳሌ",
    "ამინა მაგალითი",
    "ਅਮੀਨਾ ਉਦਾਹਰਣ",
    "அமினா உதாரணம்",
    "අමිනා උදාහරණය",
    "范例阿明",
)


class GalleryForm(forms.Form):
    """One field of each kind."""

    name = NameField(label=_("Name"), help_text=_("As the person says it, in any script."))
    reason = NoteField(label=_("Note"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", ""), *LANGUAGES])
    sex = AnsweredField(
        forms.ChoiceField(choices=[("", ""), ("female", _("Female")), ("male", _("Male"))]),
        label=_("Sex"),
    )
    birth = AnsweredField(
        PartialDateField(),
        label=_("Date of birth"),
        help_text=_("Leave out what is not known."),
    )
    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=[("tonight", _("Tonight")), ("week", _("This week"))],
        widget=ChipRadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=_("What is needed?"),
        choices=[("sleep", _("A place to sleep")), ("doctor", _("A doctor")), ("food", _("Food"))],
        widget=ChipCheckboxes,
        required=False,
    )
    starts_on = DateField(label=_("From"))
    met_at = LocalMomentField(label=_("When"), required=False)
    phone = forms.CharField(label=_("Phone"), widget=forms.TextInput({"type": "tel"}))
    told = forms.BooleanField(label=_("The person has been told"), required=False)


def gallery_context() -> dict[str, Any]:
    """Return the context of the gallery: forms empty and wrong, moments, names in each script."""
    now = timezone.now()
    wrong = GalleryForm(
        {"sex_value": "female", "sex_answer": "declined", "birth_value_year": "2999", "name": "A"}
    )
    return {
        "form": GalleryForm(auto_id="empty_%s"),
        "wrong_form": wrong,
        "kept": Kept(key="gallery", saved_at=now, fields={"name": [NAMES[0]]}),
        "nothing_kept": Kept(key="gallery"),
        "now": now,
        "today": timezone.localdate(),
        "last_year": timezone.localdate() - dt.timedelta(days=365),
        "no_figure": None,
        "rows": [{"name": name, "nights": 3 + i * 217} for i, name in enumerate(NAMES)],
        "many_rows": [{"name": NAMES[i % 9], "nights": i} for i in range(30)],
    }
