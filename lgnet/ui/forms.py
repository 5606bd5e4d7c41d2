"""How forms look and what they can ask: Django renders them through our own templates.

``{{ form.name.as_field_group }}`` gives label, help, error and control. ``Form`` is the base of
every form of ours: labels say what is optional, and controls are tied to their help and errors.
"""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Renders forms with the templates of ``ui/forms``."""

    field_template_name = "ui/forms/field.html"
    form_template_name = "ui/forms/form.html"


class ChipRadioSelect(forms.RadioSelect):
    """One of few answers, as large targets in a row."""

    template_name = "ui/forms/chips.html"


class ChipCheckboxes(forms.CheckboxSelectMultiple):
    """Some of few answers, as large targets in a row."""

    template_name = "ui/forms/chips.html"


class DateInput(forms.DateInput):
    """A day, with the calendar of the browser; the value travels as YYYY-MM-DD."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day."""

    widget = DateInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


class LocalMomentInput(forms.DateTimeInput):
    """A local date and time, with the calendar of the browser."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class LocalMomentField(forms.DateTimeField):
    """A local date and time."""

    widget = LocalMomentInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **options)


class UserTextInput(forms.TextInput):
    """Text in any script: the browser takes the direction from what is typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"dir": "auto", "autocomplete": "off", "spellcheck": "false"} | (attrs or {})
        )


class NameField(forms.CharField):
    """A name in any script; trimmed, inner spaces made one."""

    widget = UserTextInput

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class NoteField(forms.CharField):
    """Some lines in any script."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        widget = forms.Textarea({"rows": rows, "dir": "auto"})
        super().__init__(widget=widget, **options)
