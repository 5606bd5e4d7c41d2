"""Controls of long forms: the widgets of ``ui``, their answers written without a template each.

A form of 60 questions has some hundred answers to choose from; a template for each of them takes
longer than all the rest. What comes out is what ``ui`` makes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from lgnet.ui.forms import ChipCheckboxes, ChipRadioSelect
from lgnet.ui.partial_dates import PartialDateWidget

TEMPLATE = "forms/_control.html"


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Return attributes as HTML, escaped; what is False is left out."""
    found = [
        f" {esc(name)}" if value is True else f' {esc(name)}="{esc(value)}"'
        for name, value in attrs.items()
        if value is not False and value is not None
    ]
    return mark_safe("".join(found))  # noqa: S308 (each part is escaped)


def _options(widget: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for _group, options, _index in widget["optgroups"]:
        yield from options


def chips(widget: Mapping[str, Any]) -> SafeString:
    """Return answers as large targets in a row."""
    own = attributes({"id": widget["attrs"]["id"]} if widget["attrs"].get("id") else {})
    labels = "".join(
        f'<label class="lg-chip"><input type="{esc(one["type"])}" name="{esc(one["name"])}"'
        f' value="{esc(one["value"])}"{attributes(one["attrs"])}>'
        f"<span>{esc(one['label'])}</span></label>"
        for one in _options(widget)
    )
    return mark_safe(f'<div class="lg-chips"{own}>{labels}</div>')  # noqa: S308 (as above)


def select(widget: Mapping[str, Any]) -> SafeString:
    """Return a list to choose from."""
    lines = "".join(
        f'<option value="{esc("" if one["value"] is None else one["value"])}"'
        f"{attributes(one['attrs'])}>{esc(one['label'])}</option>"
        for one in _options(widget)
    )
    own = attributes({"name": widget["name"], **widget["attrs"]})
    return mark_safe(f"<select{own}>{lines}</select>")  # noqa: S308 (as above)


class OneChip(ChipRadioSelect):
    """One of few answers."""

    template_name = TEMPLATE

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["html"] = chips(context["widget"])
        return context


class SomeChips(ChipCheckboxes):
    """Some of few answers."""

    template_name = TEMPLATE

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["html"] = chips(context["widget"])
        return context


class Choice(forms.Select):
    """One of many answers."""

    template_name = TEMPLATE

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["html"] = select(context["widget"])
        return context


class SinceWidget(PartialDateWidget):
    """A day of which a part may be known, or how many years ago."""

    labels = (*PartialDateWidget.labels[:3], gettext_lazy("About how many years ago"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets = [
            Choice(choices=widget.choices) if isinstance(widget, forms.Select) else widget
            for widget in self.widgets
        ]
