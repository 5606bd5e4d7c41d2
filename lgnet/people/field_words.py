"""What a form holds beside what is saved, in words, for any form of ours."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from lgnet.kernel.answers import Answer
from lgnet.ui.answered import Answered

from .differences import Difference


def field_differences(form: Any, saved: Mapping[str, Any]) -> list[Difference]:
    """Return where a bound form and saved initial values differ, in the order of the form."""
    found = []
    for name, value in saved.items():
        typed = words_of(form, name, getattr(form, "cleaned_data", {}).get(name))
        kept = words_of(form, name, value)
        if typed != kept:
            found.append(Difference(label=str(form.fields[name].label), typed=typed, saved=kept))
    return found


def words_of(form: Any, name: str, value: Any) -> str:
    """Return a field's value as people read it; empty where there is none."""
    field = form.fields[name]
    if isinstance(value, Answered):
        if not value.is_known:
            return str(Answer(value.answer).label)
        field, value = field.fields[0], value.value
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    choices = getattr(field, "choices", None)
    if choices is not None:
        return str(dict(choices).get(str(value), value))
    return str(value)
